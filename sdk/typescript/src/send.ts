/** One call on its way: address, key, attempts and pauses, and what its answer means. Knows no resource. */

import { BadCall, type Away, type AwayCode, type DoorCode, Refusal, type ScripError, Unavailable } from "./errors.js";
import type { Acted, Answered, Asked, Code, PathOf, Problem, Verb } from "./types.js";

/** How a server is called. */
export interface Settings {
  /** Where it is: `http://127.0.0.1:8787`. A path before `/v1` is kept. */
  readonly url: string | URL;
  /** A server key (`sk_test_…`, `sk_live_…`), or a session token. */
  readonly key: string;
  /** The attempts of a call that may be tried again; 4 without it. */
  readonly tries?: number | undefined;
  /** Milliseconds for one attempt, its answer read; 10,000 without it. */
  readonly attemptTimeout?: number | undefined;
  /** Milliseconds for a call with all its attempts and pauses; 30,000 without it. */
  readonly totalTimeout?: number | undefined;
  /** What sends; the runtime's own without it. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** What one call may have otherwise. */
export interface CallOptions extends Pick<Settings, "tries" | "attemptTimeout" | "totalTimeout"> {
  /** Ends the call; it throws the signal's reason. What was sent by then may have had its effect. */
  readonly signal?: AbortSignal | undefined;
}

/** What a call that moves something may have otherwise. */
export interface ActOptions extends CallOptions {
  /**
   * A key of your own, such as the id of the job that uses the credits: the same call with the same key has one effect,
   * whichever process makes it. Without it one is made for this call and kept over its attempts.
   */
  readonly idempotencyKey?: string | undefined;
}

/** The pause before the second attempt; it doubles from there, and half of it is chance. */
const PAUSE_MS_FIRST = 100;
const PAUSE_MS_MAX = 5_000;
/** The longest answer that is read: a page of 200 lines is far below it, a year as CSV is not far above. */
const ANSWER_BYTES_MAX = 64 << 20;

const DOOR: ReadonlySet<string> = new Set<DoorCode>([
  "body_too_large", "headers_too_large", "idempotency_key_missing", "invalid_idempotency_key", "invalid_json", "invalid_request",
  "invalid_signature", "method_not_allowed", "not_from_console", "scope_missing", "session_read_only", "sign_in_failed", "unauthenticated",
  "unsupported_media_type", "uri_too_long",
]);
const AWAY: Readonly<Record<AwayCode, Away>> = {
  busy: "busy", idempotency_in_flight: "busy", internal: "failed", rate_limited: "busy", request_timeout: "timeout", stopping: "busy",
  too_many_tries: "busy", unavailable: "busy",
};
/** Nothing or not everything was done: what may be tried again is. A proxy says 502 and 504. */
const AGAIN: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);

interface Untyped {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
  readonly keyed?: boolean;
  readonly asks?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer as it came. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

/** 128 random bits: no two calls share a key, nor do two processes. */
export function newKey(): string {
  return crypto.randomUUID();
}

export class Sender {
  readonly #base: string;
  readonly #key: string;
  readonly #settings: Settings;

  constructor(settings: Settings) {
    const base = new URL(settings.url);
    if (base.username !== "" || base.password !== "") throw new TypeError("the key belongs into `key`, not into `url`");
    this.#base = base.origin + base.pathname.replace(/\/+$/, "");
    if (!/^[\x21-\x7e]+$/.test(settings.key)) throw new TypeError("`key` is empty or no key");
    if (settings.key.startsWith("sk_") && "document" in globalThis) {
      throw new TypeError("a server key must never be in a browser: have your backend make a session there");
    }
    this.#key = settings.key;
    this.#settings = settings;
  }

  /** Sends, and reads the answer as JSON. */
  async request<V extends Verb, P extends PathOf<V>>(verb: V, path: P, asked: Asked<V, P>, options: ActOptions = {}): Promise<Answered<V, P>> {
    return json(await this.send(verb, path, asked as Untyped, options));
  }

