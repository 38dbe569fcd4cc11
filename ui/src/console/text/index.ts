/** The console's words beside those of the elements, and the formats of its language. */

import { type Key as ElementKey, Text } from "../../text/index.js";
import { de as customersDe } from "./customers/de.js";
import { en as customersEn } from "./customers/en.js";
import { pl as customersPl } from "./customers/pl.js";
import { de as productDe } from "./product/de.js";
import { en as productEn } from "./product/en.js";
import { pl as productPl } from "./product/pl.js";
import { de as standingDe } from "./standing/de.js";
import { en as standingEn } from "./standing/en.js";
import { pl as standingPl } from "./standing/pl.js";
import type { WordsLike } from "./words.js";

const en = { ...customersEn, ...standingEn, ...productEn };
type Own = keyof typeof en;
type Words = WordsLike<typeof en>;
export type Key = Own | ElementKey;

const LANGUAGES: Readonly<Record<string, Words>> = { en, de: { ...customersDe, ...standingDe, ...productDe }, pl: { ...customersPl, ...standingPl, ...productPl } };

/** The languages by their own names. */
export const LANGUAGE_NAMES: readonly (readonly [string, string])[] = [
  ["en", "English"],
  ["de", "Deutsch"],
  ["pl", "Polski"],
];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export class ConsoleText extends Text {
  readonly #own: Words;
  readonly #count: Intl.PluralRules;

  constructor(asked: string) {
    super(asked);
    this.#own = LANGUAGES[this.locale.slice(0, 2)] ?? en;
    this.#count = new Intl.PluralRules(this.locale);
  }

  override say(key: Key, fill: Readonly<Record<string, string | number>> = {}): string {
    if (!isOwn(key)) return super.say(key, fill);
    const words = this.#own[key];
    const pattern = typeof words === "string" ? words : (words[this.#count.select(Number(fill["n"] ?? 0))] ?? words.other);
    return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = fill[name];
      return value === undefined ? whole : typeof value === "number" ? this.number(value) : value;
    });
  }

  /** The words of a key made of parts, where there are such; the last part itself otherwise: a newer server may know more kinds. */
  word(prefix: string, name: string): string {
    const key = `${prefix}.${name}`;
    return isOwn(key) || this.has(key) ? this.say(key as Key) : name.replaceAll("_", " ");
  }

  /** How far away an instant is, in the largest unit that says it: "in 2 days", "3 hours ago". */
  away(iso: string, now = Date.now()): string {
    const ms = new Date(iso).getTime() - now;
    const format = new Intl.RelativeTimeFormat(this.locale, { numeric: "auto" });
    const size = Math.abs(ms);
    if (size < HOUR_MS) return format.format(Math.round(ms / MINUTE_MS), "minute");
    if (size < DAY_MS) return format.format(Math.round(ms / HOUR_MS), "hour");
    return format.format(Math.round(ms / DAY_MS), "day");
  }

  /** A date with its time, to the minute. */
  moment(iso: string): string {
    return new Intl.DateTimeFormat(this.locale, { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));
  }

  /** A month as it begins in UTC. */
  month(iso: string, month: "short" | "long" = "short"): string {
    return new Intl.DateTimeFormat(this.locale, { month, year: "numeric", timeZone: "UTC" }).format(new Date(iso));
  }

  all(items: readonly string[]): string {
    return new Intl.ListFormat(this.locale, { type: "conjunction" }).format(items);
  }

  percent(share: number): string {
    return new Intl.NumberFormat(this.locale, { style: "percent", maximumFractionDigits: 1 }).format(share);
  }

  /** An ISO 8601 duration of one unit, in words: "P1M" is "1 month". */
  duration(iso: string): string {
    const [, count, letter] = /^P(\d+)([DWMY])$/.exec(iso) ?? [];
    const unit = { D: "day", W: "week", M: "month", Y: "year" }[letter ?? ""];
    return unit === undefined ? iso : new Intl.NumberFormat(this.locale, { style: "unit", unit, unitDisplay: "long" }).format(Number(count));
  }

  /** Money for a scale: short, in minor units. */
  roundMoney({ amount, currency }: { readonly amount: number; readonly currency: string }): string {
    const digits = new Intl.NumberFormat(this.locale, { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
    return new Intl.NumberFormat(this.locale, { style: "currency", currency, currencyDisplay: "narrowSymbol", notation: "compact", maximumFractionDigits: 1 }).format(amount / 10 ** digits);
  }

  compact(value: number): string {
    return new Intl.NumberFormat(this.locale, { notation: "compact", maximumFractionDigits: 1 }).format(value);
  }
}

function isOwn(key: string): key is Own {
  return Object.hasOwn(en, key);
}
