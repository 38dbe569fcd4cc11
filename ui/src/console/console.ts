/** `<scrip-console>`: the whole page. Who is signed in, which room is open, the way between them, and what is said in passing. */

import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from "lit";

import { shapes, tokens } from "../look/index.js";
import { problemOf } from "../store.js";
import type { Deed } from "./deed.js";
import { type Desk, holds } from "./desk.js";
import { ask, Line } from "./line.js";
import { look } from "./look/index.js";
import type { ConsoleAct } from "./parts/act.js";
import { focused } from "./parts/act.js";
import type { ConsoleCalls } from "./parts/calls.js";
import type { ConsoleFinder } from "./parts/finder.js";
import { GROUPS, isRoom, needed, type RoomName } from "./parts/nav.js";
import { type Place, placeOf, to } from "./place.js";
import { opened } from "./rooms/index.js";
import { shell } from "./shell.js";
import type { OperatorSession } from "./staff.js";
import { ConsoleText, LANGUAGE_NAMES } from "./text/index.js";

/** How long a word in passing stays. */
const TOLD_MS = 7_000;
/** Kept in the browser: a language, and whether `/` opens the search. */
const KEPT = { language: "scrip-console-language", slash: "scrip-console-slash" } as const;

type State = "asking" | "out" | "in" | "away";

export class ScripConsole extends LitElement {
  static override styles = [tokens, shapes, look, shell];

  static override properties: PropertyDeclarations = {
    state: { state: true },
    place: { state: true },
    told: { state: true },
    language: { state: true },
    hasSlash: { state: true },
    isMenuOpen: { state: true },
  };