  /** The same for a call that moves something: with a key, and whether the answer is an earlier one. */
  async act<V extends Verb, P extends PathOf<V>>(verb: V, path: P, asked: Asked<V, P>, options: ActOptions = {}): Promise<Acted<Answered<V, P>>> {
    const reply = await this.send(verb, path, asked as Untyped, options);
    return { ...(json(reply) as object), replayed: reply.headers.get("idempotency-replayed") === "true" } as Acted<Answered<V, P>>;
  }

  /** Sends until there is an answer that another attempt would not better. */
  async send(verb: Verb, path: string, asked: Untyped, options: ActOptions = {}): Promise<Reply> {
    const url = this.url(path, asked);
    const key = asked.keyed === true ? (options.idempotencyKey ?? newKey()) : undefined;
    const mayRepeat = verb !== "POST" || asked.asks === true || key !== undefined;
    const tries = mayRepeat ? Math.max(1, options.tries ?? this.#settings.tries ?? 4) : 1;
    const end = performance.now() + (options.totalTimeout ?? this.#settings.totalTimeout ?? 30_000);
    const init: RequestInit = { method: verb, headers: this.headers(asked, key), redirect: "manual" };
    if (asked.body !== undefined) init.body = JSON.stringify(asked.body);
    for (let attempt = 1; ; attempt += 1) {
      options.signal?.throwIfAborted();
      const left = Math.max(1, end - performance.now());
      const outcome = await this.#once(url, init, Math.min(left, options.attemptTimeout ?? this.#settings.attemptTimeout ?? 10_000), options.signal);
      if ("bytes" in outcome && outcome.status >= 200 && outcome.status < 300) return outcome;
      const told = { attempts: attempt, idempotencyKey: key, address: `${verb} ${url}` };
      if ("bytes" in outcome && !asksAgain(outcome)) throw problemOf(outcome, told);
      const asksFor = "bytes" in outcome ? retryAfter(outcome.headers) : undefined;
      const chance = Math.min(PAUSE_MS_MAX, PAUSE_MS_FIRST * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2);
      const pause = Math.max(chance, (asksFor ?? 0) * 1000);
      if (attempt >= tries || performance.now() + pause >= end) {
        throw "bytes" in outcome ? problemOf(outcome, told) : silence(outcome, told);
      }
      await sleep(pause, options.signal);
    }
  }

  /** A stream of bytes that begins; who reads it ends it. */
  async open(path: string, asked: Untyped, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    const url = this.url(path, asked);
    const told = { attempts: 1, idempotencyKey: undefined, address: `GET ${url}` };
    let response: Response;
    try {
      response = await this.#fetch(url, { method: "GET", headers: this.headers(asked, undefined), redirect: "manual", signal });
    } catch (cause) {
      signal.throwIfAborted();
      throw silence({ cause, isTimeout: false }, told);
    }
    if (response.status === 200 && response.body !== null) return response.body;
    throw problemOf(await whole(response), told);
  }

  /** `/v1/accounts/{account}` with its parts, each encoded. */
  url(path: string, { path: parts = {}, query = {} }: Untyped): string {
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
      const part = parts[name];
      if (typeof part !== "string" || part === "" || part === "." || part === "..") throw new TypeError(`${name} is missing or no id`);
      return encodeURIComponent(part);
    });
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== null) search.set(name, String(value));
    const text = search.toString();
    return this.#base + filled + (text === "" ? "" : `?${text}`);
  }

  headers(asked: Untyped, key: string | undefined): Record<string, string> {
    return {
      accept: "application/json",
      ...asked.headers,
      authorization: `Bearer ${this.#key}`,
      ...(asked.body === undefined ? {} : { "content-type": "application/json" }),
      ...(key === undefined ? {} : { "idempotency-key": key }),
    };
  }

