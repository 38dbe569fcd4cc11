/** `<scrip-orders>`: orders and invoices, cards, and auto top-up. */

import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";

import { ScripElement } from "../base.js";
import { wide } from "../look/index.js";
import { type AutoTopUp, type Card, newKey, type Offers, type Order, type Problem } from "../api/client.js";
import { brand, declined } from "../buying/views.js";
import { Listing } from "../listing.js";
import { problemOf } from "../store.js";
import type { Key } from "../text/index.js";

/**
 * Orders and invoices, cards, and auto top-up.
 *
 * @csspart card - the whole
 * @csspart order - one order
 * @csspart remove-card - the button that removes the card
 * @csspart confirm - the question whether it should go
 * @tagname scrip-orders
 */
export class ScripOrders extends ScripElement {
  static override properties: PropertyDeclarations = {
    card: { state: true },
    topUp: { state: true },
    offers: { state: true },
    problem: { state: true },
    said: { state: true },
    isRemoving: { state: true },
  };

  static override styles = [
    ...ScripElement.styles,
    wide,
    css`
      form {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
        gap: 0.5rem;
        align-items: end;
      }
      .deeds {
        display: flex;
        gap: 0.5rem;
        margin-block-start: 0.5rem;
      }
      td .button,
      td button {
        min-height: 1.875rem;
        padding-block: 0.2rem;
      }
      .note {
        margin-block-start: 0.75rem;
      }
      .note p {
        margin-block: 0 0.5rem;
      }
    `,
  ];

  /** @internal */
  declare card: Card | null | undefined;
  /** @internal */
  declare topUp: AutoTopUp | null | undefined;
  /** @internal */
  declare offers: Offers | undefined;
  /** @internal */
  declare problem: Problem | undefined;
  /** @internal */
  declare said: Key | undefined;
  /** @internal */
  declare isRemoving: boolean;
  readonly #orders = new Listing<Order>(this, () => (this.#maySee ? "/orders?limit=200" : undefined));
  #read: unknown;

  constructor() {
    super();
    this.isRemoving = false;
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    const { session } = this.known;
    if (session !== undefined && session !== this.#read) {
      this.#read = session;
      if (this.store?.mayBuy === true) void this.#load();
    }
  }

