/** Newest: a list that the API tells oldest first, shown newest first: read span by span, backwards in time. */

import { html, nothing } from "lit";

import type { Part } from "./desk.js";
import type { Ask, Line } from "./line.js";
import { type Page, Read } from "./reading.js";

/** Rows at first, and with each "show more". */
const ROWS_STEP = 200;
/** Calls for one look: a long time with few rows, or a short one with many. */
const CALLS_MAX = 48;
const SPAN_MS_FIRST = 86_400_000;
/** What happens within so short a time is read from its beginning on. */
const SPAN_MS_MIN = 1_000;
/** So few rows: the next span is longer. */
const FEW = 50;

export interface Span {
  readonly from: string;
  /** None: until now, and what a test clock has beyond it. */
  readonly to: string | undefined;
  readonly after: string | undefined;
}

export class Newest<T> extends Read {
  rows: readonly T[] | undefined;
  #hasMore = false;
  #wanted = ROWS_STEP;
  readonly #make: (span: Span) => Ask<Page<T>>;
  readonly #since: () => number;

  constructor(host: Part, since: () => number, make: (span: Span) => Ask<Page<T>>) {
    super(host);
    this.#since = since;
    this.#make = make;
  }

  show(render: (rows: readonly T[]) => unknown): unknown {
    if (this.rows === undefined) return this.waiting();
    const more = (): void => {
      this.#wanted += ROWS_STEP;
      void this.again();
    };
    return html`${this.stale()}${render(this.rows)}${this.#hasMore ? html`<p class="onward"><button @click=${more} ?disabled=${this.isBusy}>${this.host.say("history.more")}</button></p>` : nothing}`;
  }

  protected address(): string {
    return this.#make({ from: String(this.#since()), to: undefined, after: undefined }).path;
  }

  protected async fetch(line: Line): Promise<() => void> {
    const since = this.#since();
    const rows: T[] = [];
    let to: number | undefined;
    let span = SPAN_MS_FIRST;
    let calls = CALLS_MAX;
    const read = async (from: number, after?: string): Promise<Page<T>> => {
      calls -= 1;
      return line.read(this.#make({ from: iso(from), to: to === undefined ? undefined : iso(to), after }));
    };
    while (calls > 0 && rows.length < this.#wanted && (to ?? Infinity) > since) {
      const end: number = to ?? Date.now();
      const from = Math.max(since, end - span);
      let page = await read(from);
      if (page.next_cursor !== null && end - from > SPAN_MS_MIN) {
        span = Math.max((end - from) / 4, SPAN_MS_MIN);
        continue;
      }
      const dense = [...page.data];
      while (page.next_cursor !== null && calls > 0) dense.push(...(page = await read(from, page.next_cursor)).data);
      rows.push(...dense.reverse());
      if (dense.length < FEW) span *= 4;
      to = from;
    }
    return () => {
      this.rows = rows;
      this.#hasMore = (to ?? Infinity) > since;
    };
  }

  protected forget(): void {
    this.rows = undefined;
    this.#hasMore = false;
    this.#wanted = ROWS_STEP;
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
