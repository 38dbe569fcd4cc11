/** The API as a page calls it: one token, renewed when it has ended; problems as errors with a code; no retry that acts twice. */

import type { components } from "./schema.js";

type Schemas = components["schemas"];

export type Balance = Schemas["Balance"];
export type Feature = Schemas["Feature"];
export type Check = Schemas["Check"];
export type Session = Schemas["Session"];
export type Entry = Schemas["Entry"];
export type Entries = Schemas["EntriesOut"];
export type Grant = Schemas["Grant"];
export type Way = Schemas["Way"];
export type WhoCan = Schemas["WhoCan"];
export type UsageGroup = Schemas["UsageGroup"];
export type SpendLimit = Schemas["SpendLimit"];
export type Member = Schemas["Member"];
export type Account = Schemas["Account"];
export type Money = Schemas["Money"];

export type Offers = Schemas["Offers"];
export type PackageOffer = Schemas["PackageOffer"];
export type Order = Schemas["Order"];
export type PayWith = Offers["pay_with"][number];
export type PlanOffer = Schemas["PlanOffer"];
export type Quote = Schemas["Quote"];
export type Card = Schemas["PaymentMethod"];
export type AutoTopUp = Schemas["AutoTopUp"];

/** A session token, or what gives one: the host's backend mints it from its own session. */
export type TokenSource = string | (() => string | Promise<string>);

/** How long a page waits for an answer before it says that the server is away. */
const WAIT_MS_MAX = 15_000;

/** Calls of one page within a second: below what a server lets one session do, so that a page full of elements is never refused. */
const CALLS_MAX = 16;
const SECOND_MS = 1_000;
/** A call that was refused for coming too soon has done nothing: it waits its time, and comes again. */
const TOO_SOON_MAX = 3;
const TOO_SOON_MS_MAX = 5_000;

/** The server's no, or its silence (status 0). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly body: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail);
    this.name = "Problem";
  }

  /** True when nobody answered: the same call may be made again. */
  get isAway(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

export interface Sent {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  readonly body?: unknown;
  /** One for each intention of a person: a second try of the same intention carries the same. */
  readonly key?: string;
  readonly accept?: string;
  readonly signal?: AbortSignal;
}

export class Api {
  readonly server: string;
  readonly #source: TokenSource;
  #token: Promise<string> | undefined;
  /** When the last calls began or will begin. */
  readonly #begun: number[] = [];

  constructor(server: string, source: TokenSource) {
    this.server = server.replace(/\/+$/, "");
    this.#source = source;
  }

  /** A JSON answer. */
  async call<T>(path: string, sent: Sent = {}): Promise<T> {
    const response = await this.fetch(path, sent);
    return (await response.json()) as T;
  }

  /** Any answer that is not a problem. A token that has ended is renewed once. */
  async fetch(path: string, sent: Sent = {}): Promise<Response> {
    const token = this.#bearer();
    const first = await this.#attempt(path, sent, await token);
    if (first.status === 401 && typeof this.#source === "function") {
      // Calls that find the same token ended ask for one new token together.
      if (this.#token === token) this.#token = undefined;
      return checked(await this.#attempt(path, sent, await this.#bearer()));
    }
    return checked(first);
  }

  async #attempt(path: string, sent: Sent, token: string): Promise<Response> {
    const headers = new Headers({ Accept: sent.accept ?? "application/json" });
    headers.set("Authorization", `Bearer ${token}`);
    if (sent.body !== undefined) headers.set("Content-Type", "application/json");
    if (sent.key !== undefined) headers.set("Idempotency-Key", sent.key);
    const request: RequestInit = { method: sent.method ?? "GET", headers, cache: "no-store", credentials: "omit" };
    if (sent.body !== undefined) request.body = JSON.stringify(sent.body);
    await this.#turn();
    request.signal = sent.signal ?? AbortSignal.timeout(WAIT_MS_MAX);
    try {
      for (let again = 0; ; again += 1) {
        const response = await fetch(this.server + path, request);
        if (response.status !== 429 || again === TOO_SOON_MAX) return response;
        const seconds = Number(response.headers.get("Retry-After") ?? 1);
        await sleep(Math.min(Number.isFinite(seconds) ? seconds * SECOND_MS : SECOND_MS, TOO_SOON_MS_MAX));
      }
    } catch (cause) {
      if (sent.signal?.aborted === true) throw cause;
      throw new Problem(0, "away", "The server did not answer.", {});
    }
  }

  /** Waits until another call may begin. */
  async #turn(): Promise<void> {
    const now = performance.now();
    const earliest = this.#begun.length < CALLS_MAX ? now : Math.max(now, (this.#begun.shift() ?? 0) + SECOND_MS);
    this.#begun.push(earliest);
    if (earliest > now) await sleep(earliest - now);
  }

  #bearer(): Promise<string> {
    const source = this.#source;
    this.#token ??= Promise.resolve(typeof source === "function" ? source() : source).catch((cause: unknown) => {
      this.#token = undefined;
      throw new Problem(0, "away", cause instanceof Error ? cause.message : "No token was given.", {});
    });
    return this.#token;
  }
}

async function checked(response: Response): Promise<Response> {
  if (response.ok) return response;
  let body: Record<string, unknown> = {};
  try {
    body = (await response.json()) as Record<string, unknown>;
  } catch {
    // A proxy in between answers pages, not problems: the status says enough.
  }
  const text = (name: string): string | undefined => (typeof body[name] === "string" ? (body[name] as string) : undefined);
  throw new Problem(response.status, text("code") ?? "unknown", text("detail") ?? response.statusText, body);
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** A key for one intention. */
export function newKey(): string {
  return crypto.randomUUID();
}
