/** Asking before a use: what it would cost and whether it is allowed, asked again whenever the balance or the question changes. */

import type { ReactiveController } from "lit";

import { Again } from "./again.js";
import type { Check, Problem, Quote } from "./api/client.js";
import type { ScripElement } from "./base.js";
import { type CreditsStore, type Known, problemOf } from "./store.js";

/** Typing changes a quantity many times; it is asked for once it rests. */
const REST_MS = 120;

export class Asking implements ReactiveController {
  check: Check | undefined;
  /** Why there is no answer, where the server said so. */
  problem: Problem | undefined;
  readonly #host: ScripElement;
  #asked = "";
  #seen: Known["balance"] | Known["features"];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;
  /** A first question that nobody answered is asked again, though nothing has changed. */
  readonly #again = new Again(() => {
    this.#asked = "";
    this.#host.requestUpdate();
  });

  constructor(host: ScripElement) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#again.end();
    this.#asked = "";
  }

  /** Asks, unless it is what was asked last and nothing has changed since. */
  ask(feature: string | undefined, quantity: number | undefined): void {
    const { store, known } = this.#host;
    if (store === undefined || known.session === undefined || !feature) return;
    // What is left comes first, so that one answer serves both.
    if (known.balance === undefined && store.may("see_balance")) return;
    const asked = JSON.stringify([feature, quantity]);
    const seen = known.balance ?? known.features;
    if (asked === this.#asked && seen === this.#seen) return;
    const isFirst = this.check === undefined;
    this.#asked = asked;
    this.#seen = seen;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#fetch(store, feature, quantity), isFirst ? 0 : REST_MS);
  }

  /** Asks at once: before the host's action begins. */
  async now(feature: string, quantity: number | undefined): Promise<Check | undefined> {
    const { store } = this.#host;
    if (store === undefined) return undefined;
    clearTimeout(this.#timer);
    await this.#fetch(store, feature, quantity);
    return this.check;
  }

  /** A binding cost for this use: whatever the catalog does meanwhile. */
  async quote(feature: string, quantity: number | undefined): Promise<Quote | undefined> {
    const { store } = this.#host;
    return store?.api.call<Quote>(store.path("/quotes"), { method: "POST", body: this.#body(store, feature, quantity) });
  }

  #body(store: CreditsStore, feature: string, quantity: number | undefined): unknown {
    const member = store.known.session?.member;
    return { feature, member, ...(quantity === undefined || Number.isNaN(quantity) ? {} : { quantity }) };
  }

  async #fetch(store: CreditsStore, feature: string, quantity: number | undefined): Promise<void> {
    const turn = ++this.#turn;
    const body = this.#body(store, feature, quantity);
    try {
      const check = await store.api.call<Check>(store.path("/checks"), { method: "POST", body });
      if (turn !== this.#turn) return;
      this.check = check;
      this.problem = undefined;
      this.#again.end();
    } catch (cause) {
      if (turn !== this.#turn) return;
      const problem = problemOf(cause);
      // Nothing that the server has not said is shown as allowed.
      if (!problem.isAway) [this.check, this.problem] = [undefined, problem];
      this.#again.after(problem);
    }
    this.#host.requestUpdate();
  }
}
