/** `<console-webhooks>`, `<console-events>` and `<console-mails>`: what is told to hosts and to people, and telling it again. */

import { html, nothing, type TemplateResult } from "lit";

import type { components } from "../../api/schema.js";
import { addEndpoint, enable, removeEndpoint, replay, rotate } from "../deeds/messages.js";
import { Room } from "../desk.js";
import { ask } from "../line.js";
import { filtered, to } from "../place.js";
import { Pages } from "../reading.js";
import { eventTable, mailTable, table } from "../tables.js";

type Schemas = components["schemas"];
type Endpoint = Schemas["WebhookEndpoint"];

const MAIL_STATES = ["waiting", "sent", "failed", "skipped"] as const;

export class ConsoleWebhooks extends Room {
  readonly #endpoints = new Pages<Endpoint>(this, (after) => ask("get", "/v1/webhook-endpoints", { query: { after, limit: 100 } }));
  readonly #deliveries = new Pages<Schemas["WebhookDelivery"]>(this, (after) => {
    const endpoint = this.place.rest[0];
    return endpoint === undefined ? undefined : ask("get", "/v1/webhook-endpoints/{endpoint}/deliveries", { path: { endpoint }, query: { after, limit: 100 } });
  });

  override render(): TemplateResult {
    const chosen = this.#endpoints.rows?.find(({ id }) => id === this.place.rest[0]);
    const add = this.may("admin") ? html`<button @click=${() => void this.desk.act(addEndpoint(this.text))}>${this.say("hook.add.open")}</button>` : undefined;
    return html`${this.head(this.say("nav.webhooks"), { under: this.say("hooks.says"), acts: add })} ${this.#endpoints.show((rows) => (rows.length === 0 ? this.empty(this.say("hooks.none")) : this.#list(rows)))}
    ${chosen === undefined ? nothing : this.#told(chosen)}`;
  }

  #list(rows: readonly Endpoint[]): TemplateResult {
    const lines = rows.map(
      (endpoint) => html`<tr>
        <th scope="row" class="wrap"><a href=${to("webhooks", endpoint.id)} aria-current=${endpoint.id === this.place.rest[0] ? "true" : nothing}>${endpoint.url}</a>${endpoint.description ? html`<div class="muted">${endpoint.description}</div>` : nothing}</th>
        <td class="wrap">${endpoint.events.length === 0 ? this.say("hooks.all") : endpoint.events.join(", ")}</td>
        <td>
          <span class="chip ${endpoint.enabled ? (endpoint.failing_since ? "warn" : "good") : "bad"}">${endpoint.enabled ? (endpoint.failing_since ? this.say("hook.failing", { when: this.text.away(endpoint.failing_since) }) : this.say("hook.on")) : this.say("hook.off")}</span>
          ${endpoint.disabled_reason ? html`<div class="muted">${endpoint.disabled_reason}</div>` : nothing}
        </td>
        <td class="mono">…${endpoint.secret_hint}</td>
        <td class="acts-cell">${this.may("admin") ? this.#acts(endpoint) : nothing}</td>
      </tr>`,
    );
    return table(this.say("nav.webhooks"), [this.say("hook.url"), this.say("hook.events"), this.say("grants.status"), this.say("hook.secret"), undefined], lines);
  }

  #acts(endpoint: Endpoint): TemplateResult {
    const button = (words: string, run: () => void): TemplateResult => html`<button class="small" aria-label=${`${words}: ${endpoint.url}`} @click=${run}>${words}</button>`;
    return html`${button(this.say(endpoint.enabled ? "hook.pause.button" : "hook.resume.button"), () => void this.desk.act(enable(this.text, endpoint)))}
    ${button(this.say("hook.rotate.open"), () => void this.desk.act(rotate(this.text, endpoint)))} ${button(this.say("hook.remove.button"), () => void this.desk.act(removeEndpoint(this.text, endpoint)))}`;
  }

  #told(endpoint: Endpoint): TemplateResult {
    return html`<h2>${this.say("hook.deliveries", { url: endpoint.url })}</h2>
      ${this.#deliveries.show((rows) => (rows.length === 0 ? this.empty(this.say("hook.deliveries.none")) : this.#deliveryTable(endpoint, rows)))}`;
  }

  #deliveryTable(endpoint: Endpoint, rows: readonly Schemas["WebhookDelivery"][]): TemplateResult {
    const lines = rows.map(
      (one) => html`<tr>
        <th scope="row"><code>${one.type}</code></th>
        <td>${this.text.moment(one.created_at)}</td>
        <td><span class="chip ${one.status === "delivered" ? "good" : one.status === "failed" ? "bad" : "warn"}">${this.text.word("delivery", one.status)}</span>${one.next_attempt_at ? html`<div class="muted">${this.say("mail.next", { when: this.text.away(one.next_attempt_at) })}</div>` : nothing}</td>
        <td class="wrap">
          ${one.attempts.length === 0
            ? "–"
            : html`<details>
                <summary>${this.say("hook.attempts", { n: one.attempts.length })}</summary>
                <ul>
                  ${one.attempts.map(({ at, status, error, took_ms }) => html`<li>${this.text.time(at)} · ${status ?? error ?? "–"} · ${this.text.number(took_ms)} ms${status && error ? ` · ${error}` : ""}</li>`)}
                </ul>
              </details>`}
        </td>
        <td class="acts-cell"><button class="small" aria-label=${`${this.say("event.again")}: ${one.event}`} @click=${() => void this.desk.act(replay(this.text, { id: one.event, type: one.type }, endpoint))}>${this.say("event.again")}</button></td>
      </tr>`,
    );
    return table(this.say("hook.deliveries", { url: endpoint.url }), [this.say("event.type"), this.say("history.time"), this.say("grants.status"), this.say("mail.attempts"), undefined], lines);
  }
}