  /** One attempt, its answer read; the caller's own abort is thrown. */
  async #once(url: string, init: RequestInit, wait: number, signal: AbortSignal | undefined): Promise<Reply | Silence> {
    const own = new AbortController();
    let isTimeout = false;
    const timer = setTimeout(() => ((isTimeout = true), own.abort()), wait);
    const abort = (): void => own.abort();
    signal?.addEventListener("abort", abort, { once: true });
    try {
      return await whole(await this.#fetch(url, { ...init, signal: own.signal }));
    } catch (cause) {
      signal?.throwIfAborted();
      return { cause, isTimeout };
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    }
  }

  // Called without `this`: some runtimes' fetch refuses to be called as a method of something else.
  #fetch(url: string, init: RequestInit): Promise<Response> {
    const send = this.#settings.fetch ?? globalThis.fetch;
    return send(url, init);
  }
}

interface Silence {
  readonly cause: unknown;
  readonly isTimeout: boolean;
}

interface Told {
  readonly attempts: number;
  readonly idempotencyKey: string | undefined;
  readonly address: string;
}

function silence({ cause, isTimeout }: Silence, { address, ...told }: Told): Unavailable {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  const why = isTimeout ? "it took too long" : inner instanceof Error ? inner.message : String(inner);
  return new Unavailable(`no answer to ${address} (attempts: ${told.attempts}): ${why}`, { ...told, reason: isTimeout ? "timeout" : "unreachable", cause });
}

/** Only a twin that is under way answers 409 with Retry-After. */
function asksAgain({ status, headers }: Reply): boolean {
  return AGAIN.has(status) || (status === 409 && headers.has("retry-after"));
}

/** In seconds; a date counts from now. */
function retryAfter(headers: Headers): number | undefined {
  const said = headers.get("retry-after");
  if (said === null) return undefined;
  const seconds = /^\d+$/.test(said) ? Number(said) : (Date.parse(said) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}

/** What a no means. */
function problemOf(reply: Reply, { address, ...told }: Told): ScripError {
  const problem = problemIn(reply);
  const after = retryAfter(reply.headers);
  if (problem === undefined) {
    const reason = AGAIN.has(reply.status) ? "busy" : "unreadable";
    const message = `${address} answered ${reply.status}${reason === "busy" ? "" : " with something that is not this API's; is it a Scrip server?"}`;
    return new Unavailable(message, { ...told, reason, retryAfter: after });
  }
  const away: Away | undefined = AWAY[problem.code as AwayCode] ?? (reply.status >= 500 ? "failed" : undefined);
  if (away !== undefined) return new Unavailable(`${problem.detail} (${problem.code})`, { ...told, reason: away, retryAfter: after, problem });
  return DOOR.has(problem.code) ? new BadCall(problem) : new Refusal(problem);
}

function problemIn(reply: Reply): Problem | undefined {
  if (reply.headers.get("content-type")?.startsWith("application/problem+json") !== true) return undefined;
  try {
    const body = JSON.parse(new TextDecoder().decode(reply.bytes)) as Partial<Problem>;
    return typeof body.code === "string" && body.code !== ("" as Code) ? (body as Problem) : undefined;
  } catch {
    return undefined;
  }
}

function json<T>(reply: Reply): T {
  try {
    return JSON.parse(new TextDecoder().decode(reply.bytes)) as T;
  } catch (cause) {
    throw new Unavailable(`an answer with status ${reply.status} is no JSON; is it a Scrip server?`, { reason: "unreadable", attempts: 1, cause });
  }
}

/** The answer with its body, as far as it is bounded. */
async function whole(response: Response): Promise<Reply> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (const reader = response.body?.getReader(); reader !== undefined; ) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.byteLength;
    if (length > ANSWER_BYTES_MAX) {
      await reader.cancel();
      throw new RangeError(`the answer is longer than ${ANSWER_BYTES_MAX} bytes`);
    }
    parts.push(value);
  }
  const bytes = new Uint8Array(length);
  let place = 0;
  for (const part of parts) {
    bytes.set(part, place);
    place += part.byteLength;
  }
  return { status: response.status, headers: response.headers, bytes };
}

/** A pause that an abort ends. */
export function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", abort);
      resolve();
    }, ms);
    signal?.addEventListener("abort", abort, { once: true });
  });
}
