/** `<console-transfers>`: transfers that wait to be seen on the bank's statement, the one promised first on top. */

import { html, nothing, type TemplateResult } from "lit";

import type { Balance, Order } from "../../api/client.js";
import { confirm, reject, report } from "../deeds/orders.js";
import { Room, sentence } from "../desk.js";
import { ask } from "../line.js";
import { to } from "../place.js";
import { Pages } from "../reading.js";
import { problemOf } from "../../store.js";

/** So close to the promise, it is shown as urgent. */
const SOON_MS = 24 * 3_600_000;

export class ConsoleTransfers extends Room {
  readonly #orders = new Pages<Order>(this, (after) => ask("get", "/v1/orders", { query: { status: "awaiting_payment", after, limit: 100 } }));

  override render(): TemplateResult {
    return html`${this.head(this.say("nav.transfers"), { under: this.say("transfers.says") })}
      ${this.#orders.show((rows) => (rows.length === 0 ? this.empty(this.say("transfers.none")) : this.#table(rows)))}`;
  }

  #table(rows: readonly Order[]): TemplateResult {
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${this.say("nav.transfers")}>
      <table>
        <thead>
          <tr>
            <th scope="col">${this.say("transfers.due")}</th>
            <th scope="col">${this.say("account.one")}</th>
            <th scope="col" class="number">${this.say("order.total")}</th>
            <th scope="col" class="number">${this.say("history.credits")}</th>
            <th scope="col">${this.say("transfers.reference")}</th>
            <th scope="col">${this.say("transfers.until")}</th>
            <td></td>
          </tr>
        </thead>
        <tbody>
          ${rows.map((order) => this.#row(order))}
        </tbody>
      </table>
    </div>`;
  }

  #row(order: Order): TemplateResult {
    const label = (act: string): string => `${act}: ${order.id}`;
    return html`<tr>
      <td>${this.#due(order)}</td>
      <td><a href=${to("accounts", order.account)}>${order.account}</a></td>
      <td class="number">${this.text.money(order.total)}</td>
      <td class="number">${this.text.number(order.credits)}</td>
      <td><a class="mono" href=${to("orders", order.id)}>${order.transfer?.reference ?? order.id}</a></td>
      <td>${this.text.date(order.pay_by)}</td>
      <td class="acts-cell">
        ${this.may("finance")
          ? html`${order.credits_by ? nothing : html`<button class="small" aria-label=${label(this.say("report.open"))} @click=${() => void this.desk.act(report(this.text, order))}>${this.say("report.open")}</button>`}
              <button class="small" aria-label=${label(this.say("reject.open"))} @click=${() => void this.desk.act(reject(this.text, order))}>${this.say("reject.open")}</button>
              <button class="small primary" aria-label=${label(this.say("confirm.open"))} @click=${() => void this.#confirm(order)}>${this.say("confirm.open")}</button>`
          : nothing}
      </td>
    </tr>`;
  }

  #due(order: Order): TemplateResult {
    if (!order.credits_by) return html`<span class="muted">${this.say("transfers.unseen")}</span>`;
    const left = new Date(order.credits_by).getTime() - Date.now();
    const tone = left < 0 ? "bad" : left < SOON_MS ? "warn" : "good";
    return html`<span class="chip ${tone}">${left < 0 ? this.say("transfers.late", { when: this.text.away(order.credits_by) }) : this.text.away(order.credits_by)}</span> <span class="muted">${this.text.moment(order.credits_by)}</span>`;
  }

  /** The effect names the balance as it is now, so it is asked for first. */
  async #confirm(order: Order): Promise<void> {
    try {
      const balance: Balance = await this.desk.line.read(ask("get", "/v1/accounts/{account}/balance", { path: { account: order.account } }));
      await this.desk.act(confirm(this.text, order, balance));
    } catch (cause) {
      this.desk.tell(sentence(problemOf(cause), this.text));
    }
  }
}
