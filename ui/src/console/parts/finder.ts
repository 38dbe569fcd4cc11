/** `<console-finder>`: the one field that leads everywhere: rooms by their names, accounts by their ids, papers and orders by theirs. */

import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";

import { Part } from "../desk.js";
import { ask } from "../line.js";
import { to } from "../place.js";
import type { Key } from "../text/index.js";
import type { RoomName } from "./nav.js";

interface Hit {
  readonly address: string;
  readonly title: string;
  readonly under: string;
}

/** Typing changes what is asked many times; it is asked for once it rests. */
const REST_MS = 120;
const HITS_MAX = 8;
const ORDER = /^ord_[0-9A-HJKMNP-TV-Z]{16}$/;

export class ConsoleFinder extends Part {
  static override properties: PropertyDeclarations = { ...Part.properties, rooms: { attribute: false }, words: { state: true }, hits: { state: true }, at: { state: true } };

  declare rooms: readonly RoomName[];
  declare words: string;
  declare hits: readonly Hit[];
  declare at: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  constructor() {
    super();
    this.rooms = [];
    this.words = "";
    this.hits = [];
    this.at = 0;
  }

  async open(): Promise<void> {
    this.words = "";
    this.hits = this.#rooms("");
    this.at = 0;
    await this.updateComplete;
    const dialog = this.renderRoot.querySelector("dialog");
    if (dialog?.open !== true) dialog?.showModal();
    this.renderRoot.querySelector("input")?.focus();
  }

  override render(): TemplateResult {
    return html`<dialog class="finder" aria-label=${this.say("find.title")}>
      <input
        type="text"
        role="combobox"
        aria-label=${this.say("find.title")}
        aria-expanded="true"
        aria-controls="hits"
        aria-activedescendant=${this.hits.length === 0 ? nothing : `hit-${this.at}`}
        aria-autocomplete="list"
        autocomplete="off"
        spellcheck="false"
        placeholder=${this.say("find.hint")}
        .value=${this.words}
        @input=${this.#typed}
        @keydown=${this.#key}
      />
      <div id="hits" role="listbox" aria-label=${this.say("find.hits")}>
        ${this.hits.map(
          (hit, place) => html`<div role="option" id=${`hit-${place}`} aria-selected=${place === this.at ? "true" : "false"} @click=${() => this.#take(hit)}>
            <span>${hit.title}</span><span class="muted">${hit.under}</span>
          </div>`,
        )}
      </div>
      <p class="muted small" role="status">${this.hits.length === 0 ? this.say("find.none") : this.say("find.keys")}</p>
    </dialog>`;
  }

  readonly #typed = (event: Event): void => {
    this.words = (event.target as HTMLInputElement).value.trim();
    this.hits = this.#known();
    this.at = 0;
    clearTimeout(this.#timer);
    if (this.words !== "") this.#timer = setTimeout(() => void this.#ask(), REST_MS);
  };

  readonly #key = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && this.hits.length > 0) {
      event.preventDefault();
      this.at = (this.at + step + this.hits.length) % this.hits.length;
      void this.updateComplete.then(() => this.renderRoot.querySelector(`#hit-${this.at}`)?.scrollIntoView({ block: "nearest" }));
    }
    const hit = this.hits[this.at];
    if (event.key === "Enter" && hit !== undefined) {
      event.preventDefault();
      this.#take(hit);
    }
  };

  #take(hit: Hit): void {
    this.renderRoot.querySelector("dialog")?.close();
    this.desk.go(hit.address);
  }

  /** What needs no question: the rooms, and an id that says what it is. */
  #known(): readonly Hit[] {
    const id = this.words.replace(/\s/g, "");
    if (ORDER.test(id)) return [{ address: to("orders", id), title: id, under: this.say("find.order") }];
    return this.#rooms(this.words);
  }

  #rooms(words: string): readonly Hit[] {
    const sought = words.toLocaleLowerCase(this.text.locale);
    const named = this.rooms.map((room) => ({ address: to(room), title: this.say(`nav.${room}` as Key), under: this.say("find.room") }));
    return named.filter(({ title }) => title.toLocaleLowerCase(this.text.locale).includes(sought)).slice(0, words === "" ? named.length : HITS_MAX);
  }

  async #ask(): Promise<void> {
    const turn = ++this.#turn;
    const words = this.words;
    try {
      const { data } = await this.desk.line.read(ask("get", "/v1/accounts", { query: { q: words, limit: HITS_MAX } }));
      if (turn !== this.#turn || words !== this.words) return;
      const accounts = data.map((account) => ({ address: to("accounts", account.id), title: account.id, under: account.billing?.name ?? this.say("find.account") }));
      this.hits = [...accounts, ...this.#known()].slice(0, HITS_MAX);
      this.at = 0;
    } catch {
      // The rooms still lead somewhere; the room itself will say what is wrong.
    }
  }
}
