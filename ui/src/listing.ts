/** Listing: a list of the API, read page by page up to a bound, and read again when the balance changes. */

import { html, nothing, type ReactiveController, type TemplateResult } from "lit";

import { Again } from "./again.js";
import type { Problem } from "./api/client.js";
import type { ScripElement } from "./base.js";
import { problemOf } from "./store.js";

interface Page<T> {
  readonly data: readonly T[];
  readonly next_cursor?: string | null;
}

/** A list is read again at most so often, however fast the balance changes. */
const REST_MS = 400;

/** Pages read for one list: what a browser shows without trouble. */
const PAGES_MAX = 5;

export class Listing<T> implements ReactiveController {
  rows: readonly T[] | undefined;
  problem: Problem | undefined;
  /** True when there is more than was read. */
  hasMore = false;
  readonly #host: ScripElement;
  readonly #path: () => string | undefined;
  #read = "";
  #readPath = "";
  #readAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;
  readonly #again = new Again(() => this.again());

  /** `path` says nothing where the session's rights say that it would be refused. */
  constructor(host: ScripElement, path: () => string | undefined) {
    this.#host = host;
    this.#path = path;
    host.addController(this);
  }

  hostUpdate(): void {
    const { store, known } = this.#host;
    if (store === undefined || known.session === undefined) return;
    const path = this.#path();
    if (path === undefined) return;
    const asked = `${known.balance?.as_of ?? ""} ${path}`;
    if (asked === this.#read) return;
    const rest = this.#readAt + REST_MS - performance.now();
    if (path === this.#readPath && rest > 0) {
      this.#timer ??= setTimeout(() => ((this.#timer = undefined), this.#host.requestUpdate()), rest);
      return;
    }
    // Another question: the answer to the one before would stand under the wrong words.
    if (path !== this.#readPath) this.rows = undefined;
    this.#read = asked;
    this.#readPath = path;
    this.#readAt = performance.now();
    void this.#fetch(path);
  }

  hostDisconnected(): void {
    this.#again.end();
    this.#read = "";
    this.#readPath = "";
    this.#turn += 1;
  }

  /** Reads it again. */
  again(): void {
    this.#read = "";
    this.#readPath = "";
    this.#host.requestUpdate();
  }

  /** What stands there before the first page has come. */
  waiting(): TemplateResult | typeof nothing {
    if (this.#host.isOver) return nothing;
    if (this.problem === undefined) {
      return html`<div aria-busy="true" class="lines">
        ${[1, 2, 3].map(() => html`<span class="skeleton line"></span>`)}<span class="sr">${this.#host.say("state.loading")}</span>
      </div>`;
    }
    return html`<p class="failed" role="alert">
      ${this.#host.say("state.failed", { detail: this.problem.message })}
      <button class="quiet" @click=${() => this.again()}>${this.#host.say("state.again")}</button>
    </p>`;
  }

  async #fetch(path: string): Promise<void> {
    const { store } = this.#host;
    if (store === undefined) return;
    const turn = ++this.#turn;
    const rows: T[] = [];
    let after: string | null | undefined;
    try {
      for (let page = 0; page < PAGES_MAX; page += 1) {
        const cursor: string = after ? `${path.includes("?") ? "&" : "?"}after=${encodeURIComponent(after)}` : "";
        const read: Page<T> = await store.api.call<Page<T>>(store.path(path + cursor));
        rows.push(...read.data);
        after = read.next_cursor;
        if (!after) break;
      }
      if (turn !== this.#turn) return;
      this.rows = rows;
      this.hasMore = Boolean(after);
      this.problem = undefined;
      this.#again.end();
    } catch (cause) {
      if (turn !== this.#turn) return;
      this.problem = problemOf(cause);
      this.#again.after(this.problem);
    }
    this.#host.requestUpdate();
  }
}
