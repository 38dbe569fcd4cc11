/** `<account-orders>` and `<account-messages>`: what the account bought, its papers, and what was told about it. */

import { html, type TemplateResult } from "lit";

import type { Order } from "../../../api/client.js";
import type { components } from "../../../api/schema.js";
import { Room } from "../../desk.js";
import { ask } from "../../line.js";
import { to } from "../../place.js";
import { Pages } from "../../reading.js";
import { eventTable, invoiceTable, mailTable, orderTable } from "../../tables.js";

type Schemas = components["schemas"];

export class AccountOrders extends Room {
  readonly #orders = new Pages<Order>(this, (after) => ask("get", "/v1/accounts/{account}/orders", { path: { account: this.#id }, query: { after, limit: 100 } }));
  readonly #invoices = new Pages<Schemas["Invoice"]>(this, (after) => ask("get", "/v1/accounts/{account}/invoices", { path: { account: this.#id }, query: { after, limit: 100 } }));

  get #id(): string {
    return this.place.rest[0] ?? "";
  }

  override render(): TemplateResult {
    return html`<section class="block">
        <header class="head"><h2>${this.say("account.orders.list")}</h2></header>
        ${this.#orders.show((rows) => (rows.length === 0 ? this.empty(this.say("orders.none.account")) : orderTable(this, rows)))}
      </section>
      <section class="block">
        <header class="head"><h2>${this.say("invoices.title")}</h2></header>
        ${this.#invoices.show((rows) => (rows.length === 0 ? this.empty(this.say("invoices.none")) : invoiceTable(this, rows)))}
      </section>`;
  }
}

export class AccountMessages extends Room {
  readonly #events = new Pages<Schemas["Event"]>(this, (after) => ask("get", "/v1/events", { query: { account: this.#id, after, limit: 50 } }));
  readonly #mails = new Pages<Schemas["Mail"]>(this, (after) => ask("get", "/v1/mails", { query: { account: this.#id, after, limit: 50 } }));

  get #id(): string {
    return this.place.rest[0] ?? "";
  }

  override render(): TemplateResult {
    return html`<section class="block">
        <header class="head"><h2>${this.say("nav.mails")}</h2></header>
        ${this.#mails.show((rows) => (rows.length === 0 ? this.empty(this.say("mails.none.account")) : mailTable(this, rows)))}
      </section>
      <section class="block">
        <header class="head"><h2>${this.say("nav.events")}</h2><a href=${`${to("events")}?account=${encodeURIComponent(this.#id)}`}>${this.say("events.filter")}</a></header>
        ${this.#events.show((rows) => (rows.length === 0 ? this.empty(this.say("events.none.account")) : eventTable(this, rows)))}
      </section>`;
  }
}
