/** What the elements tell their host: the `detail` of each event. */

import type { Check, Order } from "./api/client.js";

/** `scrip-use`: the server allows it now. */
export interface UseDetail {
  readonly feature: string;
  readonly quantity: number;
  readonly check: Check;
  /** Binds the cost that was shown: named by the host's spend. None where the cost is known only afterwards, or is none. */
  readonly quote?: string | undefined;
}

/** `scrip-buy`: the member asked for more credits. */
export interface BuyDetail {
  /** Which element it was. */
  readonly from: "usage-menu" | "counter" | "feature-button";
  readonly feature?: string | undefined;
  readonly quantity?: number;
  readonly check?: Check;
}

/** `scrip-bought`: the credits are there. */
export interface BoughtDetail {
  readonly order: Order;
  /** The `detail` of the `scrip-buy` that it began with, or what was given to `show()`. */
  readonly asked?: unknown;
}

/** `scrip-upgrade`: the member chose a higher plan. */
export interface UpgradeDetail {
  readonly plan: string;
  readonly asked?: unknown;
}

/** The events of the elements. */
export interface Told {
  "scrip-use": UseDetail;
  "scrip-buy": BuyDetail;
  "scrip-bought": BoughtDetail;
  "scrip-upgrade": UpgradeDetail;
}
