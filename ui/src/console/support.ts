/** The support session that is held on this page: in memory only, one at a time, gone with the page. */

import type { SupportSession } from "./staff.js";

export type Held = SupportSession & { readonly reason: string };

let held: Held | undefined;

export function keepSupport(session: Held): void {
  held = session;
}

/** The session with an account, while it lasts. */
export function heldSupport(account: string): Held | undefined {
  return held?.account === account && new Date(held.expires_at).getTime() > Date.now() ? held : undefined;
}

export function dropSupport(): void {
  held = undefined;
}
