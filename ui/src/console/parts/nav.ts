/** The rooms, in groups, and which role finds something to do in each. */

import type { Role } from "../staff.js";

export const GROUPS = [
  ["customers", ["accounts", "transfers", "orders", "disputes"]],
  ["product", ["catalog", "reports"]],
  ["messages", ["webhooks", "events", "mails"]],
  ["system", ["keys", "staff", "audit", "ledger", "health"]],
] as const;

export type RoomName = (typeof GROUPS)[number][1][number];

const ROLE_NEEDED: Readonly<Partial<Record<RoomName, Role>>> = {
  disputes: "finance",
  reports: "finance",
  keys: "admin",
  staff: "admin",
  audit: "admin",
  ledger: "admin",
};

/** The role that a room needs at the least. */
export function needed(room: RoomName): Role {
  return ROLE_NEEDED[room] ?? "support";
}

export function isRoom(name: string): name is RoomName {
  return GROUPS.some(([, rooms]) => (rooms as readonly string[]).includes(name));
}
