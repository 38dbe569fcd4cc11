/** Words: one table a language, filled in and counted by the rules of that language. Text is data, never code. */

import { de } from "./de.js";
import { en } from "./en.js";
import { pl } from "./pl.js";

export type Key = keyof typeof en;
type Counted = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };
export type Words = Readonly<Record<Key, string | Counted>>;

const LANGUAGES: Readonly<Record<string, Words>> = { en, de, pl };

/** The languages that there are words for. */
export const languages = Object.keys(LANGUAGES);

export class Text {
  readonly locale: string;
  readonly #words: Words;
  #plurals: Intl.PluralRules | undefined;
  #numbers: Intl.NumberFormat | undefined;

  constructor(asked: string) {
    this.locale = known(asked);
    this.#words = LANGUAGES[this.locale.slice(0, 2)] ?? en;
  }

  /** The words of a key. `n` picks the plural and is shown as a number of this language. */
  say(key: Key, fill: Readonly<Record<string, string | number>> = {}): string {
    const words = this.#words[key];
    const pattern =
      typeof words === "string" ? words : (words[(this.#plurals ??= new Intl.PluralRules(this.locale)).select(Number(fill["n"] ?? 0))] ?? words.other);
    return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = fill[name];
      return value === undefined ? whole : typeof value === "number" ? this.number(value) : value;
    });
  }

  /** True for a key that there are words for. */
  has(key: string): key is Key {
    return key in en;
  }

  number(value: number): string {
    return (this.#numbers ??= new Intl.NumberFormat(this.locale, { maximumFractionDigits: 3 })).format(value);
  }

  credits(n: number): string {
    return this.say("credits", { n });
  }

  date(iso: string): string {
    return new Intl.DateTimeFormat(this.locale, { dateStyle: "medium" }).format(new Date(iso));
  }

  time(iso: string): string {
    return new Intl.DateTimeFormat(this.locale, { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));
  }

  /** A day and month, where the year is clear. */
  day(date: Date): string {
    return new Intl.DateTimeFormat(this.locale, { day: "numeric", month: "short" }).format(date);
  }

  money(money: { readonly amount: number; readonly currency: string }): string {
    const format = new Intl.NumberFormat(this.locale, { style: "currency", currency: money.currency });
    const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
    return format.format(money.amount / 10 ** digits);
  }

  /** An ISO 8601 duration of the calendar in words: P1Y6M is 1 year, 6 months. */
  span(iso: string): string {
    const units = { Y: "year", M: "month", W: "week", D: "day", H: "hour" } as const;
    const parts = [...iso.matchAll(/(\d+)([YMWDH])/g)].map(([, n, letter]) =>
      new Intl.NumberFormat(this.locale, { style: "unit", unitDisplay: "long", unit: units[letter as keyof typeof units] }).format(Number(n)),
    );
    return parts.length === 0 ? iso : new Intl.ListFormat(this.locale, { type: "unit" }).format(parts);
  }

  list(items: readonly string[]): string {
    return new Intl.ListFormat(this.locale, { type: "disjunction" }).format(items);
  }
}

/** A name made of an id, where nothing else is known: `main_owner` is read as Main owner. */
export function readable(id: string): string {
  const words = id.replace(/[-_.]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The locale itself where its language is known and it is one at all; English otherwise. */
function known(asked: string): string {
  try {
    const locale = new Intl.Locale(asked);
    return locale.language in LANGUAGES ? locale.toString() : "en";
  } catch {
    return "en";
  }
}
