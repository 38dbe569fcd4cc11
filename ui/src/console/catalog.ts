/** The catalog's prices in words, and a draft of a new version that outlives a change of rooms. */

import type { components } from "../api/schema.js";
import type { Price } from "./price.js";
import type { ConsoleText } from "./text/index.js";

export type Catalog = components["schemas"]["Catalog"];
export type Published = components["schemas"]["Published"];

/** A price as a person says it. */
export function priced(text: ConsoleText, price: Price | null | undefined): string {
  if (!price) return text.say("price.free");
  const parts: string[] = [];
  if (price.per_use !== null && price.per_use !== undefined) parts.push(text.say("price.use", { credits: text.credits(price.per_use) }));
  const unit = price.unit ?? text.say("price.unit");
  let from = 1;
  for (const { up_to, per_unit } of price.tiers ?? []) {
    const credits = text.credits(per_unit);
    parts.push(up_to ? text.say("price.tier", { from: text.number(from), to: text.number(up_to), credits, unit }) : text.say("price.tier.open", { from: text.number(from), credits, unit }));
    from = (up_to ?? from) + 1;
  }
  for (const { dimension, model, credits, per } of price.rates ?? []) {
    const line = text.say("price.rate", { credits: text.credits(credits), per: text.number(per), dimension });
    parts.push(model === "*" ? line : `${line} (${model})`);
  }
  if (price.min !== null && price.min !== undefined) parts.push(text.say("price.min", { credits: text.credits(price.min) }));
  if (price.max !== null && price.max !== undefined) parts.push(text.say("price.max", { credits: text.credits(price.max) }));
  return parts.join("; ");
}

export interface Draft {
  /** JSON, as it stands in the editor. */
  text: string;
  /** The ETag of the version that it began from. */
  base: string;
}

let draft: Draft | undefined;

export function keptDraft(): Draft | undefined {
  return draft;
}

export function keepDraft(next: Draft | undefined): void {
  draft = next;
}

export function written(catalog: Catalog): string {
  return `${JSON.stringify(catalog, undefined, 2)}\n`;
}

/** The catalog that was written, or where it stops being JSON. */
export function parsed(words: string): { readonly catalog: Catalog } | { readonly fault: string } {
  try {
    return { catalog: JSON.parse(words) as Catalog };
  } catch (cause) {
    return { fault: cause instanceof Error ? cause.message : String(cause) };
  }
}
