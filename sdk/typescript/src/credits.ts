/** Credits as exact numbers: thousandths without loss, sums, comparisons, text for people. */

/**
 * Credits, as the API writes them: a number with at most three decimals, within ±1,000,000,000,000.
 *
 * Every such number has a double of its own: at 10¹² doubles are 0.000122 apart, and credits 0.001. So what is read
 * from JSON is the exact figure, prints as it, and is sent back as it. What is *computed* from such numbers is not
 * (`0.1 + 0.2` is `0.30000000000000004`, which the server refuses): add and compare with the functions of this module,
 * which count whole thousandths.
 */
export type Credits = number;

/** The largest amount that the API knows. */
export const CREDITS_MAX = 1_000_000_000_000;

/**
 * Credits as whole thousandths, an integer below 2⁵³.
 * @throws RangeError for what is no amount of credits: too large, or with a fourth decimal.
 */
export function toThousandths(credits: Credits): number {
  const thousandths = Math.round(credits * 1000);
  // A double that is not the nearest one to its thousandths was computed, not read.
  if (!(Math.abs(credits) <= CREDITS_MAX) || thousandths / 1000 !== credits) {
    throw new RangeError(`${credits} is no amount of credits: at most three decimals, within ±${CREDITS_MAX}`);
  }
  // No -0.
  return thousandths + 0;
}

/** Credits of so many thousandths. */
export function ofThousandths(thousandths: number): Credits {
  const credits = thousandths / 1000;
  if (!Number.isSafeInteger(thousandths) || Math.abs(credits) > CREDITS_MAX) {
    throw new RangeError(`${thousandths} thousandths are no amount of credits`);
  }
  return credits;
}

/** The exact sum. */
export function sum(...amounts: readonly Credits[]): Credits {
  let thousandths = 0n;
  for (const amount of amounts) thousandths += BigInt(toThousandths(amount));
  return ofThousandths(Number(thousandths));
}

/** `one - other`, exactly. */
export function minus(one: Credits, other: Credits): Credits {
  return sum(one, -other);
}

/** Credits times a whole number, exactly. */
export function times(credits: Credits, count: number): Credits {
  if (!Number.isSafeInteger(count)) throw new RangeError(`${count} is no whole number`);
  return ofThousandths(Number(BigInt(toThousandths(credits)) * BigInt(count)));
}

/** For people: `12,500` or `12.500,5`, as the locale has it. */
export function format(credits: Credits, locale?: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }).format(toThousandths(credits) / 1000);
}
