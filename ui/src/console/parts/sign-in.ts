/** `<console-sign-in>`: mail and password, and why it did not work. */

import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from "lit";

import type { Problem } from "../../api/client.js";
import { shapes, tokens } from "../../look/index.js";
import { problemOf } from "../../store.js";
import { ask, type Line } from "../line.js";
import { look } from "../look/index.js";
import type { OperatorSession } from "../staff.js";
import type { ConsoleText } from "../text/index.js";

export class ConsoleSignIn extends LitElement {
  static override styles = [
    tokens,
    shapes,
    look,
    css`
      :host {
        display: grid;
        place-items: center;
        min-block-size: 100dvh;
        padding: 1rem;
        background: var(--_sunken);
      }
      form {
        inline-size: min(21rem, 100%);
        background: var(--_surface);
        border: 1px solid var(--_line);
        border-radius: calc(var(--_radius) + 4px);
        padding: 1.6rem 1.5rem 1.4rem;
      }
      input {
        inline-size: 100%;
        min-height: 2.25rem;
      }
      button {
        inline-size: 100%;
        min-height: 2.25rem;
        margin-block-start: 0.6rem;
      }
    `,
  ];

  static override properties: PropertyDeclarations = {
    line: { attribute: false },
    text: { attribute: false },
    wasIn: { attribute: false },
    isBusy: { state: true },
    problem: { state: true },
  };

  declare line: Line;
  declare text: ConsoleText;
  /** True when a session has ended while the page was open. */
  declare wasIn: boolean;
  declare isBusy: boolean;
  declare problem: Problem | undefined;

  constructor() {
    super();
    this.isBusy = false;
    this.wasIn = false;
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector("input")?.focus();
  }

  override render(): TemplateResult {
    const { text } = this;
    return html`<main>
      <form @submit=${this.#send}>
        <h1>${text.say("sign.title")}</h1>
        <p class="muted">${text.say(this.wasIn ? "sign.over" : "sign.says")}</p>
        ${this.problem === undefined ? nothing : html`<p class="strip bad" role="alert">${this.#why(this.problem)}</p>`}
        <div class="field"><label for="email">${text.say("sign.email")}</label><input id="email" name="email" type="email" autocomplete="username" required /></div>
        <div class="field"><label for="password">${text.say("sign.password")}</label><input id="password" name="password" type="password" autocomplete="current-password" required /></div>
        <button class="primary" aria-disabled=${this.isBusy ? "true" : "false"}>${text.say("sign.in")}</button>
      </form>
    </main>`;
  }

  #why(problem: Problem): string {
    if (problem.code === "sign_in_failed") return this.text.say("sign.wrong");
    if (problem.status === 429) return this.text.say("sign.tries");
    return problem.status === 0 ? this.text.say("problem.away") : problem.message;
  }

  readonly #send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.isBusy) return;
    const form = new FormData(event.target as HTMLFormElement);
    const body = { email: String(form.get("email")), password: String(form.get("password")) };
    this.isBusy = true;
    this.problem = undefined;
    try {
      const session: OperatorSession = await this.line.read(ask("post", "/v1/operator-sessions", { body }));
      this.dispatchEvent(new CustomEvent("signed-in", { detail: session }));
    } catch (cause) {
      this.problem = problemOf(cause);
      const password = this.renderRoot.querySelector<HTMLInputElement>("#password");
      if (password !== null) {
        password.value = "";
        password.focus();
      }
    }
    this.isBusy = false;
  };
}
