/** Reading: an answer of the API on the page, read when its address changes, when something was done, and when the window is looked at again. */

import { html, nothing, type ReactiveController, type TemplateResult } from "lit";

import type { Problem } from "../api/client.js";
import { problemOf } from "../store.js";
import { type Part, sentence } from "./desk.js";
import type { Ask, Line } from "./line.js";
import { focused } from "./parts/act.js";

export abstract class Read implements ReactiveController {
  problem: Problem | undefined;
  isBusy = false;
  protected readonly host: Part;
  #asked = "";
  #turn = 0;
  #line: Line | undefined;

  constructor(host: Part) {
    this.host = host;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener("visibilitychange", this.#seen);
  }

  hostDisconnected(): void {
    document.removeEventListener("visibilitychange", this.#seen);
    this.#line?.removeEventListener("changed", this.#changed);
    this.#line = undefined;
    this.#asked = "";
    this.#turn += 1;
  }

  hostUpdate(): void {
    const asked = this.address();
    if (asked === this.#asked) return;
    this.#asked = asked ?? "";
    this.forget();
    if (asked !== undefined) void this.again();
  }

  /** Reads it again; what is shown stays until the answer is here. */
  async again(): Promise<void> {
    const { line } = this.host.desk;
    if (this.#line !== line) {
      this.#line?.removeEventListener("changed", this.#changed);
      line.addEventListener("changed", this.#changed);
      this.#line = line;
    }
    const turn = ++this.#turn;
    this.isBusy = true;
    let had: HTMLElement | undefined;
    try {
      const take = await this.fetch(line);
      if (turn !== this.#turn) return;
      had = focused();
      take();
      this.problem = undefined;
    } catch (cause) {
      if (turn !== this.#turn) return;
      this.problem = problemOf(cause);
    }
    this.isBusy = false;
    this.host.requestUpdate();
    await this.host.updateComplete;
    // The row that had the focus is gone with what was done to it: whoever types stays in this room.
    if (had?.isConnected === false) this.host.dispatchEvent(new CustomEvent("lost", { bubbles: true, composed: true }));
  }

  /** What stands there before the answer has come, or instead of it. */
  waiting(): TemplateResult {
    const { text } = this.host.desk;
    if (this.problem === undefined) {
      return html`<div class="waiting" aria-busy="true"><span class="sr">${text.say("state.loading")}</span><i class="bone"></i><i class="bone"></i><i class="bone"></i></div>`;
    }
    return html`<div class="failed" role="alert">
      <p>${sentence(this.problem, text)}</p>
      <button @click=${() => void this.again()}>${text.say("state.again")}</button>
    </div>`;
  }

  /** Said above what is shown when it could not be read again. */
  stale(): TemplateResult | typeof nothing {
    return this.problem === undefined ? nothing : html`<div class="strip bad" role="alert">${sentence(this.problem, this.host.desk.text)} <button class="quiet" @click=${() => void this.again()}>${this.host.say("state.again")}</button></div>`;
  }

  /** The address of what is read; none: nothing is to be read. */
  protected abstract address(): string | undefined;
  /** Reads, and gives what takes the answer over. */
  protected abstract fetch(line: Line): Promise<() => void>;
  protected abstract forget(): void;

  readonly #changed = (): void => void (this.#asked !== "" && this.again());
  readonly #seen = (): void => {
    if (document.visibilityState === "visible" && this.#asked !== "") void this.again();
  };
}

/** One answer. */
export class Reading<T> extends Read {
  value: T | undefined;
  etag: string | undefined;
  readonly #make: () => Ask<T> | undefined;

  constructor(host: Part, make: () => Ask<T> | undefined) {
    super(host);
    this.#make = make;
  }

  /** What is shown of it, or that it is not here yet. */
  show(render: (value: T) => unknown): unknown {
    return this.value === undefined ? this.waiting() : html`${this.stale()}${render(this.value)}`;
  }

  protected address(): string | undefined {
    return this.#make()?.path;
  }

  protected async fetch(line: Line): Promise<() => void> {
    const call = this.#make();
    if (call === undefined) return () => undefined;
    const { value, etag } = await line.hear(call);
    return () => {
      this.value = value;
      this.etag = etag;
    };
  }

  protected forget(): void {
    this.value = undefined;
    this.etag = undefined;
  }
}

export interface Page<T> {
  readonly data: readonly T[];
  readonly next_cursor: string | null;
}

/** Rows on one page of the screen at the most; beyond it a filter serves better. */
const ROWS_MAX = 2_000;

/** A list, read on by a button. */
export class Pages<T> extends Read {
  rows: readonly T[] | undefined;
  #next: string | null = null;
  #count = 1;
  readonly #make: (after: string | undefined) => Ask<Page<T>> | undefined;

  constructor(host: Part, make: (after: string | undefined) => Ask<Page<T>> | undefined) {
    super(host);
    this.#make = make;
  }

  show(render: (rows: readonly T[]) => unknown): unknown {
    return this.rows === undefined ? this.waiting() : html`${this.stale()}${render(this.rows)}${this.#onward(this.rows.length)}`;
  }

  #onward(shown: number): TemplateResult | typeof nothing {
    if (this.#next === null || shown >= ROWS_MAX) return nothing;
    const more = (): void => {
      this.#count += 1;
      void this.again();
    };
    return html`<p class="onward"><button @click=${more} ?disabled=${this.isBusy}>${this.host.say("history.more")}</button></p>`;
  }

  protected address(): string | undefined {
    return this.#make(undefined)?.path;
  }

  protected async fetch(line: Line): Promise<() => void> {
    const rows: T[] = [];
    let next: string | null = null;
    for (let page = 0; page < this.#count; page += 1) {
      const call = this.#make(next ?? undefined);
      if (call === undefined) break;
      const read = await line.read(call);
      rows.push(...read.data);
      next = read.next_cursor;
      if (next === null) break;
    }
    return () => {
      this.rows = rows;
      this.#next = next;
    };
  }

  protected forget(): void {
    this.rows = undefined;
    this.#next = null;
    this.#count = 1;
  }
}
