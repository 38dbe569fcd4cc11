/** Lists: `for await` over all that there is, page by page behind the scenes, or one page with its cursor. */

import type { CallOptions } from "./send.js";

/** One page. */
export interface Page<T> {
  readonly data: readonly T[];
  /** Where the next page begins; null: this was the last. */
  readonly next_cursor: string | null;
}

/** How a page is fetched. */
export type Fetched<T> = (page: { limit?: number | undefined; after?: string | undefined }, options: CallOptions) => Promise<Page<T>>;

/** What a list may have otherwise. */
export interface ListOptions extends CallOptions {
  /** How many a page has, 1 to 200; 50 without it. */
  readonly limit?: number | undefined;
  /** A cursor that a page gave: go on there. */
  readonly after?: string | undefined;
}

/** A list that is fetched as it is read. Nothing is asked before. */
export class List<T> implements AsyncIterable<T> {
  readonly #fetch: Fetched<T>;
  readonly #options: ListOptions;

  constructor(fetch: Fetched<T>, options: ListOptions = {}) {
    this.#fetch = fetch;
    this.#options = options;
  }

  /** One page. */
  page(after: string | undefined = this.#options.after): Promise<Page<T>> {
    const { limit, after: _, ...options } = this.#options;
    return this.#fetch({ limit, after }, options);
  }

  /** Page by page. */
  async *pages(): AsyncGenerator<readonly T[], void, undefined> {
    let after = this.#options.after;
    do {
      const page = await this.page(after);
      yield page.data;
      after = page.next_cursor ?? undefined;
    } while (after !== undefined);
  }

  /** One by one. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) yield* page;
  }

  /** The first so many; all of them only with `Infinity`. */
  async take(count: number): Promise<T[]> {
    const taken: T[] = [];
    if (count <= 0) return taken;
    for await (const one of this) {
      taken.push(one);
      if (taken.length >= count) break;
    }
    return taken;
  }
}
