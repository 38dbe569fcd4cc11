/** The line to the server: calls typed by openapi.json, each kept so that it can be shown and copied; signed in by cookie, never by key. */

import { Problem } from "../api/client.js";
import type { paths } from "../api/schema.js";

export type Path = keyof paths & string;
export type Verb = "get" | "post" | "put" | "patch" | "delete";

type Json<R> = R extends { content: { "application/json": infer J } } ? J : never;
type Answer<O> = O extends { responses: infer R } ? Json<R[keyof R & (200 | 201)]> : never;
type Content<B> = B extends { content: { "application/json": infer J } } ? J : never;
type Body<O> = O extends { requestBody?: infer B } ? Content<NonNullable<B>> : never;
type Fill<O> = O extends { parameters: { path: infer F } } ? F : undefined;
type Query<O> = O extends { parameters: { query?: infer Q } } ? NonNullable<Q> : never;

export interface More<O> {
  readonly path?: Fill<O>;
  readonly query?: { readonly [N in keyof Query<O>]?: Query<O>[N] | undefined };
  readonly body?: Body<O>;
  /** One for each intention of a person: a second try of the same intention carries the same. */
  readonly key?: string;
  /** The version that was read; another one since is a conflict. */
  readonly ifMatch?: string;
  readonly accept?: string;
}

/** A call that is not made yet: it can be shown before it is. */
export interface Ask<T> {
  readonly verb: Verb;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Only in the types: what the answer is. */
  readonly answer?: T;
}

/** A call by its row in openapi.json. */
export function ask<V extends Verb, P extends Path>(verb: V, path: P, more: More<paths[P][V & keyof paths[P]]> = {}): Ask<Answer<paths[P][V & keyof paths[P]]>> {
  const fill = (more.path ?? {}) as Record<string, unknown>;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(more.query ?? {})) if (value !== undefined && value !== "") query.set(name, String(value));
  const headers: Record<string, string> = { Accept: more.accept ?? "application/json" };
  if (more.body !== undefined) headers["Content-Type"] = "application/json";
  if (more.key !== undefined) headers["Idempotency-Key"] = more.key;
  if (more.ifMatch !== undefined) headers["If-Match"] = more.ifMatch;
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(fill[name] ?? "")));
  const asked = query.toString();
  return { verb, path: asked === "" ? filled : `${filled}?${asked}`, headers, body: more.body === undefined ? undefined : JSON.stringify(more.body) };
}

/** A call that was made, and how it ended. */
export interface Call {
  readonly ask: Ask<unknown>;
  readonly at: Date;
  readonly tookMs: number;
  /** 0: nobody answered. */
  readonly status: number;
}

export interface Heard<T> {
  readonly value: T;
  readonly etag: string | undefined;
}

/** Calls that are kept: what one person has done in the last minutes. */
const CALLS_MAX = 60;
/** How long the page waits for an answer: a ledger check of a large store takes its time. */
const WAIT_MS_MAX = 120_000;

/** Tells `call` after each call, `over` when the session has ended, `changed` after something was done. */
export class Line extends EventTarget {
  #calls: readonly Call[] = [];

  /** The newest first. */
  get calls(): readonly Call[] {
    return this.#calls;
  }

  async read<T>(call: Ask<T>, signal?: AbortSignal): Promise<T> {
    return (await this.hear(call, signal)).value;
  }

  async hear<T>(call: Ask<T>, signal?: AbortSignal): Promise<Heard<T>> {
    const response = await this.fetch(call, signal);
    return { value: (await response.json()) as T, etag: response.headers.get("ETag") ?? undefined };
  }

  /** Any answer that is not a problem. */
  async fetch(call: Ask<unknown>, signal?: AbortSignal): Promise<Response> {
    const response = await this.#attempt(call, signal);
    if (response.ok) return response;
    const body = await bodyOf(response);
    const text = (name: string): string | undefined => (typeof body[name] === "string" ? (body[name] as string) : undefined);
    const problem = new Problem(response.status, text("code") ?? "unknown", text("detail") ?? (response.statusText || String(response.status)), body);
    if (problem.code === "unauthenticated") this.dispatchEvent(new Event("over"));
    throw problem;
  }

  /** After something was done: what is shown is read again. */
  changed(): void {
    this.dispatchEvent(new Event("changed"));
  }

  async #attempt(call: Ask<unknown>, signal: AbortSignal | undefined): Promise<Response> {
    const at = new Date();
    const began = performance.now();
    const wait = AbortSignal.timeout(WAIT_MS_MAX);
    const request: RequestInit = {
      method: call.verb.toUpperCase(),
      headers: { ...call.headers, "X-Scrip-Console": "1" },
      cache: "no-store",
      credentials: "same-origin",
      signal: signal === undefined ? wait : AbortSignal.any([signal, wait]),
    };
    if (call.body !== undefined) request.body = call.body;
    try {
      const response = await fetch(call.path, request);
      this.#keep({ ask: call, at, tookMs: performance.now() - began, status: response.status });
      return response;
    } catch (cause) {
      if (signal?.aborted === true) throw cause;
      this.#keep({ ask: call, at, tookMs: performance.now() - began, status: 0 });
      throw new Problem(0, "away", "", {});
    }
  }

  #keep(call: Call): void {
    this.#calls = [call, ...this.#calls].slice(0, CALLS_MAX);
    this.dispatchEvent(new Event("call"));
  }
}

async function bodyOf(response: Response): Promise<Record<string, unknown>> {
  try {
    return (await response.json()) as Record<string, unknown>;
  } catch {
    // A proxy in between answers pages, not problems: the status says enough.
    return {};
  }
}

/** The call as a line for a shell: the key is the reader's own, a password is never written out. */
export function curl(call: Ask<unknown>, origin: string): string {
  const headers = Object.entries(call.headers).filter(([name, value]) => name !== "Accept" || value !== "application/json");
  const parts = [`curl -sS ${call.verb === "get" ? "" : `-X ${call.verb.toUpperCase()} `}${quoted(origin + call.path)}`, `-H "Authorization: Bearer $SCRIP_KEY"`];
  for (const [name, value] of headers) parts.push(`-H ${quoted(`${name}: ${value}`)}`);
  if (call.body !== undefined) parts.push(`-d ${quoted(withoutPasswords(call.body))}`);
  return parts.join(" \\\n  ");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function withoutPasswords(body: string): string {
  return JSON.stringify(JSON.parse(body), (name: string, value: unknown) => (name.endsWith("password") ? "…" : value));
}
