/** `<console-orders>`, `<console-order>` and `<console-disputes>`: what was bought, what went back, and what buyers' banks dispute. */

import { html, nothing, type TemplateResult } from "lit";

import type { Grant, Order } from "../../api/client.js";
import type { components } from "../../api/schema.js";
import { problemOf } from "../../store.js";
import { confirm, refund, reject } from "../deeds/orders.js";
import { Room, sentence } from "../desk.js";
import { ask } from "../line.js";
import { filtered, to } from "../place.js";
import { Pages, Reading } from "../reading.js";
import { invoiceTable, orderTable, table } from "../tables.js";
import { orderChip } from "../words.js";

type Schemas = components["schemas"];

const STATES = ["pending", "awaiting_payment", "paid", "canceled", "refunded", "disputed"] as const;
/** Grants and papers of one account that are looked through for those of one order. */
const SOUGHT_MAX = 200;

export class ConsoleOrders extends Room {
  readonly #orders = new Pages<Order>(this, (after) => ask("get", "/v1/orders", { query: { status: this.place.query.get("status") ?? undefined, after, limit: 100 } }));

  override render(): TemplateResult {
    const chosen = this.place.query.get("status") ?? "";
    const choose = (event: Event): void => this.desk.go(filtered(this.place, { status: (event.target as HTMLSelectElement).value }), true);
    return html`${this.head(this.say("nav.orders"))}
      <form class="filters" @submit=${(event: Event) => event.preventDefault()}>
        <label
          >${this.say("order.status")}<select @change=${choose}>
            <option value="">${this.say("history.all")}</option>
            ${STATES.map((state) => html`<option value=${state} ?selected=${state === chosen}>${this.text.word("order.status", state)}</option>`)}
          </select></label
        >
      </form>
      ${this.#orders.show((rows) => (rows.length === 0 ? this.empty(this.say("orders.none")) : orderTable(this, rows)))}`;
  }
}

