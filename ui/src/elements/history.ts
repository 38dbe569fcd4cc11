/** `<scrip-history>`: every movement of credits, each line explained down to price and grants; filters, and CSV. */

import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";

import { ScripElement } from "../base.js";
import type { Entry } from "../api/client.js";
import { Listing } from "../listing.js";
import { problemOf } from "../store.js";
import type { Key } from "../text/index.js";

const KINDS = ["grant", "expire", "void", "roll", "spend", "reserve", "settle", "release", "reverse", "claw", "reinstate", "order", "account", "notice"] as const;
const DAYS_SHOWN = 31;
const DAY_MS = 86_400_000;

type Filter = "kind" | "feature" | "member" | "subaccount";

export class ScripHistory extends ScripElement {
  static override properties: PropertyDeclarations = { filters: { state: true }, from: { state: true }, to: { state: true } };

  static override styles = [
    ...ScripElement.styles,
    css`
      form {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr));
        gap: 0.5rem;
        margin-block-end: 0.75rem;
        align-items: end;
      }
      td details summary {
        cursor: pointer;
      }
      td dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0.15rem 0.75rem;
        margin: 0.35rem 0;
        color: var(--_muted);
      }
      td dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
      .plus {
        color: var(--_good);
      }
    `,
  ];

  declare filters: Readonly<Partial<Record<Filter, string>>>;
  declare from: string;
  declare to: string;
  readonly #listing = new Listing<Entry>(this, () => `/entries?limit=200&${this.#query()}`);

  constructor() {
    super();
    this.filters = {};
    this.from = new Date(Date.now() - DAYS_SHOWN * DAY_MS).toISOString().slice(0, 10);
    this.to = "";
  }

  override render(): TemplateResult {
    const rows = this.#listing.rows;
    return html`<section class="card" part="card">
      <div class="row">
        <h2>${this.say("history.title")}</h2>
        <button @click=${this.#csv} part="csv">${this.say("history.csv")}</button>
      </div>
      ${this.#form(rows ?? [])}
      ${rows === undefined ? this.#listing.waiting() : rows.length === 0 ? this.#none() : this.#table(rows)}
      ${this.status()}
    </section>`;
  }

