/** Tables that stand in several rooms: orders, papers, mails, events; each row with what can be done with it. */

import { html, nothing, type TemplateResult } from "lit";

import type { Order } from "../api/client.js";
import type { components } from "../api/schema.js";
import { mailAgain, paperAgain, replay } from "./deeds/messages.js";
import type { Part } from "./desk.js";
import { to } from "./place.js";
import { orderChip } from "./words.js";

type Schemas = components["schemas"];

function table(label: string, heads: readonly (string | { readonly number: string } | undefined)[], rows: readonly TemplateResult[]): TemplateResult {
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${label}>
    <table>
      <thead>
        <tr>
          ${heads.map((head) => (head === undefined ? html`<td></td>` : typeof head === "string" ? html`<th scope="col">${head}</th>` : html`<th scope="col" class="number">${head.number}</th>`))}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

export { table };

export function orderTable(part: Part, orders: readonly Order[]): TemplateResult {
  const { text } = part;
  const heads = [text.say("order.one"), text.say("account.one"), text.say("order.status"), text.say("order.package"), { number: text.say("history.credits") }, { number: text.say("order.total") }, text.say("order.how"), text.say("order.placed")];
  const rows = orders.map(
    (order) => html`<tr>
      <th scope="row"><a class="mono" href=${to("orders", order.id)}>${order.id}</a></th>
      <td><a href=${to("accounts", order.account)}>${order.account}</a></td>
      <td>${orderChip(text, order)}</td>
      <td>${order.quantity > 1 ? `${text.number(order.quantity)} × ` : ""}${order.package}</td>
      <td class="number">${text.number(order.credits)}</td>
      <td class="number">${text.money(order.total)}</td>
      <td>${text.word("pay", order.pay_with)}${order.auto_top_up ? ` · ${text.say("order.auto")}` : ""}</td>
      <td>${text.moment(order.created_at)}</td>
    </tr>`,
  );
  return table(text.say("nav.orders"), heads, rows);
}

export function invoiceTable(part: Part, invoices: readonly Schemas["Invoice"][]): TemplateResult {
  const { text } = part;
  const heads = [text.say("invoice.number"), text.say("history.kind"), text.say("order.one"), { number: text.say("order.total") }, { number: text.say("order.tax") }, text.say("invoice.issued"), undefined];
  const rows = invoices.map(
    (invoice) => html`<tr>
      <th scope="row"><a href=${`/v1/invoices/${invoice.id}/pdf`} target="_blank" rel="noopener">${invoice.number}<span class="sr"> (PDF)</span></a></th>
      <td>${text.word("invoice", invoice.kind)}</td>
      <td><a class="mono" href=${to("orders", invoice.order)}>${invoice.order}</a></td>
      <td class="number">${text.money(invoice.total)}</td>
      <td class="number">${text.money(invoice.tax)}</td>
      <td>${text.moment(invoice.issued_at)}</td>
      <td class="acts-cell"><button class="small" aria-label=${`${text.say("paper.again")}: ${invoice.number}`} @click=${() => void part.desk.act(paperAgain(text, invoice))}>${text.say("paper.again")}</button></td>
    </tr>`,
  );
  return table(text.say("invoices.title"), heads, rows);
}

const MAIL_TONES: Readonly<Record<string, string>> = { sent: "good", failed: "bad", waiting: "warn" };

export function mailTable(part: Part, mails: readonly Schemas["Mail"][]): TemplateResult {
  const { text } = part;
  const heads = [text.say("mail.what"), text.say("account.one"), text.say("mail.to"), text.say("grants.status"), { number: text.say("mail.attempts") }, text.say("history.time"), undefined];
  const rows = mails.map(
    (mail) => html`<tr>
      <th scope="row">${text.word("mail.kind", mail.kind)}</th>
      <td><a href=${to("accounts", mail.account)}>${mail.account}</a></td>
      <td class="wrap">${mail.to ?? text.say("mail.nobody")}</td>
      <td class="wrap"><span class="chip ${MAIL_TONES[mail.status] ?? ""}">${text.word("mail.status", mail.status)}</span>${mail.error ? html`<div class="muted">${mail.error}</div>` : nothing}${mail.next_attempt_at ? html`<div class="muted">${text.say("mail.next", { when: text.away(mail.next_attempt_at) })}</div>` : nothing}</td>
      <td class="number">${text.number(mail.attempts)}</td>
      <td>${text.moment(mail.sent_at ?? mail.created_at)}</td>
      <td class="acts-cell"><button class="small" aria-label=${`${text.say("mail.again")}: ${text.word("mail.kind", mail.kind)}, ${mail.id}`} @click=${() => void part.desk.act(mailAgain(text, mail))}>${text.say("mail.again")}</button></td>
    </tr>`,
  );
  return table(text.say("nav.mails"), heads, rows);
}

export function eventTable(part: Part, events: readonly Schemas["Event"][]): TemplateResult {
  const { text } = part;
  const heads = [text.say("event.type"), text.say("account.one"), text.say("event.what"), text.say("history.time"), undefined];
  const rows = events.map(
    (event) => html`<tr>
      <th scope="row"><code>${event.type}</code></th>
      <td><a href=${to("accounts", event.account)}>${event.account}</a></td>
      <td class="wrap">
        <details>
          <summary>${event.data.entry.text}</summary>
          <pre tabindex="0" role="region" aria-label=${event.id}>${JSON.stringify(event, undefined, 2)}</pre>
        </details>
      </td>
      <td>${text.moment(event.created_at)}</td>
      <td class="acts-cell"><button class="small" aria-label=${`${text.say("event.again")}: ${event.id}`} @click=${() => void part.desk.act(replay(text, event))}>${text.say("event.again")}</button></td>
    </tr>`,
  );
  return table(text.say("nav.events"), heads, rows);
}
