/** `<console-ledger>` and `<console-health>`: whether every balance follows from its entries, and whether the server can be asked. */

import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";

import type { Order, Problem } from "../../api/client.js";
import type { components } from "../../api/schema.js";
import { problemOf } from "../../store.js";
import { acceptClock } from "../deeds/system.js";
import { Room, sentence } from "../desk.js";
import { ask } from "../line.js";
import { to } from "../place.js";
import { Pages, Reading } from "../reading.js";

type Schemas = components["schemas"];

export class ConsoleLedger extends Room {
  static override properties: PropertyDeclarations = { ...Room.properties, found: { state: true }, problem: { state: true }, isBusy: { state: true }, at: { state: true } };

  declare found: Schemas["Verification"] | undefined;
  declare problem: Problem | undefined;
  declare isBusy: boolean;
  declare at: string | undefined;

  constructor() {
    super();
    this.isBusy = false;
  }

  override render(): TemplateResult {
    return html`${this.head(this.say("nav.ledger"), {
        under: this.say("ledger.says"),
        acts: html`<button class="primary" aria-disabled=${this.isBusy ? "true" : "false"} @click=${() => void this.#check()}>${this.say("ledger.check")}</button>`,
      })}
      <div role="status" aria-live="polite">${this.isBusy ? html`<p class="muted">${this.say("ledger.running")}</p>` : nothing} ${this.found === undefined || this.isBusy ? nothing : this.#answer(this.found)}</div>
      ${this.problem === undefined ? nothing : html`<div class="strip bad" role="alert">${sentence(this.problem, this.text)}</div>`}
      ${this.found === undefined && !this.isBusy && this.problem === undefined ? this.empty(this.say("ledger.none")) : nothing}`;
  }

  #answer(found: Schemas["Verification"]): TemplateResult {
    return html`<div class="strip ${found.ok ? "good" : "bad"}">
        <strong>${this.say(found.ok ? "ledger.ok" : "ledger.faults", { n: found.faults.length })}</strong>
        ${found.faults.length === 0 ? nothing : html`<ul>${found.faults.map((fault) => html`<li>${fault}</li>`)}</ul>`}
      </div>
      <dl class="figures">
        <div><dt>${this.say("ledger.pools")}</dt><dd>${this.text.number(found.pools)}</dd></div>
        <div><dt>${this.say("ledger.entries")}</dt><dd>${this.text.number(found.entries)}</dd></div>
        <div><dt>${this.say("ledger.at")}</dt><dd class="plain">${this.at === undefined ? "–" : this.text.time(this.at)}</dd></div>
      </dl>`;
  }

  async #check(): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.problem = undefined;
    try {
      this.found = await this.desk.line.read(ask("post", "/v1/verifications"));
      this.at = new Date().toISOString();
    } catch (cause) {
      this.problem = problemOf(cause);
    }
    this.isBusy = false;
  }
}

export class ConsoleHealth extends Room {
  readonly #alive = new Reading(this, () => ask("get", "/healthz"));
  readonly #ready = new Reading(this, () => ask("get", "/readyz"));
  readonly #mails = new Pages<Schemas["Mail"]>(this, () => ask("get", "/v1/mails", { query: { status: "failed", limit: 200 } }));
  readonly #waiting = new Pages<Schemas["Mail"]>(this, () => ask("get", "/v1/mails", { query: { status: "waiting", limit: 200 } }));
  readonly #hooks = new Pages<Schemas["WebhookEndpoint"]>(this, () => ask("get", "/v1/webhook-endpoints", { query: { limit: 200 } }));
  readonly #orders = new Pages<Order>(this, () => ask("get", "/v1/orders", { query: { status: "awaiting_payment", limit: 200 } }));

  override render(): TemplateResult {
    const late = this.#orders.rows?.filter(({ credits_by }) => credits_by && new Date(credits_by).getTime() < Date.now()).length;
    const failing = this.#hooks.rows?.filter(({ enabled, failing_since }) => !enabled || failing_since).length;
    const ready = this.#ready.problem;
    return html`${this.head(this.say("nav.health"), { under: this.say("health.says"), acts: html`<button @click=${() => this.desk.line.changed()}>${this.say("health.again")}</button>` })}
      <dl class="figures">
        ${this.#state(this.say("health.alive"), this.#alive)} ${this.#state(this.say("health.ready"), this.#ready)}
        ${this.#count(this.say("health.transfers"), late, to("transfers"))} ${this.#count(this.say("health.hooks"), failing, to("webhooks"))}
        ${this.#count(this.say("health.mails"), this.#mails.rows?.length, `${to("mails")}?status=failed`)} ${this.#count(this.say("health.waiting"), this.#waiting.rows?.length, `${to("mails")}?status=waiting`, false)}
      </dl>
      ${ready === undefined
        ? nothing
        : html`<div class="strip bad" role="alert">
            <p>${sentence(ready, this.text)}</p>
            ${this.may("admin") && ready.message.includes("clock leapt") ? html`<button @click=${() => void this.desk.act(acceptClock(this.text, ready.message))}>${this.say("clock.accept.open")}</button>` : nothing}
          </div>`}`;
  }

  #state(label: string, reading: Reading<{ readonly status: string }>): TemplateResult {
    const isBad = reading.problem !== undefined;
    const words = isBad ? this.say("health.no") : reading.value === undefined ? "…" : this.say("health.yes");
    return html`<div><dt>${label}</dt><dd class=${isBad ? "bad-text" : "good-text"}>${words}</dd></div>`;
  }

  #count(label: string, n: number | undefined, address: string, isBad = true): TemplateResult {
    return html`<div><dt><a href=${address}>${label}</a></dt><dd class=${isBad && n !== undefined && n > 0 ? "bad-text" : ""}>${n === undefined ? "…" : this.text.number(n)}</dd></div>`;
  }
}
