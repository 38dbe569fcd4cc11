/** What every element has: where the server is, whose token, which language, and the one store behind it. */

import { html, LitElement, nothing, type PropertyDeclaration, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";

import type { Check, Feature, TokenSource, WhoCan } from "./api/client.js";
import { shapes, tokens } from "./look/index.js";
import { type CreditsStore, type Known, storeOf } from "./store.js";
import type { Told } from "./told.js";
import { type Key, readable, Text } from "./text/index.js";

/** What says where an element asks, and as whom. */
const LINK: readonly PropertyKey[] = ["server", "token", "getToken"];

/** People that one sentence names. */
const NAMED_MAX = 5;

/**
 * @attr {string} server - where Scrip is; without it the origin that this module came from
 * @attr {string} token - a session token; better the property `getToken`, which renews it
 * @attr {string} lang - the language (en, de, pl); without it the page's
 * @cssprop --scrip-accent - what can be pressed, bars, the focus
 * @cssprop --scrip-on-accent - words on the accent; black or white by itself, whichever can be read
 * @cssprop --scrip-surface - cards, fields, the pop-up
 * @cssprop --scrip-sunken - notes, what is switched off
 * @cssprop --scrip-text - words
 * @cssprop --scrip-muted - words of less weight
 * @cssprop --scrip-line - lines between things
 * @cssprop --scrip-good - paid, in use, more credits
 * @cssprop --scrip-warn - what wants to be looked at
 * @cssprop --scrip-bad - what did not work
 * @cssprop --scrip-radius - the corners
 * @cssprop --scrip-font - the type
 * @cssprop --scrip-color-scheme - `light`, `dark`, or as the page
 * @csspart away - the line that says that the server cannot be reached
 * @csspart problem - why something did not work
 */
export abstract class ScripElement extends LitElement {
  static override styles = [tokens, shapes];

  static override properties: PropertyDeclarations = {
    server: { type: String },
    token: { type: String },
    getToken: { attribute: false },
  };

  /** Where Scrip is; without it the origin that this module came from. */
  declare server: string | undefined;
  /** A session token; better `getToken`, which renews it. */
  declare token: string | undefined;
  /** Gives a session token, and another one when that has ended. */
  declare getToken: (() => string | Promise<string>) | undefined;

  #letGo: (() => void) | undefined;
  #store: CreditsStore | undefined;
  #text: Text | undefined;

  /** @internal The store, once the element knows its token. */
  get store(): CreditsStore | undefined {
    return this.#store;
  }

  /** @internal What the page knows of the member's credits. */
  get known(): Known {
    return this.#store?.known ?? { isAway: false };
  }

  /** @internal */
  get text(): Text {
    const asked = this.lang || closestLang(this) || navigator.language;
    if (this.#text === undefined || this.#asked !== asked) this.#text = new Text(asked);
    this.#asked = asked;
    return this.#text;
  }
  #asked = "";

  override connectedCallback(): void {
    super.connectedCallback();
    this.#join();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave();
  }

  /** The first drawing lets the host say its server and token first: asking goes over the line while it is drawn. */
  protected override scheduleUpdate(): void | Promise<unknown> {
    if (this.hasUpdated) return super.scheduleUpdate();
    return new Promise((resolve) => setTimeout(resolve)).then(() => super.scheduleUpdate());
  }

  protected override update(changed: PropertyValues): void {
    const had = this.shadowRoot?.activeElement;
    super.update(changed);
    if (had?.isConnected === false) this.#refocus();
  }

  /** What had the focus is gone with what was done: whoever types stays in this element, at the next question or at its beginning. */
  #refocus(): void {
    const at = this.renderRoot.querySelector<HTMLElement>('[part="confirm"] button') ?? this.renderRoot.querySelector<HTMLElement>("h2, button");
    if (at?.localName === "h2") at.tabIndex = -1;
    at?.focus();
  }

  override requestUpdate(name?: PropertyKey, old?: unknown, options?: PropertyDeclaration, useNew?: boolean, value?: unknown): void {
    super.requestUpdate(name, old, options, useNew, value);
    // Server and token are said one after the other, and belong together.
    if (name !== undefined && LINK.includes(name) && this.isConnected) queueMicrotask(() => this.#join());
  }

  /** @internal True when the session has ended before anything was known: nothing is waited for any more. */
  get isOver(): boolean {
    return this.known.session === undefined && this.known.problem?.status === 401;
  }

  /** @internal Words of this element's language. */
  say(key: Key, fill: Readonly<Record<string, string | number>> = {}): string {
    return this.text.say(key, fill);
  }

  /** @internal Tells the host. Crosses shadow roots. */
  tell<Name extends keyof Told>(name: Name, detail: Told[Name], cancelable = false): boolean {
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }));
  }

  /** What stands there while nothing is known, or when the line is cut. */
  protected status(): TemplateResult | typeof nothing {
    const { isAway, problem, balance, features } = this.known;
    const words = balance === undefined && features === undefined ? "state.away.nothing" : "state.away";
    if (isAway) return html`<p class="away" role="status" part="away">${this.say(words)}</p>`;
    if (problem === undefined) return nothing;
    if (problem.status === 401) return html`<p class="away" role="alert" part="problem">${this.say("state.ended")}</p>`;
    return html`<p class="failed" role="alert" part="problem">
      ${this.say("state.failed", { detail: problem.message })}
      <button class="quiet" @click=${() => this.store?.refresh()}>${this.say("state.again")}</button>
    </p>`;
  }

  /** Lines where words will stand. */
  protected waiting(lines: number): TemplateResult | typeof nothing {
    if (this.isOver) return nothing;
    return html`<div aria-busy="true" class="lines">
      ${Array.from({ length: lines }, () => html`<span class="skeleton line"></span>`)}<span class="sr">${this.say("state.loading")}</span>
    </div>`;
  }

  /** Why something is not allowed, who can do it, and which plans have it. */
  protected why(no: Check | Feature, feature?: string): string {
    const reason = no.reason ?? "other";
    const level = "level" in no ? no.level : undefined;
    const exact = `reason.${reason}.${level ?? ""}`;
    const key: Key = this.text.has(exact) ? exact : this.text.has(`reason.${reason}`) ? (`reason.${reason}` as Key) : "reason.other";
    const available = "available" in no ? no.available : (this.known.balance?.available ?? 0);
    const parts = [this.say(key, { credits: this.text.number(available) })];
    const listed = "feature" in no ? no : this.known.features?.find((other) => other.feature === feature);
    if (reason === "plan_lacks_feature" && listed?.plans) {
      parts.push(this.say("plans.have", { n: listed.plans.length, names: this.text.list(listed.plans.map(readable)) }));
    } else if (reason === "role_not_allowed" && no.who_can) {
      parts.push(this.whoCan(no.who_can));
    } else if (reason === "insufficient_credits" && this.store?.may("buy") === false) {
      parts.push(this.whoCan(this.known.session?.who_can.buy ?? [], "who.buy"));
    } else if (reason === "spend_limit_reached" && "level" in no) {
      parts.push(this.say("reason.limit.again"));
    }
    return parts.join(" ");
  }

  /** The people who can, by name; the roles where nobody is known. */
  protected whoCan(who: readonly WhoCan[], words: "who.can" | "who.buy" | "who.share" = "who.can"): string {
    const names = [...new Set(who.flatMap(({ members }) => members.map(({ id, name }) => name ?? id)))];
    const list = names.length > 0 ? names : who.map(({ role }) => readable(role));
    return list.length === 0 ? this.say("who.nobody") : this.say(words, { names: this.text.list(list.slice(0, NAMED_MAX)) });
  }

  readonly #changed = (): void => this.requestUpdate();

  #join(): void {
    const source: TokenSource | undefined = this.getToken ?? this.token;
    const server = this.server ?? new URL(import.meta.url).origin;
    const next = source === undefined || source === "" || !this.isConnected ? undefined : storeOf(server, source);
    if (next === this.#store && next !== undefined) return;
    this.#leave();
    this.#store = next;
    if (next === undefined) return;
    next.addEventListener("change", this.#changed);
    this.#letGo = next.hold();
    this.requestUpdate();
  }

  #leave(): void {
    this.#store?.removeEventListener("change", this.#changed);
    this.#letGo?.();
    this.#letGo = undefined;
    this.#store = undefined;
  }
}

function closestLang(element: Element): string {
  const near = element.closest("[lang]");
  if (near !== null) return near.getAttribute("lang") ?? "";
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? closestLang(root.host) : "";
}
