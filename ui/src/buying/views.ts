/** The parts of the pop-up: packages, ways to pay, the total, higher plans, a transfer's details. Pure: they show, and tell what was chosen. */

import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";

import type { Balance, Card, Check, Offers, Order, PackageOffer, PayWith, PlanOffer } from "../api/client.js";
import type { Key, Text } from "../text/index.js";
import { type Fitting, QUANTITY_MAX } from "./fitting.js";

type Nothing = typeof nothing;

/** The packages, the chosen one of them. */
export function packages(text: Text, offers: Offers, chosen: string | undefined, choose: (id: string) => void): TemplateResult {
  return html`<fieldset>
    <legend>${text.say("buy.packages")}</legend>
    ${offers.packages.map(
      (offer) => html`<label class="choice" part="package"
        ><input type="radio" name="package" value=${offer.id} .checked=${offer.id === chosen} @change=${() => choose(offer.id)} />
        <span class="grow">${offer.name}</span><strong>${text.money(offer.total)}</strong></label
      >`,
    )}
  </fieldset>`;
}

/** How many of the chosen package; what they come to, once the server has said it. Not a number while what is typed is none. */
export function many(text: Text, quantity: number, offer: PackageOffer | undefined, choose: (quantity: number) => void): TemplateResult {
  const typed = ({ target }: Event): void => choose(whole((target as HTMLInputElement).value));
  // Who steps from what is no number begins again at one.
  const step = (by: number) => (): void => choose(Math.min(Math.max((Number.isNaN(quantity) ? 1 - by : quantity) + by, 1), QUANTITY_MAX));
  const button = (by: number, sign: string, words: Key, isOff: boolean): TemplateResult =>
    html`<button type="button" aria-label=${text.say(words)} aria-disabled=${String(isOff)} @click=${step(by)}>${sign}</button>`;
  return html`<div class="row many" part="quantity">
    <label for="quantity">${text.say("buy.quantity")}</label>
    <span class="stepper">
      ${button(-1, "\u2212", "buy.fewer", quantity <= 1)}<input
        id="quantity"
        type="number"
        inputmode="numeric"
        required
        min="1"
        max=${QUANTITY_MAX}
        step="1"
        .value=${live(Number.isNaN(quantity) ? "" : String(quantity))}
        @input=${typed}
      />${button(1, "+", "buy.more", quantity >= QUANTITY_MAX)}
    </span>
    <span class="sum muted small" role="status">${offer !== undefined && quantity > 1 ? text.say("buy.sum", { credits: text.credits(offer.credits) }) : nothing}</span>
  </div>`;
}

/** A whole number of packages that an order may hold; else none at all. */
function whole(typed: string): number {
  const quantity = Number(typed);
  return Number.isInteger(quantity) && quantity >= 1 && quantity <= QUANTITY_MAX ? quantity : Number.NaN;
}

/** How it is paid: the saved card, a new one, a transfer. */
export function ways(text: Text, offers: Offers, card: Card | undefined, chosen: PayWith | undefined, choose: (way: PayWith) => void): TemplateResult {
  const words = (way: PayWith): string =>
    way === "saved" && card !== undefined ? text.say("buy.pay.saved", { brand: brand(card), last4: card.last4 }) : text.say(`buy.pay.${way}`);
  const hint = (way: PayWith): string | undefined =>
    way === "transfer" ? text.say("buy.pay.transfer.days", { n: offers.transfer_details?.business_days ?? 2 }) : way === "card" ? text.say("buy.pay.card.hint") : undefined;
  return html`<fieldset>
    <legend>${text.say("buy.pay")}</legend>
    ${offers.pay_with.map(
      (way) => html`<label class="choice" part="way"
        ><input type="radio" name="pay" value=${way} .checked=${way === chosen} @change=${() => choose(way)} />
        <span class="grow">${words(way)}${hint(way) ? html`<br /><span class="muted small">${hint(way)}</span>` : nothing}</span></label
      >`,
    )}
  </fieldset>`;
}

/** What is paid, with its tax. */
export function total(text: Text, offer: PackageOffer, quantity: number): TemplateResult {
  const tax = offer.reverse_charge ? text.say("buy.reverse") : text.say("buy.tax", { rate: text.number(offer.tax_rate) });
  return html`<div class="total">
    <div class="row small"><span class="muted">${quantity > 1 ? `${text.number(quantity)} \u00d7 ${offer.name}` : text.say("buy.net")}</span><span>${text.money(offer.price)}</span></div>
    <div class="row small"><span class="muted">${tax}</span><span>${text.money(offer.tax)}</span></div>
    <div class="row"><span>${text.say("buy.total")}</span><strong part="total">${text.money(offer.total)}</strong></div>
    ${offer.expires_in ? html`<p class="muted small">${text.say("buy.expires", { span: text.span(offer.expires_in) })}</p>` : nothing}
  </div>`;
}

