/** How long credits last at a pace: a walk through the grants as they burn. Knows no page. */

import type { Grant } from "./api/client.js";

/** The instant at which nothing is left, and how much expired until then without having been used. */
export interface Forecast {
  readonly end: number;
  readonly lost: number;
}

/** Grants in the order in which they burn, credits a millisecond, from this instant on. Nothing new is granted meanwhile. */
export function forecast(grants: readonly Grant[], pace: number, from: number): Forecast {
  let [end, lost] = [from, 0];
  for (const { state, available, expires_at: expires } of grants) {
    if (state !== "open" || available <= 0) continue;
    const until = expires === undefined || expires === null ? Number.POSITIVE_INFINITY : Date.parse(expires);
    const used = Math.min(available, Math.max(0, until - end) * pace);
    lost += available - used;
    end = used < available ? Math.max(end, until) : end + used / pace;
  }
  return { end, lost };
}
