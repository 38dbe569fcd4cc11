/** Which package, and how many of it, brings what is missing for the least money. Knows no page and no server. */

import type { PackageOffer } from "../api/client.js";

/** Of one package as many as one order holds. */
export const QUANTITY_MAX = 1_000;

/** So many of one package. */
export interface Fitting {
  readonly id: string;
  readonly quantity: number;
}

/** The cheapest number of one package that covers what is missing; of two that cost the same, the fewer. None where no number of any does. */
export function fitting(packages: readonly PackageOffer[], missing: number): Fitting | undefined {
  const covers = packages.map(({ id, credits, total }) => {
    const quantity = Math.max(1, Math.ceil(thousandths(missing) / thousandths(credits)));
    return { id, quantity, cost: quantity * total.amount };
  });
  const [best] = covers.filter(({ quantity }) => quantity <= QUANTITY_MAX).sort((a, b) => a.cost - b.cost || a.quantity - b.quantity);
  return best === undefined ? undefined : { id: best.id, quantity: best.quantity };
}

/** Whole numbers, so that three tenths are three times one tenth. */
function thousandths(credits: number): number {
  return Math.round(credits * 1_000);
}
