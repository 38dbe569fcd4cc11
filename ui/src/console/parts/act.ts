/** `<console-act>`: the question before a deed. Shows what will be so and the call that does it; stays open with the reason when it fails. */

import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";

import { newKey, type Problem } from "../../api/client.js";
import { problemOf } from "../../store.js";
import type { Deed, Effect, Field, Secret, Values } from "../deed.js";
import { Part, sentence } from "../desk.js";
import { copied } from "./call.js";

interface Invalid {
  readonly field: string;
  readonly reason: string;
}

export class ConsoleAct extends Part {
  static override properties: PropertyDeclarations = {
    ...Part.properties,
    deed: { state: true },
    values: { state: true },
    isBusy: { state: true },
    problem: { state: true },
    foreseen: { state: true },
    secret: { state: true },
    hasCopied: { state: true },
  };

  declare deed: Deed<unknown> | undefined;
  declare values: Values;
  declare isBusy: boolean;
  declare problem: Problem | undefined;
  /** What the server said would be so; none: it has not said yet. */
  declare foreseen: readonly Effect[] | undefined;
  declare secret: Secret | undefined;
  declare hasCopied: boolean;
  #settle: ((isDone: boolean) => void) | undefined;
  #isDone = false;
  /** One key for each body: the same intention sent twice is one deed. */
  #keys = new Map<string, string>();
  #cause: HTMLElement | undefined;
  #turn = 0;

  constructor() {
    super();
    this.values = {};
    this.isBusy = false;
    this.hasCopied = false;
  }

  /** Asks; true when it was done. */
  async open<T>(deed: Deed<T>): Promise<boolean> {
    this.#settle?.(false);
    this.#cause = focused();
    this.deed = deed as Deed<unknown>;
    this.values = Object.fromEntries((deed.fields ?? []).map((field) => [field.name, field.value ?? ""]));
    this.problem = undefined;
    this.secret = undefined;
    this.hasCopied = false;
    this.#isDone = false;
    this.#keys = new Map();
    void this.#foresee();
    await this.updateComplete;
    const dialog = this.renderRoot.querySelector("dialog");
    dialog?.showModal();
    (this.renderRoot.querySelector<HTMLElement>("[data-first]") ?? this.renderRoot.querySelector<HTMLElement>("button"))?.focus();
    return new Promise((resolve) => (this.#settle = resolve));
  }

  override render(): TemplateResult {
    const { deed } = this;
    return html`<dialog aria-labelledby="title" @close=${this.#closed} @cancel=${(event: Event) => this.isBusy && event.preventDefault()}>
      ${deed === undefined ? nothing : this.secret === undefined ? this.#form(deed) : this.#once(deed, this.secret)}
    </dialog>`;
  }

  #form(deed: Deed<unknown>): TemplateResult {
    const invalid = invalidOf(this.problem);
    return html`<form method="dialog" novalidate @submit=${this.#send} @input=${this.#typed} @change=${this.#typed}>
      <h2 id="title">${deed.title}</h2>
      ${deed.says === undefined ? nothing : html`<p class="says">${deed.says}</p>`}
      ${(deed.fields ?? []).map((field, place) => this.#field(field, place === 0, invalid))} ${this.#effects(deed.effect(this.values), deed.foresee !== undefined)}
      ${this.problem === undefined ? nothing : this.#failed(this.problem, invalid)}
      <details class="api">
        <summary>${this.say("call.show")}</summary>
        <console-call .desk=${this.desk} .call=${deed.ask(this.values, this.#key(deed))}></console-call>
      </details>
      <footer>
        <button type="button" class="quiet" @click=${this.#leave} ?disabled=${this.isBusy}>${this.say("act.leave")}</button>
        <button class=${deed.isGrave === true ? "grave" : "primary"} aria-disabled=${this.isBusy ? "true" : "false"} aria-busy=${this.isBusy ? "true" : "false"}>${deed.button}</button>
      </footer>
    </form>`;
  }

  #field(field: Field, isFirst: boolean, invalid: readonly Invalid[]): TemplateResult {
    const wrong = invalid.find((one) => one.field === field.name);
    const value = this.values[field.name] ?? "";
    const hint = wrong?.reason ?? field.hint;
    const says = hint === undefined ? nothing : `hint-${field.name}`;
    return html`<div class="field">
      <label for=${field.name}>${field.label}${field.isOptional === true ? html` <span class="muted">${this.say("act.optional")}</span>` : nothing}</label>
      ${field.kind === "select"
        ? html`<select id=${field.name} name=${field.name} ?data-first=${isFirst} aria-describedby=${says}>
            ${(field.options ?? []).map(([option, label]) => html`<option value=${option} ?selected=${option === value}>${label}</option>`)}
          </select>`
        : field.kind === "area"
          ? html`<textarea id=${field.name} name=${field.name} rows="3" maxlength=${field.lengthMax ?? 500} ?data-first=${isFirst} ?required=${field.isOptional !== true} aria-invalid=${wrong ? "true" : "false"} aria-describedby=${says} .value=${value}></textarea>`
          : html`<input
              id=${field.name}
              name=${field.name}
              type=${field.kind ?? "text"}
              ?data-first=${isFirst}
              ?required=${field.isOptional !== true}
              min=${field.min ?? nothing}
              max=${field.max ?? nothing}
              step=${field.step ?? nothing}
              minlength=${field.lengthMin ?? nothing}
              maxlength=${field.lengthMax ?? nothing}
              autocomplete=${field.kind === "password" ? "new-password" : "off"}
              aria-invalid=${wrong ? "true" : "false"}
              aria-describedby=${says}
              .value=${value}
            />`}
      ${hint === undefined ? nothing : html`<p id=${`hint-${field.name}`} class=${wrong ? "small failed" : "small muted"}>${hint}</p>`}
    </div>`;
  }