  get #maySee(): boolean {
    return this.store?.may("buy") === true || this.store?.may("see_invoices") === true;
  }

  override render(): TemplateResult {
    if (this.known.session !== undefined && !this.#maySee) {
      return html`<section class="card" part="card">
        <h2>${this.say("orders.title")}</h2>
        <p class="muted">${this.say("reason.role_not_allowed")} ${this.whoCan(this.known.session.who_can.buy)}</p>
      </section>`;
    }
    const orders = this.#orders.rows;
    return html`<section class="card" part="card">
      <h2>${this.say("orders.title")}</h2>
      ${orders === undefined
        ? this.#orders.waiting()
        : orders.length === 0
          ? html`<p class="muted">${this.say("orders.none")}</p>`
          : this.#table(orders)}
      <p role="status" class="small muted">${this.said === undefined ? nothing : this.say(this.said)}</p>
      ${this.problem === undefined ? nothing : html`<p role="alert" class="note failed">${this.problem.message}</p>`}
      ${this.store?.mayBuy === true ? html`${this.#cardPart()} ${this.#topUpPart()}` : nothing} ${this.status()}
    </section>`;
  }

  #table(orders: readonly Order[]): TemplateResult {
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${this.say("orders.title")}>
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">${this.say("orders.what")}</th>
            <th scope="col" class="number">${this.say("buy.total")}</th>
            <th scope="col">${this.say("grants.status")}</th>
            <td></td>
          </tr>
        </thead>
        <tbody>
          ${orders.map((order) => this.#order(order))}
        </tbody>
      </table>
    </div>`;
  }

  #order(order: Order): TemplateResult {
    const by = order.auto_top_up ? this.say("topup.title") : order.member ? (this.store?.memberName(order.member) ?? order.member) : undefined;
    const who = by === undefined ? "" : ` · ${by}`;
    return html`<tr part="order">
      <td>
        <strong>${this.text.credits(order.credits)}</strong>
        <div class="muted small">${this.text.date(order.created_at)}${who}</div>
      </td>
      <td class="number">${this.text.money(order.total)}</td>
      <td class="whole"><span class="badge ${order.status}">${this.say(`order.${order.status}` as Key)}</span>${this.#stand(order)}</td>
      <td class="number whole">${this.#deeds(order)}</td>
    </tr>`;
  }

  /** What else there is to know of it. */
  #stand(order: Order): TemplateResult {
    const lines: string[] = [];
    if (order.status === "awaiting_payment") {
      lines.push(this.say("orders.due", { date: this.text.date(order.pay_by) }));
      if (order.transfer) lines.push(`${this.say("buy.bank.reference")}: ${order.transfer.reference}`);
      if (order.credits_by) lines.push(this.say("orders.by", { date: this.text.date(order.credits_by) }));
    }
    if (order.status === "pending" && order.reason) lines.push(declined(this.text, order.reason));
    if (order.refunded_credits > 0) lines.push(this.say("orders.refunded", { credits: this.text.credits(order.refunded_credits) }));
    return html`${lines.map((line) => html`<div class="muted small">${line}</div>`)}`;
  }

  #deeds(order: Order): TemplateResult | typeof nothing {
    const { id, invoice, status, url } = order;
    if (invoice) {
      return html`<button @click=${() => this.#pdf(invoice)} aria-label=${this.say("orders.pdf.of", { id })}>${this.say("orders.pdf")}</button>
        <button class="quiet" @click=${() => this.#send(invoice)} aria-label=${this.say("orders.send.of", { id })}>${this.say("orders.send")}</button>`;
    }
    if ((status !== "pending" && status !== "awaiting_payment") || this.store?.may("buy") !== true) return nothing;
    return html`${status === "pending" && url ? html`<a class="button" href=${url} target="_blank" rel="noreferrer">${this.say("orders.pay")}</a>` : nothing}
      <button class="quiet" @click=${() => this.#cancel(id)} aria-label=${this.say("orders.cancel.of", { id })}>${this.say("orders.cancel")}</button>`;
  }

  #cardPart(): TemplateResult {
    const { card } = this;
    return html`<h3>${this.say("card.title")}</h3>
      ${card === undefined
        ? html`<span class="skeleton"></span>`
        : card === null
          ? html`<p class="muted">${this.say("card.none")}</p>`
          : html`<p>
              ${this.say("buy.pay.saved", { brand: brand(card), last4: card.last4 })}
              <span class="muted small">${String(card.exp_month).padStart(2, "0")}/${card.exp_year}</span>
              ${card.declined ? html`<br /><span class="failed small">${this.say("card.declined")}</span>` : nothing}
            </p>`}
      <div class="deeds">
        <button @click=${this.#setUp}>${this.say(card ? "card.replace" : "card.add")}</button>
        ${card && !this.isRemoving
          ? html`<button class="quiet" part="remove-card" @click=${() => (this.isRemoving = true)}>${this.say("card.remove")}</button>`
          : nothing}
      </div>
      ${card && this.isRemoving
        ? html`<div class="note" part="confirm">
            <p>${this.say("card.remove.sure")}</p>
            <button @click=${this.#removeCard}>${this.say("card.remove")}</button>
            <button class="quiet" @click=${() => (this.isRemoving = false)}>${this.say("card.keep")}</button>
          </div>`
        : nothing}`;
  }

  #topUpPart(): TemplateResult | typeof nothing {
    const { topUp, offers } = this;
    if (topUp === undefined || offers === undefined) return nothing;
    return html`<h3>${this.say("topup.title")}</h3>
      <p class="muted small">${this.say("topup.hint")}</p>
      ${topUp === null
        ? nothing
        : html`<p>
            ${this.say("topup.on", { threshold: this.text.number(topUp.threshold), name: offers.packages.find(({ id }) => id === topUp.package)?.name ?? topUp.package, max: this.text.money(topUp.monthly_max) })}
            <button class="quiet" @click=${this.#removeTopUp}>${this.say("topup.off")}</button>
          </p>`}
      ${this.card
        ? html`<form @submit=${this.#setTopUp}>
            <label>${this.say("topup.threshold")}<input name="threshold" type="number" min="1" required /></label>
            <label
              >${this.say("topup.package")}<select name="package">
                ${offers.packages.map((offer) => html`<option value=${offer.id}>${offer.name} · ${this.text.money(offer.total)}</option>`)}
              </select></label
            >
            <label>${this.say("topup.max")}<input name="max" type="number" min="1" step="0.01" required /></label>
            <button>${this.say("topup.set")}</button>
          </form>`
        : html`<p class="muted">${this.say("topup.card")}</p>`}`;
  }

  /** Read again with each change; what was said of the last deed stays. */
  async #load(): Promise<void> {
    const { store } = this;
    if (store === undefined) return;
    const orNull = <T>(call: Promise<T>): Promise<T | null> =>
      call.catch((cause: unknown) => {
        if (problemOf(cause).status === 404) return null;
        throw cause;
      });
    try {
      [this.card, this.topUp, this.offers] = await Promise.all([
        orNull(store.api.call<Card>(store.path("/payment-method"))),
        orNull(store.api.call<AutoTopUp>(store.path("/auto-top-up"))),
        store.api.call<Offers>(store.path("/offers")),
      ]);
    } catch (cause) {
      if (!problemOf(cause).isAway) this.problem = problemOf(cause);
    }
  }

  async #pdf(id: string): Promise<void> {
    await this.#doing(async () => {
      const response = await this.store?.api.fetch(`/v1/invoices/${id}/pdf`, { accept: "application/pdf" });
      if (response === undefined) return;
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await response.blob());
      link.download = `${id}.pdf`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    });
  }

  async #cancel(id: string): Promise<void> {
    await this.#doing(async () => {
      await this.store?.api.fetch(`/v1/orders/${id}/cancel`, { method: "POST", body: {}, key: newKey() });
    });
    this.#orders.again();
  }

  async #send(id: string): Promise<void> {
    await this.#doing(async () => {
      await this.store?.api.fetch(`/v1/invoices/${id}/email`, { method: "POST", body: {} });
      this.said = "orders.sent";
    });
  }

  readonly #setUp = async (): Promise<void> => {
    const opened = window.open("about:blank", "_blank");
    await this.#doing(async (path) => {
      const setup = await this.store?.api.call<{ url: string }>(path("/payment-method/setup"), { method: "POST", body: {} });
      if (opened !== null && setup !== undefined) opened.location.href = setup.url;
    });
    if (this.problem !== undefined) opened?.close();
    // The card is there when the gateway has said so; that is an entry, and every entry is heard of.
  };

  readonly #removeCard = async (): Promise<void> => {
    this.isRemoving = false;
    await this.#doing(async (path) => {
      await this.store?.api.fetch(path("/payment-method"), { method: "DELETE" });
    });
    await this.#load();
  };

  readonly #setTopUp = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const currency = this.offers?.packages[0]?.total.currency ?? "USD";
    const digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
    const amount = Math.round(Number(data.get("max")) * 10 ** digits);
    const body = { threshold: Number(data.get("threshold")), package: String(data.get("package")), monthly_max: { amount, currency } };
    await this.#doing(async (path) => {
      this.topUp = (await this.store?.api.call<AutoTopUp>(path("/auto-top-up"), { method: "PUT", body })) ?? null;
      this.said = "agency.saved";
    });
  };

  readonly #removeTopUp = async (): Promise<void> => {
    await this.#doing(async (path) => {
      await this.store?.api.fetch(path("/auto-top-up"), { method: "DELETE" });
      this.topUp = null;
      this.said = "agency.saved";
    });
  };

  async #doing(run: (path: (rest: string) => string) => Promise<void>): Promise<void> {
    const { store } = this;
    if (store === undefined) return;
    this.problem = undefined;
    this.said = undefined;
    try {
      await run((rest) => store.path(rest));
    } catch (cause) {
      this.problem = problemOf(cause);
    }
  }
}
