/** Lines: the ledger's lines with the newest first, though the API tells the oldest first: read span by span, backwards in time. */

import type { ReactiveController } from "lit";

import { Again } from "./again.js";
import type { Entries, Entry, Problem } from "./api/client.js";
import type { ScripElement } from "./base.js";
import { problemOf } from "./store.js";

/** What is asked for: filters of the API, and the two ends of the time. */
export interface Asked {
  readonly filters: URLSearchParams;
  readonly from: number;
  /** None: until now. */
  readonly to: number | undefined;
}

/** Lines shown at first, and with each "show more". */
const LINES_STEP = 100;
/** Lines of one call, the most that the API gives. */
const LINES_CALL = 200;
/** Calls for one look at a long time with few lines. */
const CALLS_MAX = 16;
const SPAN_MS_FIRST = 86_400_000;
const SPAN_MS_MIN = 1_000;
/** Lines of the shortest span, in calls: what a product does within a second. */
const DENSE_CALLS_MAX = 40;
/** Lines are read again at most so often, however fast they come. */
const REST_MS = 500;

export class Lines implements ReactiveController {
  rows: readonly Entry[] | undefined;
  problem: Problem | undefined;
  /** True when there is more, further back. */
  hasMore = false;
  isBusy = false;
  readonly #host: ScripElement;
  readonly #asked: () => Asked;
  #wanted = LINES_STEP;
  #read = "";
  #readQuery = "";
  #readAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;
  readonly #again = new Again(() => this.again());

  constructor(host: ScripElement, asked: () => Asked) {
    this.#host = host;
    this.#asked = asked;
    host.addController(this);
  }

  hostUpdate(): void {
    const { store, known } = this.#host;
    if (store === undefined || known.session === undefined) return;
    const asked = this.#asked();
    const query = `${asked.filters} ${asked.from} ${asked.to}`;
    if (query !== this.#readQuery) this.#wanted = LINES_STEP;
    const read = `${known.balance?.as_of ?? ""} ${query} ${this.#wanted}`;
    if (read === this.#read) return;
    const rest = this.#readAt + REST_MS - performance.now();
    if (query === this.#readQuery && rest > 0) {
      this.#timer ??= setTimeout(() => ((this.#timer = undefined), this.#host.requestUpdate()), rest);
      return;
    }
    this.#read = read;
    this.#readQuery = query;
    this.#readAt = performance.now();
    void this.#fetch(asked);
  }

  hostDisconnected(): void {
    this.#again.end();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#read = "";
    this.#turn += 1;
  }

  again(): void {
    this.#read = "";
    this.#readQuery = "";
    this.#host.requestUpdate();
  }

  more(): void {
    this.#wanted += LINES_STEP;
    this.#readAt = 0;
    this.#host.requestUpdate();
  }

  async #fetch(asked: Asked): Promise<void> {
    const turn = ++this.#turn;
    this.isBusy = true;
    try {
      const [rows, hasMore] = await this.#newest(asked, this.#wanted);
      if (turn !== this.#turn) return;
      [this.rows, this.hasMore, this.problem] = [rows, hasMore, undefined];
      this.#again.end();
    } catch (cause) {
      if (turn !== this.#turn) return;
      this.problem = problemOf(cause);
      this.#again.after(this.problem);
    }
    this.isBusy = false;
    this.#host.requestUpdate();
  }

  /** All of them where one call tells all; otherwise spans that grow while they are thin and shrink where lines are dense. */
  async #newest(asked: Asked, wanted: number): Promise<[Entry[], boolean]> {
    const all = await this.#call(asked, asked.from, asked.to);
    if (!all.next_cursor) return [[...all.data].reverse().slice(0, wanted), all.data.length > wanted];
    const rows: Entry[] = [];
    let end = asked.to ?? Date.now() + SPAN_MS_FIRST;
    let span = SPAN_MS_FIRST;
    for (let calls = 0; calls < CALLS_MAX && end > asked.from && rows.length < wanted; calls += 1) {
      const begin = Math.max(asked.from, end - span);
      const page = await this.#call(asked, begin, end);
      if (page.next_cursor && span > SPAN_MS_MIN) {
        span = Math.max(SPAN_MS_MIN, span / 4);
        continue;
      }
      const lines = [...page.data];
      let after = page.next_cursor;
      for (let dense = 0; after && dense < DENSE_CALLS_MAX; dense += 1) {
        const more = await this.#call(asked, begin, end, after);
        lines.push(...more.data);
        after = more.next_cursor;
      }
      rows.push(...lines.reverse());
      end = begin;
      span *= 2;
    }
    return [rows.slice(0, wanted), rows.length > wanted || end > asked.from];
  }

  async #call({ filters }: Asked, from: number, to: number | undefined, after?: string): Promise<Entries> {
    const { store } = this.#host;
    if (store === undefined) return { data: [], next_cursor: null };
    const query = new URLSearchParams(filters);
    query.set("limit", String(LINES_CALL));
    query.set("from", new Date(from).toISOString());
    if (to !== undefined) query.set("to", new Date(to).toISOString());
    if (after !== undefined) query.set("after", after);
    return store.api.call<Entries>(store.path(`/entries?${query}`));
  }
}
