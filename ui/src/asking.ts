/** Asking before a use: what it would cost and whether it is allowed, asked again whenever the balance or the question changes. */

import type { ReactiveController } from "lit";

import type { Check, Quote } from "./api/client.js";
import type { ScripElement } from "./base.js";
import { type CreditsStore, type Known, problemOf } from "./store.js";

/** Typing changes a quantity many times; it is asked for once it rests. */
const REST_MS = 120;

export class Asking implements ReactiveController {
  check: Check | undefined;
  readonly #host: ScripElement;
  #asked = "";
  #seen: Known["balance"] | Known["features"];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  constructor(host: ScripElement) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
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
      if (turn === this.#turn) this.check = check;
    } catch (cause) {
      // Nothing that the server has not said is shown as allowed.
      if (turn === this.#turn && !problemOf(cause).isAway) this.check = undefined;
    }
    this.#host.requestUpdate();
  }
}
