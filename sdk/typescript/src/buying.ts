/** Buying: offers, orders, invoices, the saved card, automatic top-up, disputes. */

import { List, type ListOptions } from "./list.js";
import type { ActOptions, CallOptions, Sender } from "./send.js";
import type { Acted, AutoTopUp, Dispute, Invoice, Offers, Order, PaymentMethod, PaymentMethodSetup, Schemas, With } from "./types.js";

export class Orders {
  readonly #sender: Sender;
  constructor(sender: Sender) {
    this.#sender = sender;
  }

  /** What this account may buy now: packages with tax and total (of `quantity` each), higher plans, ways to pay. */
  offers(account: string, { quantity, ...options }: CallOptions & { readonly quantity?: number } = {}): Promise<Offers> {
    return this.#sender.request("GET", "/v1/accounts/{account}/offers", { path: { account }, query: { quantity } }, options);
  }

  /** Buys a package for the `total` that was shown; another total by now is refused with `price_changed`. */
  create({ account, ...body }: With<"account", Schemas["NewOrder"]>, options?: ActOptions): Promise<Acted<Order>> {
    return this.#sender.act("POST", "/v1/accounts/{account}/orders", { path: { account }, body, keyed: true }, options);
  }

  get(order: string, options?: CallOptions): Promise<Order> {
    return this.#sender.request("GET", "/v1/orders/{order}", { path: { order } }, options);
  }

  /** One account's orders. */
  list(account: string, options?: ListOptions): List<Order> {
    return new List((query, call) => this.#sender.request("GET", "/v1/accounts/{account}/orders", { path: { account }, query }, call), options);
  }

  /** Everybody's, as the operator sees them. */
  listAll({ status, ...options }: ListOptions & { readonly status?: string | undefined } = {}): List<Order> {
    return new List((page, call) => this.#sender.request("GET", "/v1/orders", { query: { status, ...page } as never }, call), options);
  }

  cancel(order: string, options?: CallOptions): Promise<Order> {
    return this.#sender.request("POST", "/v1/orders/{order}/cancel", { path: { order }, body: {} }, options);
  }

  /** The buyer says that the transfer is on its way. */
  reportTransfer(order: string, options?: CallOptions): Promise<Order> {
    return this.#sender.request("POST", "/v1/orders/{order}/report-transfer", { path: { order }, body: {} }, options);
  }

  /** The operator has seen the transfer: the credits are granted and the invoice issued, once. */
  confirmPayment({ order, ...body }: With<"order", Schemas["NewPayment"]>, options?: ActOptions): Promise<Acted<Order>> {
    return this.#sender.act("POST", "/v1/orders/{order}/confirm-payment", { path: { order }, body, keyed: true }, options);
  }

  reject({ order, ...body }: With<"order", Schemas["OrderReason"]>, options?: CallOptions): Promise<Order> {
    return this.#sender.request("POST", "/v1/orders/{order}/reject", { path: { order }, body }, options);
  }

  /** Gives back the money of what is still available of the order's credits, or of so many. */
  refund({ order, ...body }: With<"order", Schemas["NewRefund"]>, options?: ActOptions): Promise<Acted<Order>> {
    return this.#sender.act("POST", "/v1/orders/{order}/refund", { path: { order }, body, keyed: true }, options);
  }

  disputes(options?: ListOptions): List<Dispute> {
    return new List((query, call) => this.#sender.request("GET", "/v1/disputes", { query }, call), options);
  }
}

export class Invoices {
  readonly #sender: Sender;
  constructor(sender: Sender) {
    this.#sender = sender;
  }

  get(invoice: string, options?: CallOptions): Promise<Invoice> {
    return this.#sender.request("GET", "/v1/invoices/{invoice}", { path: { invoice } }, options);
  }

  list(account: string, options?: ListOptions): List<Invoice> {
    return new List((query, call) => this.#sender.request("GET", "/v1/accounts/{account}/invoices", { path: { account }, query }, call), options);
  }

  /** The paper, PDF/A-3 with Factur-X. */
  async pdf(invoice: string, options?: CallOptions): Promise<Uint8Array> {
    const asked = { path: { invoice }, headers: { accept: "application/pdf" } };
    return (await this.#sender.send("GET", "/v1/invoices/{invoice}/pdf", asked, options)).bytes;
  }

  /** Sends it by mail again. */
  email(invoice: string, options?: CallOptions): Promise<Schemas["MailedInvoice"]> {
    return this.#sender.request("POST", "/v1/invoices/{invoice}/email", { path: { invoice }, body: {} }, options);
  }
}

export class PaymentMethods {
  readonly #sender: Sender;
  constructor(sender: Sender) {
    this.#sender = sender;
  }

  get(account: string, options?: CallOptions): Promise<PaymentMethod> {
    return this.#sender.request("GET", "/v1/accounts/{account}/payment-method", { path: { account } }, options);
  }

  /** The gateway's page on which a card is saved. */
  setUp({ account, ...body }: With<"account", Schemas["NewSetup"]>, options?: CallOptions): Promise<PaymentMethodSetup> {
    return this.#sender.request("POST", "/v1/accounts/{account}/payment-method/setup", { path: { account }, body }, options);
  }

  remove(account: string, options?: CallOptions): Promise<Schemas["RemovedPaymentMethod"]> {
    return this.#sender.request("DELETE", "/v1/accounts/{account}/payment-method", { path: { account } }, options);
  }

  /** Automatic top-up: buys a package when fewer credits than `threshold` are left, for at most `monthly_max` a month. */
  putAutoTopUp({ account, ...body }: With<"account", Schemas["NewAutoTopUp"]>, options?: CallOptions): Promise<AutoTopUp> {
    return this.#sender.request("PUT", "/v1/accounts/{account}/auto-top-up", { path: { account }, body }, options);
  }

  getAutoTopUp(account: string, options?: CallOptions): Promise<AutoTopUp> {
    return this.#sender.request("GET", "/v1/accounts/{account}/auto-top-up", { path: { account } }, options);
  }

  removeAutoTopUp(account: string, options?: CallOptions): Promise<Schemas["RemovedAutoTopUp"]> {
    return this.#sender.request("DELETE", "/v1/accounts/{account}/auto-top-up", { path: { account } }, options);
  }
}
