/** The order in which grants are used, as rules.md states it, for showing: open ones first, in that order; then what begins later; then what is over. */

import type { Grant } from "../api/client.js";

/** Sorted for a use of a feature that no grant is scoped to. Those scoped to a subaccount go first for that subaccount only, so they stand first. */
export function inOrderOfUse(grants: readonly Grant[]): readonly Grant[] {
  return [...grants].sort(compare);
}

const RANK = { open: 0, scheduled: 1, used: 2, expired: 2, voided: 2 } as const;
/** Later than every date. */
const NEVER = "9";

function compare(a: Grant, b: Grant): number {
  const rank = RANK[a.state] - RANK[b.state];
  if (rank !== 0) return rank;
  if (RANK[a.state] === 2) return b.effective_at.localeCompare(a.effective_at) || b.id.localeCompare(a.id);
  return (
    Number(isOf(b, "subaccounts")) - Number(isOf(a, "subaccounts")) ||
    a.priority - b.priority ||
    (a.expires_at ?? NEVER).localeCompare(b.expires_at ?? NEVER) ||
    Number(isOf(b, "features")) - Number(isOf(a, "features")) ||
    Number(a.kind === "package") - Number(b.kind === "package") ||
    a.effective_at.localeCompare(b.effective_at) ||
    a.id.localeCompare(b.id)
  );
}

function isOf(grant: Grant, scope: "features" | "subaccounts"): boolean {
  return (grant.scope?.[scope].length ?? 0) > 0;
}