  declare state: State;
  declare place: Place;
  declare told: string;
  declare language: string;
  declare hasSlash: boolean;
  declare isMenuOpen: boolean;
  readonly #line = new Line();
  #session: OperatorSession | undefined;
  #desk: Desk | undefined;
  #wasIn = false;
  #quiet: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.state = "asking";
    this.place = placeOf(location);
    this.told = "";
    this.language = localStorage.getItem(KEPT.language) ?? navigator.language;
    this.hasSlash = localStorage.getItem(KEPT.slash) !== "off";
    this.isMenuOpen = false;
  }

  get #text(): ConsoleText {
    // The reader's own kind of the language: "en" is "en-GB" where the browser says so.
    return new ConsoleText(navigator.languages.find((own) => own.startsWith(this.language)) ?? this.language);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("popstate", this.#moved);
    addEventListener("keydown", this.#key);
    this.#line.addEventListener("over", this.#over);
    this.addEventListener("lost", this.#lost);
    void this.#ask();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("popstate", this.#moved);
    removeEventListener("keydown", this.#key);
    this.#line.removeEventListener("over", this.#over);
    this.removeEventListener("lost", this.#lost);
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("language")) document.documentElement.lang = this.#text.locale;
    if (this.#session !== undefined && (this.#desk === undefined || changed.has("language") || this.#desk.operator !== this.#session.operator)) {
      this.#desk = {
        line: this.#line,
        text: this.#text,
        operator: this.#session.operator,
        go: this.#go,
        act: this.#act,
        tell: this.#tell,
      };
    }
    const room = isRoom(this.place.room) ? this.#text.say(`nav.${this.place.room}`) : "";
    document.title = [this.state === "in" ? [...this.place.rest].slice(0, 1).concat(room).join(" · ") : "", "Scrip"].filter(Boolean).join(" · ");
  }

  override render(): TemplateResult {
    const text = this.#text;
    if (this.state === "asking") return html`<main class="still" aria-busy="true"><span class="sr">${text.say("state.loading")}</span></main>`;
    if (this.state === "away") return html`<main class="still"><h1>Scrip</h1><p role="alert">${text.say("problem.away")}</p><button @click=${() => void this.#ask()}>${text.say("state.again")}</button></main>`;
    if (this.state === "out" || this.#desk === undefined) {
      return html`<console-sign-in .line=${this.#line} .text=${text} .wasIn=${this.#wasIn} @signed-in=${this.#entered}></console-sign-in>`;
    }
    const desk = this.#desk;
    return html`<div class="frame" @click=${this.#followed}>
        ${this.#side(desk)}
        <main id="main">${opened(desk, this.place)}</main>
      </div>
      <div class="told" role="status" aria-live="polite">${this.told === "" ? nothing : html`<p>${this.told}</p>`}</div>
      <console-act .desk=${desk}></console-act>
      <console-calls .desk=${desk}></console-calls>
      <console-finder .desk=${desk} .rooms=${this.#rooms(desk)}></console-finder>`;
  }

  #side({ text, operator }: Desk): TemplateResult {
    return html`<header class="side">
      <button class="skip" @click=${() => void this.#focus()}>${text.say("shell.skip")}</button>
      <div class="top">
        <a class="name" href=${to()}>Scrip</a>
        <button class="menu quiet" aria-expanded=${this.isMenuOpen ? "true" : "false"} aria-controls="menu" @click=${() => (this.isMenuOpen = !this.isMenuOpen)}>${text.say("shell.menu")}</button>
      </div>
      <div id="menu" class=${this.isMenuOpen ? "open" : "folded"}>
        <button class="find" @click=${() => this.#finder()?.open()}><span>${text.say("shell.find")}</span>${this.hasSlash ? html`<kbd>/</kbd>` : html`<kbd>Ctrl K</kbd>`}</button>
        <nav aria-label=${text.say("shell.rooms")}>${GROUPS.map(([group, rooms]) => this.#group(text, group, rooms))}</nav>
        <div class="foot">
          <button class="quiet" @click=${() => this.renderRoot.querySelector<ConsoleCalls>("console-calls")?.open()}>${text.say("calls.title")}</button>
          <details @toggle=${(event: Event) => (event.target as HTMLElement).scrollIntoView({ block: "end" })}>
          <summary><strong>${operator.name}</strong> <span class="muted">${text.word("role", operator.role)}</span></summary>
          <div class="own">
          <label>${text.say("shell.language")}<select @change=${this.#speak}>
            ${LANGUAGE_NAMES.map(([id, name]) => html`<option value=${id} ?selected=${text.locale.startsWith(id)}>${name}</option>`)}
          </select></label>
          <label class="tick"><input type="checkbox" .checked=${this.hasSlash} @change=${this.#slash} />${text.say("shell.slash")}</label>
          <a href=${to("me")}>${text.say("shell.password")}</a>
          <button @click=${() => void this.#leave()}>${text.say("shell.out")}</button>
          </div>
          </details>
        </div>
      </div>
    </header>`;
  }

  #group(text: ConsoleText, group: (typeof GROUPS)[number][0], rooms: readonly RoomName[]): TemplateResult | typeof nothing {
    const mine = rooms.filter((room) => this.#session !== undefined && holds(this.#session.operator, needed(room)));
    if (mine.length === 0) return nothing;
    return html`<h2 id=${group}>${text.say(`nav.group.${group}`)}</h2>
      <ul aria-labelledby=${group}>
        ${mine.map((room) => html`<li><a href=${to(room)} aria-current=${this.place.room === room ? "page" : nothing}>${text.say(`nav.${room}`)}</a></li>`)}
      </ul>`;
  }

  #rooms({ operator }: Desk): readonly RoomName[] {
    return GROUPS.flatMap(([, rooms]) => [...rooms]).filter((room) => holds(operator, needed(room)));
  }

  async #ask(): Promise<void> {
    try {
      this.#session = await this.#line.read(ask("get", "/v1/operator-sessions/current"));
      this.state = "in";
    } catch (cause) {
      this.state = problemOf(cause).isAway ? "away" : "out";
    }
  }

  readonly #entered = (event: CustomEvent<OperatorSession>): void => {
    this.#session = event.detail;
    this.state = "in";
    void this.updateComplete.then(() => this.#focus());
  };

  async #leave(): Promise<void> {
    try {
      await this.#line.read(ask("delete", "/v1/operator-sessions/current"));
    } catch (cause) {
      // A session that is over is left, too; one that could not be ended is not called left.
      if (problemOf(cause).code !== "unauthenticated") return this.#tell(this.#text.say("shell.still"));
    }
    this.#session = undefined;
    this.#desk = undefined;
    this.#wasIn = false;
    this.state = "out";
  }

  readonly #over = (): void => {
    if (this.state !== "in") return;
    this.#wasIn = true;
    this.state = "out";
  };

  readonly #go = (address: string, isReplaced = false): void => {
    const isSameRoom = placeOf(new URL(address, location.href)).room === this.place.room;
    history[isReplaced ? "replaceState" : "pushState"]({}, "", address);
    this.#moved();
    if (!isReplaced) void this.updateComplete.then(() => (isSameRoom ? this.#focusLost() : this.#focus()));
    if (!isReplaced) scrollTo(0, 0);
  };

  readonly #moved = (): void => {
    this.place = placeOf(location);
    this.isMenuOpen = false;
  };

  /** A click on a link of the console stays on the page. */
  readonly #followed = (event: MouseEvent): void => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.composedPath().find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement);
    if (link === undefined || link.target !== "" || link.hasAttribute("download") || link.origin !== location.origin) return;
    if (link.pathname !== to() && !link.pathname.startsWith(`${to()}/`)) return;
    event.preventDefault();
    this.#go(link.pathname + link.search);
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (this.state !== "in" || event.defaultPrevented) return;
    const isWriting = (focused()?.matches("input:not([type=checkbox]), textarea, select") ?? false) || event.altKey;
    const isSlash = event.key === "/" && this.hasSlash && !isWriting && !event.ctrlKey && !event.metaKey;
    const isPalette = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if (!isSlash && !isPalette) return;
    event.preventDefault();
    void this.#finder()?.open();
  };

  #finder(): ConsoleFinder | null {
    return this.renderRoot.querySelector<ConsoleFinder>("console-finder");
  }

  readonly #act = <T>(deed: Deed<T>): Promise<boolean> => this.renderRoot.querySelector<ConsoleAct>("console-act")?.open(deed) ?? Promise.resolve(false);

  readonly #tell = (message: string): void => {
    this.told = message;
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => (this.told = ""), TOLD_MS);
  };

  readonly #lost = (): void => void this.#focusLost();

  /** To the room's first line, when what had the focus is gone. */
  async #focusLost(): Promise<void> {
    await this.updateComplete;
    if (focused() === undefined || focused() === this) await this.#focus();
  }

  async #focus(): Promise<void> {
    const room = this.renderRoot.querySelector("main")?.firstElementChild;
    if (room instanceof LitElement) await room.updateComplete;
    const heading = room?.shadowRoot?.querySelector<HTMLElement>("h1") ?? room?.querySelector<HTMLElement>("h1");
    heading?.focus();
  }

  readonly #speak = (event: Event): void => {
    this.language = (event.target as HTMLSelectElement).value;
    localStorage.setItem(KEPT.language, this.language);
  };

  readonly #slash = (event: Event): void => {
    this.hasSlash = (event.target as HTMLInputElement).checked;
    localStorage.setItem(KEPT.slash, this.hasSlash ? "on" : "off");
  };
}
