/** Webhooks verified as Standard Webhooks says: the secret, the body as it came, and how old it may be. */

import { BadWebhook } from "./errors.js";
import type { Event } from "./types.js";

/** Whatever a framework calls headers. */
export type HeadersLike = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

export interface WebhookOptions {
  /** Seconds that a webhook may be old, or ahead of this clock; 300 without it. */
  readonly tolerance?: number | undefined;
  /** The instant it is compared with, in milliseconds; now without it. */
  readonly now?: number | undefined;
}

/**
 * The event, if it was signed with the secret (or one of several, while one is being rotated) and is not old.
 *
 * `body` is the body as it came, not as a framework parsed it. The signature is compared in constant time, by WebCrypto.
 * An event may come more than once: remember its id, and do nothing the second time.
 *
 * @throws BadWebhook for anything else: answer 400, and do nothing.
 */
export async function verifyWebhook(
  secret: string | readonly string[],
  headers: HeadersLike,
  body: string | Uint8Array | ArrayBuffer,
  { tolerance = 300, now = Date.now() }: WebhookOptions = {},
): Promise<Event> {
  const id = header(headers, "webhook-id");
  const timestamp = header(headers, "webhook-timestamp");
  const signatures = header(headers, "webhook-signature");
  if (!/^\d{1,12}$/.test(timestamp)) throw new BadWebhook("webhook-timestamp is no time");
  if (!(Math.abs(now / 1000 - Number(timestamp)) <= tolerance)) throw new BadWebhook("webhook-timestamp is too far from now");
  const content = typeof body === "string" ? new TextEncoder().encode(body) : new Uint8Array(body);
  const said = joined(new TextEncoder().encode(`${id}.${timestamp}.`), content);
  const given = signatures.split(" ").filter((one) => one.startsWith("v1,")).slice(0, SIGNATURES_MAX).map((one) => decoded(one.slice(3)));
  for (const one of typeof secret === "string" ? [secret] : secret) {
    const raw = decoded(one.replace(/^whsec_/, ""));
    if (raw === undefined || raw.length === 0) throw new TypeError("the secret is no `whsec_…`");
    const key = await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
    for (const signature of given) {
      if (signature !== undefined && (await crypto.subtle.verify("HMAC", key, signature, said))) return parsed(content);
    }
  }
  throw new BadWebhook("no signature fits: another secret, or another body than the one that was sent");
}

/** Two while a secret is rotated; more than a few are somebody's idea of work. */
const SIGNATURES_MAX = 8;

function header(headers: HeadersLike, name: string): string {
  const value = headers instanceof Headers ? headers.get(name) : Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  const text = Array.isArray(value) ? value.join(" ") : value;
  if (typeof text !== "string" || text === "") throw new BadWebhook(`${name} is missing`);
  return text;
}

function decoded(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

function parsed(content: Uint8Array): Event {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(content)) as Event;
  } catch (cause) {
    throw new BadWebhook("the body is no JSON", { cause });
  }
}
