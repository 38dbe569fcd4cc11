/** Asking again by itself after nobody answered: soon at first, then more slowly. A no is an answer, and not asked again. */

import type { Problem } from "./api/client.js";

const PAUSE_MS_FIRST = 1_000;
const PAUSE_MS_MAX = 30_000;

export class Again {
  readonly #run: () => void;
  #pause = PAUSE_MS_FIRST;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(run: () => void) {
    this.#run = run;
  }

  /** Nobody answered, or it was too soon: once more, later. */
  after(problem: Problem): void {
    if (!problem.isAway && problem.status !== 429) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#run, this.#pause);
    this.#pause = Math.min(this.#pause * 2, PAUSE_MS_MAX);
  }

  /** Somebody answered, or nobody waits for it any more. */
  end(): void {
    clearTimeout(this.#timer);
    this.#pause = PAUSE_MS_FIRST;
  }
}