  /** Figures that only the server knows, as it says them for what is filled in. */
  async #foresee(): Promise<void> {
    const { deed } = this;
    this.foreseen = undefined;
    if (deed?.foresee === undefined) return;
    const turn = ++this.#turn;
    try {
      const foreseen = await deed.foresee(this.values, this.desk.line);
      if (turn !== this.#turn) return;
      this.foreseen = foreseen;
      this.problem = undefined;
    } catch (cause) {
      if (turn !== this.#turn) return;
      this.foreseen = [];
      this.problem = problemOf(cause);
    }
  }

  #effects(known: readonly Effect[], isForeseen: boolean): TemplateResult | typeof nothing {
    const effects = isForeseen ? [...(this.foreseen ?? [{ what: this.say("state.loading") }]), ...known] : known;
    if (effects.length === 0) return nothing;
    return html`<section class="effects" aria-label=${this.say("act.effect")} aria-live="polite">
      <h3>${this.say("act.effect")}</h3>
      <dl>
        ${effects.map(({ what, from, to }) =>
          to === undefined
            ? html`<div class="whole"><dt class="sr">${this.say("act.also")}</dt><dd>${what}</dd></div>`
            : html`<div><dt>${what}</dt><dd>${from === undefined ? nothing : html`<span class="muted">${from}</span> <span aria-hidden="true">→</span><span class="sr">${this.say("act.then")}</span> `}<strong>${to}</strong></dd></div>`,
        )}
      </dl>
    </section>`;
  }

  #failed(problem: Problem, invalid: readonly Invalid[]): TemplateResult {
    const names = (this.deed?.fields ?? []).map(({ name }) => name);
    const others = invalid.filter(({ field }) => !names.includes(field));
    return html`<div class="strip bad" role="alert">
      <p>${sentence(problem, this.text)}</p>
      ${others.length === 0 ? nothing : html`<ul>${others.slice(0, 20).map(({ field, reason }) => html`<li><code>${field}</code>: ${reason}</li>`)}</ul>`}
    </div>`;
  }

  #once(deed: Deed<unknown>, secret: Secret): TemplateResult {
    const copy = async (): Promise<void> => {
      this.hasCopied = await copied(secret.value);
    };
    return html`<form method="dialog">
      <h2 id="title">${deed.title}</h2>
      <p class="says">${this.say("act.once")}</p>
      <div class="field"><span class="label" id="secret">${secret.label}</span><code class="secret" tabindex="0" role="textbox" aria-readonly="true" aria-labelledby="secret">${secret.value}</code></div>
      <p class="small muted" role="status">${this.hasCopied ? this.say("call.copied") : nothing}</p>
      <footer>
        <button type="button" data-first @click=${copy}>${this.say("act.copy")}</button>
        <button class="primary">${this.say("act.kept")}</button>
      </footer>
    </form>`;
  }

  readonly #typed = (event: Event): void => {
    const field = event.target as HTMLInputElement;
    if (!field.name || this.values[field.name] === field.value) return;
    this.values = { ...this.values, [field.name]: field.value };
    // What was wrong with the old words says nothing of the new ones.
    this.problem = undefined;
    void this.#foresee();
  };

  readonly #leave = (): void => this.renderRoot.querySelector("dialog")?.close();

  readonly #send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { deed } = this;
    const form = event.target as HTMLFormElement;
    if (deed === undefined || this.isBusy) return;
    if (!form.reportValidity()) return;
    this.isBusy = true;
    this.problem = undefined;
    try {
      const answer = await this.desk.line.read(deed.ask(this.values, this.#key(deed)));
      this.#isDone = true;
      this.desk.tell(deed.told(answer));
      this.desk.line.changed();
      this.secret = deed.secret?.(answer);
      if (this.secret === undefined) this.#leave();
    } catch (cause) {
      const problem = problemOf(cause);
      if (deed.failed?.(problem) === true) this.#leave();
      else this.problem = problem;
    } finally {
      this.isBusy = false;
    }
    if (this.secret !== undefined) {
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>("[data-first]")?.focus();
    }
  };

  readonly #closed = (): void => {
    this.deed = undefined;
    this.secret = undefined;
    this.#settle?.(this.#isDone);
    this.#settle = undefined;
    const cause = this.#cause;
    this.#cause = undefined;
    // What led here may be gone with the row that it stood in.
    if (cause?.isConnected === true) cause.focus();
    else this.dispatchEvent(new CustomEvent("lost", { bubbles: true, composed: true }));
  };

  #key(deed: Deed<unknown>): string {
    const body = deed.ask(this.values, "").body ?? "";
    let key = this.#keys.get(body);
    if (key === undefined) this.#keys.set(body, (key = newKey()));
    return key;
  }
}

function invalidOf(problem: Problem | undefined): readonly Invalid[] {
  const list = problem?.body["invalid_parameters"];
  return Array.isArray(list) ? (list as Invalid[]) : [];
}

/** What has the focus, inside whatever shadow roots. */
export function focused(): HTMLElement | undefined {
  let at: Element | null = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at instanceof HTMLElement && at !== document.body ? at : undefined;
}