export class ConsoleOrder extends Room {
  readonly #order = new Reading<Order>(this, () => ask("get", "/v1/orders/{order}", { path: { order: this.place.rest[0] ?? "" } }));
  readonly #invoices = new Reading(this, () => {
    const account = this.#order.value?.account;
    return account === undefined ? undefined : ask("get", "/v1/accounts/{account}/invoices", { path: { account }, query: { limit: SOUGHT_MAX } });
  });
  readonly #grants = new Reading(this, () => {
    const account = this.#order.value?.account;
    return account === undefined ? undefined : ask("get", "/v1/accounts/{account}/grants", { path: { account }, query: { limit: SOUGHT_MAX } });
  });

  get #grant(): Grant | undefined {
    return this.#grants.value?.data.find(({ id }) => id === this.#order.value?.grant);
  }

  override render(): TemplateResult {
    const order = this.#order.value;
    if (order === undefined) return html`${this.head(this.place.rest[0] ?? "")}${this.#order.waiting()}`;
    return html`${this.head(html`<span class="mono">${order.id}</span>`, { under: html`<a href=${to("accounts", order.account)}>${order.account}</a> ${orderChip(this.text, order)}`, acts: this.#acts(order) })} ${this.#order.stale()}
      <dl class="figures">
        <div><dt>${this.say("order.total")}</dt><dd>${this.text.money(order.total)}</dd><dd class="plain muted">${this.say("order.taxed", { net: this.text.money(order.net), tax: this.text.money(order.tax), rate: this.text.number(order.tax_rate) })}</dd></div>
        <div><dt>${this.say("history.credits")}</dt><dd>${this.text.number(order.credits)}</dd><dd class="plain muted">${order.quantity > 1 ? `${this.text.number(order.quantity)} × ` : ""}${order.package}</dd></div>
        <div><dt>${this.say("order.unspent")}</dt><dd>${this.#grant === undefined ? "–" : this.text.number(this.#grant.available)}</dd></div>
        <div><dt>${this.say("order.refunded")}</dt><dd>${this.text.number(order.refunded_credits)}</dd></div>
      </dl>
      <section class="block">
        <header class="head"><h2>${this.say("order.story")}</h2></header>
        <div class="body">${this.#story(order)}</div>
      </section>
      ${this.#papers(order)}`;
  }

  #acts(order: Order): TemplateResult | typeof nothing {
    if (!this.may("finance")) return nothing;
    if (order.status === "awaiting_payment" || order.status === "pending") {
      return html`<button @click=${() => void this.desk.act(reject(this.text, order))}>${this.say("reject.open")}</button>
        ${order.pay_with === "transfer" ? html`<button class="primary" @click=${() => void this.#confirm(order)}>${this.say("confirm.open")}</button>` : nothing}`;
    }
    const grant = this.#grant;
    return (order.status === "paid" || order.status === "refunded") && grant !== undefined && grant.available > 0 ? html`<button @click=${() => void this.#refund()}>${this.say("refund.open")}</button>` : nothing;
  }

  #story(order: Order): TemplateResult {
    const rows: [string, unknown][] = [
      [this.say("order.placed"), `${this.text.moment(order.created_at)} · ${order.member ?? (order.auto_top_up ? this.say("order.auto") : this.say("history.product"))}`],
      [this.say("order.how"), this.text.word("pay", order.pay_with)],
    ];
    if (order.for) rows.push([this.say("order.for"), html`<a href=${to("accounts", order.for)}>${order.for}</a>`]);
    if (order.transfer) rows.push([this.say("transfers.reference"), html`<span class="mono">${order.transfer.reference}</span>`]);
    if (order.credits_by) rows.push([this.say("transfers.due"), this.text.moment(order.credits_by)]);
    if (order.status === "awaiting_payment" || order.status === "pending") rows.push([this.say("transfers.until"), this.text.moment(order.pay_by)]);
    if (order.paid_at) rows.push([this.say("order.paid"), this.text.moment(order.paid_at)]);
    if (order.reason) rows.push([this.say("act.reason"), order.reason]);
    for (const { amount, credits, status } of order.refunds) rows.push([this.say("order.refund"), html`${this.text.money(amount)} · ${this.text.credits(credits)} <span class="chip">${this.text.word("refund", status)}</span>`]);
    if (order.dispute) rows.push([this.say("order.dispute"), html`<span class="chip ${order.dispute.status === "open" ? "bad" : ""}">${this.text.word("dispute", order.dispute.status)}</span> ${this.text.credits(order.dispute.credits)}`]);
    if (order.grant) rows.push([this.say("entries.grant"), html`<a class="mono" href=${`${to("accounts", order.account, "grants")}#${order.grant}`}>${order.grant}</a>`]);
    return html`<dl class="facts">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
  }

  #papers(order: Order): TemplateResult | typeof nothing {
    const mine = this.#invoices.value?.data.filter((invoice) => invoice.order === order.id) ?? [];
    if (mine.length === 0) return nothing;
    return html`<section class="block">
      <header class="head"><h2>${this.say("invoices.title")}</h2></header>
      ${invoiceTable(this, mine)}
    </section>`;
  }

  async #confirm(order: Order): Promise<void> {
    await this.#with(order, async (balance) => void (await this.desk.act(confirm(this.text, order, balance))));
  }

  /** What is shown beforehand is of now, not of before the last refund. */
  async #refund(): Promise<void> {
    await Promise.all([this.#order.again(), this.#grants.again()]);
    const order = this.#order.value;
    const grant = this.#grant;
    if (order === undefined || grant === undefined) return;
    await this.#with(order, async (balance) => void (await this.desk.act(refund(this.text, order, grant, balance))));
  }

  async #with(order: Order, run: (balance: Schemas["Balance"]) => Promise<void>): Promise<void> {
    try {
      await run(await this.desk.line.read(ask("get", "/v1/accounts/{account}/balance", { path: { account: order.account } })));
    } catch (cause) {
      this.desk.tell(sentence(problemOf(cause), this.text));
    }
  }
}

export class ConsoleDisputes extends Room {
  readonly #disputes = new Pages<Schemas["Dispute"]>(this, (after) => ask("get", "/v1/disputes", { query: { after, limit: 100 } }));

  override render(): TemplateResult {
    return html`${this.head(this.say("nav.disputes"), { under: this.say("disputes.says") })} ${this.#disputes.show((rows) => (rows.length === 0 ? this.empty(this.say("disputes.none")) : this.#table(rows)))}`;
  }

  #table(rows: readonly Schemas["Dispute"][]): TemplateResult {
    const heads = [this.say("order.dispute"), this.say("account.one"), this.say("order.one"), this.say("order.status"), { number: this.say("order.total") }, { number: this.say("disputes.taken") }, this.say("history.time")];
    return table(
      this.say("nav.disputes"),
      heads,
      rows.map(
        (dispute) => html`<tr>
          <th scope="row" class="mono">${dispute.id}</th>
          <td><a href=${to("accounts", dispute.account)}>${dispute.account}</a></td>
          <td><a class="mono" href=${to("orders", dispute.order)}>${dispute.order}</a></td>
          <td><span class="chip ${dispute.status === "open" ? "bad" : dispute.status === "won" ? "good" : ""}">${this.text.word("dispute", dispute.status)}</span></td>
          <td class="number">${dispute.amount ? this.text.money(dispute.amount) : "–"}</td>
          <td class="number">${this.say("disputes.share", { credits: this.text.number(dispute.credits), share: this.text.number(dispute.share) })}</td>
          <td>${this.text.moment(dispute.created_at)}</td>
        </tr>`,
      ),
    );
  }
}

