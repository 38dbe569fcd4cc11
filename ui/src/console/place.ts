/** Where the reader is: a path below /console, its parts, and its filters. */

const ROOT = "/console";

export interface Place {
  /** The room: "accounts", "transfers", … */
  readonly room: string;
  /** What follows it: an account and its section, an order. */
  readonly rest: readonly string[];
  readonly query: URLSearchParams;
}

export function placeOf(location: { readonly pathname: string; readonly search: string }): Place {
  const [room = "", ...rest] = location.pathname.slice(ROOT.length).split("/").filter(Boolean).map(decoded);
  return { room: room === "" ? "accounts" : room, rest, query: new URLSearchParams(location.search) };
}

/** The address of a place. */
export function to(...parts: readonly string[]): string {
  return [ROOT, ...parts.map(encodeURIComponent)].join("/");
}

/** The same place with other filters; empty ones are left out. */
export function filtered(place: Place, filters: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(place.query);
  for (const [name, value] of Object.entries(filters)) value === "" ? query.delete(name) : query.set(name, value);
  const asked = query.toString();
  return to(place.room, ...place.rest) + (asked === "" ? "" : `?${asked}`);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
