/** Small pieces that several rooms say alike: states as chips, scopes, signed credits, and figures before and after. */

import { html, nothing, type TemplateResult } from "lit";

import type { Account, Entry, Grant, Order } from "../api/client.js";
import type { ConsoleText } from "./text/index.js";

export function stateChip(text: ConsoleText, account: Account): TemplateResult {
  const tone = account.state === "active" ? "good" : account.state === "ended" ? "bad" : "warn";
  return html`<span class="chip ${tone}">${text.word("account.state", account.state)}</span>${account.paused ? html` <span class="chip warn">${text.say("account.paused")}</span>` : nothing}`;
}

export function orderChip(text: ConsoleText, order: Order): TemplateResult {
  const tone = { pending: "", awaiting_payment: "warn", paid: "good", canceled: "", refunded: "", disputed: "bad" }[order.status];
  const isPart = order.status === "refunded" && order.refunded_credits < order.credits;
  return html`<span class="chip ${tone}">${isPart ? text.say("order.partly") : text.word("order.status", order.status)}</span>`;
}

export function grantName(text: ConsoleText, grant: Pick<Grant, "kind" | "plan">): string {
  return `${text.word("grant", grant.kind)}${grant.plan ? ` ${grant.plan}` : ""}`;
}

const IN: readonly string[] = ["grant", "roll", "release", "reverse", "reinstate"];
const OUT: readonly string[] = ["spend", "settle", "expire", "void", "reserve", "claw"];

/** Credits of an entry with the sign that they have for what is available. */
export function signed(text: ConsoleText, entry: Entry): string {
  if (entry.credits === undefined || entry.credits === null) return "";
  const sign = entry.credits === 0 ? "" : IN.includes(entry.kind) ? "+" : OUT.includes(entry.kind) ? "−" : "";
  return sign + text.number(entry.credits);
}

export function isGain(entry: Entry): boolean {
  return IN.includes(entry.kind) && (entry.credits ?? 0) > 0;
}

/** Sums and differences in thousandths, so that a hundred fractions add up to what the ledger says. */
export function plus(...credits: readonly number[]): number {
  return credits.reduce((sum, one) => sum + Math.round(one * 1000), 0) / 1000;
}

export function minus(from: number, credits: number): number {
  return plus(from, -credits);
}
