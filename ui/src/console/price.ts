/** How a use came to its cost: the price of the catalog version that holds for it, line by line, in exact fractions. */

import type { components } from "../api/schema.js";

export type Price = components["schemas"]["CatalogPrice"];

export interface PriceLine {
  readonly item: string;
  readonly model: string | undefined;
  readonly quantity: number;
  readonly rate: number;
  readonly per: number;
  /** Rounded for showing only. */
  readonly credits: number;
}

export interface Explained {
  readonly lines: readonly PriceLine[];
  /** The sum, rounded for showing only. */
  readonly sum: number;
  /** After rounding up to the step and the bounds: what is charged. */
  readonly cost: number;
  readonly bound: "min" | "max" | undefined;
}

export interface Use {
  readonly quantity?: number | null;
  readonly usage?: Readonly<Record<string, unknown>> | null;
}

/** A fraction of two whole numbers, the lower one above 0. */
interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/** The lines and the cost; none where the price says nothing about such a use. */
export function explain(price: Price, step: number, use: Use): Explained | undefined {
  const lines = linesOf(price, use);
  if (lines === undefined) return undefined;
  const sum = lines.map(({ exact }) => exact).reduce(add, { over: 0n, under: 1n });
  let cost = up(sum, fraction(step));
  let bound: "min" | "max" | undefined;
  if (isSet(price.min) && less(cost, fraction(price.min))) [cost, bound] = [fraction(price.min), "min"];
  if (isSet(price.max) && less(fraction(price.max), cost)) [cost, bound] = [fraction(price.max), "max"];
  return { lines: lines.map(({ exact, ...line }) => ({ ...line, credits: shown(exact) })), sum: shown(sum), cost: shown(cost), bound };
}

type Exact = Omit<PriceLine, "credits"> & { readonly exact: Fraction };

function linesOf(price: Price, use: Use): readonly Exact[] | undefined {
  const quantity = use.quantity ?? 1;
  if (isSet(price.per_use)) return [line("use", undefined, quantity, price.per_use, 1)];
  if (price.tiers) return price.tiering === "volume" ? volume(price, quantity) : graduated(price, quantity);
  if (price.rates && use.usage) return metered(price.rates, use.usage);
  return undefined;
}

function volume(price: Price, quantity: number): readonly Exact[] | undefined {
  const tier = price.tiers?.find(({ up_to }) => !isSet(up_to) || quantity <= up_to);
  return tier === undefined ? undefined : [line(price.unit ?? "unit", undefined, quantity, tier.per_unit, 1)];
}

function graduated(price: Price, quantity: number): readonly Exact[] {
  const lines: Exact[] = [];
  let from = 0;
  for (const { up_to, per_unit } of price.tiers ?? []) {
    const end = Math.min(quantity, up_to ?? quantity);
    if (end > from) lines.push(line(price.unit ?? "unit", undefined, end - from, per_unit, 1));
    from = Math.max(from, end);
  }
  return lines;
}

function metered(rates: NonNullable<Price["rates"]>, usage: Readonly<Record<string, unknown>>): readonly Exact[] | undefined {
  const model = typeof usage["model"] === "string" ? usage["model"] : undefined;
  const lines: Exact[] = [];
  for (const [dimension, quantity] of Object.entries(usage)) {
    if (dimension === "model" || typeof quantity !== "number") continue;
    const fitting = rates.filter((rate) => rate.dimension === dimension && fits(rate.model, model) >= 0);
    const rate = fitting.sort((a, b) => fits(b.model, model) - fits(a.model, model))[0];
    if (rate === undefined) return undefined;
    lines.push(line(dimension, rate.model, quantity, rate.credits, rate.per));
  }
  return lines;
}

/** How exactly a pattern names the model: -1 not at all; a whole name more than any beginning. */
function fits(pattern: string, model: string | undefined): number {
  if (pattern === "*") return 0;
  if (model === undefined) return -1;
  if (pattern.endsWith("*")) return model.startsWith(pattern.slice(0, -1)) ? pattern.length - 1 : -1;
  return pattern === model ? Number.MAX_SAFE_INTEGER : -1;
}

function line(item: string, model: string | undefined, quantity: number, rate: number, per: number): Exact {
  const of = fraction(quantity);
  const by = fraction(rate);
  return { item, model, quantity, rate, per, exact: { over: of.over * by.over, under: of.under * by.under * BigInt(per) } };
}

/** A number as the decimal that it was written as. */
function fraction(value: number): Fraction {
  const [digits = "0", exponent = "0"] = String(value).toLowerCase().split("e");
  const [whole = "0", part = ""] = digits.split(".");
  const shift = Number(exponent) - part.length;
  const over = BigInt(whole + part);
  return shift >= 0 ? { over: over * 10n ** BigInt(shift), under: 1n } : { over, under: 10n ** BigInt(-shift) };
}

function add(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.under + b.over * a.under, under: a.under * b.under };
}

function less(a: Fraction, b: Fraction): boolean {
  return a.over * b.under < b.over * a.under;
}

/** The least multiple of the step that is not less. */
function up(value: Fraction, step: Fraction): Fraction {
  const over = value.over * step.under;
  const under = value.under * step.over;
  const times = over / under + (over % under > 0n ? 1n : 0n);
  return { over: times * step.over, under: step.under };
}

function shown({ over, under }: Fraction): number {
  return Number((over * 1_000_000n) / under) / 1_000_000;
}

function isSet<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}
