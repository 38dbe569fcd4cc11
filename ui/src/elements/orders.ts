/** `<scrip-orders>`: orders and invoices, cards, and auto top-up. */

import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";

import { ScripElement } from "../base.js";
import { type AutoTopUp, type Card, type Offers, type Order, type Problem } from "../api/client.js";
import { Listing } from "../listing.js";
import { problemOf } from "../store.js";
import type { Key } from "../text/index.js";

export class ScripOrders extends ScripElement {
  static override properties: PropertyDeclarations = {
    card: { state: true },
    topUp: { state: true },
    offers: { state: true },
    problem: { state: true },
    said: { state: true },
  };

  static override styles = [
    ...ScripElement.styles,
    css`
      form {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
        gap: 0.5rem;
        align-items: end;
      }
    `,
  ];

  declare card: Card | null | undefined;
  declare topUp: AutoTopUp | null | undefined;
  declare offers: Offers | undefined;
  declare problem: Problem | undefined;
  declare said: Key | undefined;
  readonly #orders = new Listing<Order>(this, () => "/orders?limit=50");
  #read: unknown;

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    const { session } = this.known;
    if (session !== undefined && session !== this.#read) {
      this.#read = session;
      if (this.store?.may("buy") === true) void this.#load();
    }
  }

  override render(): TemplateResult {
    const orders = this.#orders.rows;
    return html`<section class="card" part="card">
      <h2>${this.say("orders.title")}</h2>
      ${orders === undefined
        ? this.#orders.waiting()
        : orders.length === 0
          ? html`<p class="muted">${this.say("orders.none")}</p>`
          : this.#table(orders)}
      <p role="status" class="small muted">${this.said === undefined ? nothing : this.say(this.said)}</p>
      ${this.problem === undefined ? nothing : html`<p role="alert" class="failed">${this.problem.message}</p>`}
      ${this.store?.may("buy") === true ? html`${this.#cardPart()} ${this.#topUpPart()}` : nothing} ${this.status()}
    </section>`;
  }

  #table(orders: readonly Order[]): TemplateResult {
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${this.say("orders.title")}>
      <table>
        <thead>
          <tr>
            <th scope="col">${this.say("history.time")}</th>
            <th scope="col" class="number">${this.say("history.credits")}</th>
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
    const due = order.status === "awaiting_payment" ? this.say("orders.due", { date: this.text.date(order.pay_by) }) : undefined;
    return html`<tr part="order">
      <td>${this.text.date(order.created_at)}</td>
      <td class="number">${this.text.number(order.credits)}</td>
      <td class="number">${this.text.money(order.total)}</td>
      <td>
        ${this.say(`order.${order.status}` as Key)}
        ${due === undefined ? nothing : html`<div class="muted small">${due}<br />${order.transfer?.reference}</div>`}
        ${order.reason ? html`<div class="muted small">${order.reason}</div>` : nothing}
        ${order.refunded_credits > 0
          ? html`<div class="muted small">${this.say("orders.refunded", { credits: this.text.credits(order.refunded_credits) })}</div>`
          : nothing}
      </td>
      <td class="number">
        ${order.invoice
          ? html`<button @click=${() => this.#pdf(order.invoice ?? "")} aria-label=${this.say("orders.pdf.of", { id: order.id })}>${this.say("orders.pdf")}</button>
              <button class="quiet" @click=${() => this.#send(order.invoice ?? "")} aria-label=${this.say("orders.send.of", { id: order.id })}>${this.say("orders.send")}</button>`
          : nothing}
      </td>
    </tr>`;
  }

  #cardPart(): TemplateResult {
    const { card } = this;
    return html`<h3>${this.say("card.title")}</h3>
      ${card === undefined
        ? html`<span class="skeleton"></span>`
        : card === null
          ? html`<p class="muted">${this.say("card.none")}</p>`
          : html`<p>
              ${this.say("buy.pay.saved", { brand: card.brand, last4: card.last4 })}
              <span class="muted small">${String(card.exp_month).padStart(2, "0")}/${card.exp_year}</span>
              ${card.declined ? html`<span class="failed small">${this.say("card.declined")}</span>` : nothing}
            </p>`}
      <div class="row">
        <button @click=${this.#setUp}>${this.say(card ? "card.replace" : "card.add")}</button>
        ${card ? html`<button class="quiet" @click=${this.#removeCard}>${this.say("card.remove")}</button>` : nothing}
      </div>`;
  }

  #topUpPart(): TemplateResult | typeof nothing {
    const { topUp, offers } = this;
    if (topUp === undefined || offers === undefined) return nothing;
    return html`<h3>${this.say("topup.title")}</h3>
      <p class="muted small">${this.say("topup.hint")}</p>
      ${topUp === null
        ? nothing
        : html`<p>
            ${this.say("topup.on", { threshold: this.text.number(topUp.threshold), name: topUp.package, max: this.text.money(topUp.monthly_max) })}
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

  async #load(): Promise<void> {
    await this.#doing(async (path) => {
      const api = this.store?.api;
      const orNull = <T>(call: Promise<T> | undefined): Promise<T | null | undefined> | undefined =>
        call?.catch((cause: unknown) => {
          if (problemOf(cause).status === 404) return null;
          throw cause;
        });
      [this.card, this.topUp, this.offers] = await Promise.all([
        orNull(api?.call<Card>(path("/payment-method"))),
        orNull(api?.call<AutoTopUp>(path("/auto-top-up"))),
        api?.call<Offers>(path("/offers")),
      ]);
    });
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
    // The card is there when the gateway has said so: looked at again whenever this page is seen again.
    document.addEventListener("visibilitychange", () => void this.#load(), { once: true });
  };

  readonly #removeCard = async (): Promise<void> => {
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