/** The use that led here, where credits were too few for it, and what it takes as far as that is known. */
export function wanted(asked: unknown): { readonly check: Check; readonly takes: number } | undefined {
  const check = (asked as { readonly check?: Check } | undefined)?.check;
  return check?.reason === "insufficient_credits" ? { check, takes: check.cost ?? check.estimate ?? 0 } : undefined;
}

/** Why the pop-up stands there: what the use needs, what there is, and how many of one package are proposed where one is not enough. */
export function need(text: Text, asked: unknown, offers: Offers, proposed: Fitting | undefined): TemplateResult | Nothing {
  const use = wanted(asked);
  if (use === undefined || use.takes === 0) return nothing;
  const name = offers.packages.find(({ id }) => id === proposed?.id)?.name;
  return html`<p class="note" part="need">
    ${text.say("buy.need", { credits: text.credits(use.takes), available: text.number(use.check.available) })}
    ${proposed === undefined || name === undefined ? nothing : text.say("buy.need.several", { n: proposed.quantity, name })}
  </p>`;
}

/** Higher plans, a line each. */
export function plans(text: Text, offers: Offers, choose: (plan: PlanOffer) => void): TemplateResult | Nothing {
  if (offers.plans.length === 0) return nothing;
  return html`<section class="plans" part="plans">
    <h3>${text.say(offers.packages.length === 0 ? "buy.plans.only" : "buy.plans")}</h3>
    ${offers.plans.map(
      (plan) => html`<div class="row plan">
        <span
          ><strong>${plan.name}</strong><br /><span class="muted small"
            >${text.say("buy.plan.credits", { credits: text.credits(plan.allowance) })}${plan.price ? html` · ${text.money(plan.price)}` : nothing}</span
          ></span
        >
        <button @click=${() => choose(plan)}>${text.say("buy.upgrade", { name: plan.name })}</button>
      </div>`,
    )}
  </section>`;
}

/** The balance before and right after a change of plan. */
export function preview(text: Text, plan: PlanOffer, before: Balance | undefined): TemplateResult {
  const line = (words: Key, of: (balance: Balance) => number): TemplateResult => html`<tr>
    <th scope="row">${text.say(words)}</th>
    <td class="number">${before === undefined ? "" : text.number(of(before))}</td>
    <td class="number"><strong>${text.number(of(plan.balance_after))}</strong></td>
  </tr>`;
  return html`<table part="preview">
    <caption>
      ${text.say("buy.preview", { name: plan.name })}
    </caption>
    <thead>
      <tr>
        <td></td>
        <th scope="col" class="number">${text.say("buy.preview.now")}</th>
        <th scope="col" class="number">${text.say("buy.preview.after")}</th>
      </tr>
    </thead>
    <tbody>
      ${line("usage.monthly", (balance) => balance.monthly.available)} ${line("usage.extra", (balance) => balance.extra.available)}
      ${line("buy.preview.all", (balance) => balance.available)}
    </tbody>
  </table>`;
}

/** Where a transfer goes. */
export function transfer(text: Text, order: Order, businessDays: number): TemplateResult {
  const to = order.transfer;
  const line = (words: Key, value: string | undefined | null): TemplateResult | Nothing =>
    value ? html`<dt>${text.say(words)}</dt><dd>${value}</dd>` : nothing;
  return html`<dl part="transfer">
      ${line("buy.total", text.money(order.total))} ${line("buy.bank.name", to?.bank?.name)} ${line("buy.bank.iban", to?.bank?.iban)}
      ${line("buy.bank.bic", to?.bank?.bic)} ${line("buy.bank.reference", to?.reference ?? order.id)} ${line("buy.bank.by", text.date(order.pay_by))}
    </dl>
    <p class="muted small">${text.say("buy.pay.transfer.days", { n: businessDays })} ${text.say("buy.bank.mailed")}</p>`;
}

/** Visa, not visa. */
export function brand(card: Card): string {
  return card.brand.charAt(0).toUpperCase() + card.brand.slice(1);
}

/** Why a bank said no, in words; a reason that has none is left out: it is the bank's own code. */
export function declined(text: Text, reason: string): string {
  const key = `declined.${reason}`;
  return text.has(key) ? text.say("buy.declined", { reason: text.say(key) }) : text.say("buy.declined.plain");
}