  #none(): TemplateResult {
    const isFiltered = Object.values(this.filters).some((value) => value !== "");
    return html`<p class="muted">${this.say(isFiltered ? "history.none.filter" : "history.none")}</p>`;
  }

  #form(rows: readonly Entry[]): TemplateResult {
    const distinct = (of: (entry: Entry) => string | null | undefined): string[] =>
      [...new Set(rows.map(of).filter((value): value is string => Boolean(value)))].sort();
    return html`<form @change=${this.#filter} @submit=${(event: Event) => event.preventDefault()}>
      <label>${this.say("history.from")}<input type="date" name="from" .value=${this.from} /></label>
      <label>${this.say("history.to")}<input type="date" name="to" .value=${this.to} /></label>
      ${this.#choice("kind", "history.kind", [...KINDS], (kind) => this.say(`kind.${kind}` as Key))}
      ${this.#choice("feature", "history.feature", distinct((entry) => entry.feature))}
      ${this.store?.may("see_usage") === true
        ? html`${this.#choice("member", "history.member", distinct((entry) => entry.member))}
          ${this.#choice("subaccount", "history.subaccount", distinct((entry) => entry.account).filter((id) => id !== this.known.session?.account))}`
        : nothing}
    </form>`;
  }

  #choice(name: Filter, label: Key, values: readonly string[], words = (value: string): string => value): TemplateResult {
    const chosen = this.filters[name] ?? "";
    const all = chosen !== "" && !values.includes(chosen) ? [chosen, ...values] : values;
    return html`<label
      >${this.say(label)}<select name=${name}>
        <option value="" ?selected=${chosen === ""}>${this.say("history.all")}</option>
        ${all.map((value) => html`<option value=${value} ?selected=${value === chosen}>${words(value)}</option>`)}
      </select></label
    >`;
  }

  #table(rows: readonly Entry[]): TemplateResult {
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${this.say("history.title")}>
      <table>
        <caption>${this.say("history.caption")}</caption>
        <thead>
          <tr>
            <th scope="col">${this.say("history.time")}</th>
            <th scope="col">${this.say("history.what")}</th>
            <th scope="col">${this.say("history.who")}</th>
            <th scope="col" class="number">${this.say("history.credits")}</th>
            <th scope="col" class="number">${this.say("history.left")}</th>
          </tr>
        </thead>
        <tbody>
          ${[...rows].reverse().map((entry) => this.#line(entry))}
        </tbody>
      </table>
    </div>`;
  }

  #line(entry: Entry): TemplateResult {
    const who = entry.member ?? this.say(entry.by === "clock" ? "history.clock" : "history.product");
    const credits = entry.credits ?? undefined;
    return html`<tr part="line">
      <td>${this.text.time(entry.at)}</td>
      <td>
        <details>
          <summary>${this.#kind(entry)}</summary>
          ${this.#details(entry)}
        </details>
      </td>
      <td>${who}</td>
      <td class="number">${credits === undefined ? nothing : this.#signed(entry.kind, credits)}</td>
      <td class="number">${entry.available === undefined || entry.available === null ? nothing : this.text.number(entry.available)}</td>
    </tr>`;
  }

  #kind(entry: Entry): string {
    const kind = `kind.${entry.kind}`;
    const words = this.text.has(kind) ? this.say(kind) : entry.kind;
    return entry.feature ? `${words}: ${entry.feature}` : words;
  }

  #signed(kind: string, credits: number): TemplateResult {
    const isIn = ["grant", "roll", "release", "reverse", "reinstate"].includes(kind);
    const isOut = ["spend", "settle", "expire", "void", "reserve", "claw"].includes(kind);
    const sign = credits === 0 ? "" : isIn ? "+" : isOut ? "−" : "";
    return html`<span class=${isIn ? "plus" : ""}>${sign}${this.text.number(credits)}</span>`;
  }

  #details(entry: Entry): TemplateResult {
    const draws = entry.draws ?? [];
    const usage = Object.entries(entry.usage ?? {});
    return html`<p class="small">${entry.text}</p>
      <dl class="small">
        ${entry.quantity ? html`<dt>×</dt><dd>${this.text.number(entry.quantity)}</dd>` : nothing}
        ${usage.map(([name, value]) => html`<dt>${name}</dt><dd>${typeof value === "number" ? this.text.number(value) : String(value)}</dd>`)}
        ${draws.map(
          (draw) => html`<dt>${this.say(`grant.${draw.kind}` as Key)}</dt>
            <dd>${this.text.credits(draw.credits)} · ${draw.grant}</dd>`,
        )}
        ${entry.reason ? html`<dt>${this.say("history.details")}</dt><dd>${entry.reason}</dd>` : nothing}
        <dt>#${entry.sequence}</dt>
        <dd>${entry.id}</dd>
      </dl>`;
  }

  #query(): string {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(this.filters)) if (value) query.set(name, value);
    // A day begins where the reader is.
    if (this.from) query.set("from", new Date(`${this.from}T00:00:00`).toISOString());
    if (this.to) query.set("to", new Date(new Date(`${this.to}T00:00:00`).getTime() + DAY_MS).toISOString());
    return query.toString();
  }

  readonly #filter = (event: Event): void => {
    const field = event.target as HTMLInputElement | HTMLSelectElement;
    if (field.name === "from") this.from = field.value;
    else if (field.name === "to") this.to = field.value;
    else this.filters = { ...this.filters, [field.name]: field.value };
  };

  readonly #csv = async (): Promise<void> => {
    const { store } = this;
    if (store === undefined) return;
    try {
      const response = await store.api.fetch(store.path(`/entries?${this.#query()}`), { accept: "text/csv" });
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await response.blob());
      link.download = `credits-${this.known.session?.account ?? ""}.csv`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    } catch (cause) {
      this.#listing.problem = problemOf(cause);
      this.requestUpdate();
    }
  };
}