export class ConsoleEvents extends Room {
  readonly #events = new Pages<Schemas["Event"]>(this, (after) => ask("get", "/v1/events", { query: { type: this.#of("type"), account: this.#of("account"), after, limit: 100 } }));

  override render(): TemplateResult {
    return html`${this.head(this.say("nav.events"), { under: this.say("events.says") })}
      <form class="filters" @submit=${(event: Event) => event.preventDefault()} @change=${this.#filter}>
        <label>${this.say("event.type")}<input name="type" .value=${this.#of("type") ?? ""} placeholder="order.paid" /></label>
        <label>${this.say("account.one")}<input name="account" .value=${this.#of("account") ?? ""} /></label>
      </form>
      ${this.#events.show((rows) => (rows.length === 0 ? this.empty(this.say("events.none")) : eventTable(this, rows)))}`;
  }

  #of(name: string): string | undefined {
    return this.place.query.get(name) ?? undefined;
  }

  readonly #filter = (event: Event): void => {
    const field = event.target as HTMLInputElement;
    if (field.name) this.desk.go(filtered(this.place, { [field.name]: field.value.trim() }), true);
  };
}

export class ConsoleMails extends Room {
  readonly #mails = new Pages<Schemas["Mail"]>(this, (after) => ask("get", "/v1/mails", { query: { status: this.#of("status"), account: this.#of("account"), after, limit: 100 } }));

  override render(): TemplateResult {
    return html`${this.head(this.say("nav.mails"), { under: this.say("mails.says") })}
      <form class="filters" @submit=${(event: Event) => event.preventDefault()} @change=${this.#filter}>
        <label
          >${this.say("grants.status")}<select name="status">
            <option value="">${this.say("history.all")}</option>
            ${MAIL_STATES.map((state) => html`<option value=${state} ?selected=${state === this.#of("status")}>${this.text.word("mail.status", state)}</option>`)}
          </select></label
        >
        <label>${this.say("account.one")}<input name="account" .value=${this.#of("account") ?? ""} /></label>
      </form>
      ${this.#mails.show((rows) => (rows.length === 0 ? this.empty(this.say("mails.none")) : mailTable(this, rows)))}`;
  }

  #of(name: string): string | undefined {
    return this.place.query.get(name) ?? undefined;
  }

  readonly #filter = (event: Event): void => {
    const field = event.target as HTMLInputElement | HTMLSelectElement;
    if (field.name) this.desk.go(filtered(this.place, { [field.name]: field.value.trim() }), true);
  };
}
