/** `<console-calls>`: every call that this page has made, the newest first, each to be copied as curl. */

import { html, type PropertyDeclarations, type TemplateResult } from "lit";

import { Part } from "../desk.js";

export class ConsoleCalls extends Part {
  static override properties: PropertyDeclarations = { ...Part.properties, onlyDeeds: { state: true } };

  declare onlyDeeds: boolean;
  #isOpen = false;

  constructor() {
    super();
    this.onlyDeeds = false;
  }

  open(): void {
    this.#isOpen = true;
    this.desk.line.addEventListener("call", this.#called);
    this.requestUpdate();
    this.renderRoot.querySelector("dialog")?.showModal();
  }

  override render(): TemplateResult {
    const calls = this.#isOpen ? this.desk.line.calls.filter(({ ask }) => !this.onlyDeeds || ask.verb !== "get") : [];
    return html`<dialog class="side" aria-labelledby="title" @close=${this.#closed}>
      <div class="head">
        <h2 id="title">${this.say("calls.title")}</h2>
        <button class="quiet" @click=${() => this.renderRoot.querySelector("dialog")?.close()}>${this.say("calls.close")}</button>
      </div>
      <p class="muted">${this.say("calls.says")}</p>
      <label class="tick"><input type="checkbox" .checked=${this.onlyDeeds} @change=${(event: Event) => (this.onlyDeeds = (event.target as HTMLInputElement).checked)} />${this.say("calls.deeds")}</label>
      ${calls.length === 0 ? html`<p class="muted">${this.say("calls.none")}</p>` : html`<ol class="calls">
        ${calls.map(
          (call) => html`<li>
            <details>
              <summary>
                <span class="verb">${call.ask.verb.toUpperCase()}</span> <span class="address">${call.ask.path}</span>
                <span class=${call.status >= 200 && call.status < 300 ? "chip good" : "chip bad"}>${call.status === 0 ? this.say("calls.silent") : String(call.status)}</span>
                <span class="muted">${this.text.number(Math.round(call.tookMs))} ms</span>
              </summary>
              <console-call .desk=${this.desk} .call=${call.ask}></console-call>
            </details>
          </li>`,
        )}
      </ol>`}
    </dialog>`;
  }

  readonly #called = (): void => this.requestUpdate();

  readonly #closed = (): void => {
    this.#isOpen = false;
    this.desk.line.removeEventListener("call", this.#called);
    this.requestUpdate();
  };
}
