/** `<scrip-history>`: every movement of credits, each line explained down to price and grants; filters, and CSV. */

import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";

import { ScripElement } from "../base.js";
import { wide } from "../look/index.js";
import type { Entry } from "../api/client.js";
import { type Asked, Lines } from "../lines.js";
import { problemOf } from "../store.js";
import { type Key, readable } from "../text/index.js";

const KINDS = ["grant", "expire", "void", "roll", "spend", "reserve", "settle", "release", "reverse", "claw", "reinstate", "order", "account", "notice"] as const;
/** What happened in an account without moving credits: shown where it is asked for. */
const QUIET: ReadonlySet<string> = new Set(["account", "notice"]);
const EVERYTHING = "everything";
const DAYS_SHOWN = 31;
const DAY_MS = 86_400_000;

type Filter = "kind" | "feature" | "member" | "subaccount";

/**
 * Every movement of credits, each line explained down to price and grants; filters, and CSV.
 *
 * @csspart card - the whole
 * @csspart line - one movement
 * @csspart more - the button that shows more
 * @csspart csv - the button that gives all lines that fit the filters
 * @tagname scrip-history
 */
export class ScripHistory extends ScripElement {
  static override properties: PropertyDeclarations = { filters: { state: true }, from: { state: true }, to: { state: true } };

  static override styles = [
    ...ScripElement.styles,
    wide,
    css`
      form {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(7rem, 1fr));
        gap: 0.5rem;
        margin-block-end: 0.75rem;
        align-items: end;
      }
      td details summary {
        cursor: pointer;
      }
      td dl {
        display: grid;
        grid-template-columns: auto minmax(9rem, 1fr);
        gap: 0.15rem 0.75rem;
        margin: 0.35rem 0;
        color: var(--_muted);
      }
      td dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
      td {
        padding-block: 0.4rem;
      }
      td:first-child {
        white-space: nowrap;
      }
      .more {
        margin-block-start: 0.75rem;
      }
      .id {
        color: var(--_muted);
        font-family: ui-monospace, monospace;
        font-size: 0.75rem;
      }
      .plus {
        color: var(--_good);
      }
    `,
  ];

  /** @internal */
  declare filters: Readonly<Partial<Record<Filter, string>>>;
  /** @internal */
  declare from: string;
  /** @internal */
  declare to: string;
  readonly #lines = new Lines(this, () => this.#asked());
  /** Whoever was seen on a line, so that a filter does not take the other choices away. */
  readonly #members = new Set<string>();
  readonly #subaccounts = new Set<string>();

  constructor() {
    super();
    this.filters = {};
    this.from = new Date(Date.now() - DAYS_SHOWN * DAY_MS).toISOString().slice(0, 10);
    this.to = "";
  }

  override render(): TemplateResult {
    const { rows } = this.#lines;
    for (const { member, account } of rows ?? []) {
      if (member) this.#members.add(member);
      if (account !== this.known.session?.account) this.#subaccounts.add(account);
    }
    const shown = rows?.filter((entry) => this.#isShown(entry));
    return html`<section class="card" part="card">
      <div class="row">
        <h2>${this.say("history.title")}</h2>
        <button @click=${this.#csv} part="csv">${this.say("history.csv")}</button>
      </div>
      ${this.#form()} ${this.#problem()}
      ${shown === undefined ? this.waiting(5) : shown.length === 0 ? this.#none() : this.#table(shown)}
      ${this.#lines.hasMore
        ? html`<button class="more" part="more" aria-busy=${String(this.#lines.isBusy)} @click=${() => this.#lines.more()}>${this.say("history.more")}</button>`
        : nothing}
      ${this.status()}
    </section>`;
  }

  #none(): TemplateResult {
    const isFiltered = Object.values(this.filters).some(Boolean) || this.to !== "";
    return html`<p class="muted">${this.say(isFiltered ? "history.none.filter" : "history.none")}</p>`;
  }

  #problem(): TemplateResult | typeof nothing {
    const { problem } = this.#lines;
    if (problem === undefined || problem.isAway) return nothing;
    return html`<p class="failed" role="alert">
      ${this.say("state.failed", { detail: problem.message })}
      <button class="quiet" @click=${() => this.#lines.again()}>${this.say("state.again")}</button>
    </p>`;
  }

  #form(): TemplateResult {
    const features = (this.known.features ?? []).filter((feature) => feature.class === "paid").map(({ feature }) => feature);
    const sees = this.store?.may("see_usage") === true;
    return html`<form aria-label=${this.say("history.filters")} @change=${this.#filter} @submit=${(event: Event) => event.preventDefault()}>
      <label>${this.say("history.from")}<input type="date" name="from" .value=${this.from} /></label>
      <label>${this.say("history.to")}<input type="date" name="to" .value=${this.to} /></label>
      ${this.#choice("kind", "history.kind", [EVERYTHING, ...KINDS], (kind) => this.say(kind === EVERYTHING ? "history.everything" : (`kind.${kind}` as Key)), "history.movements")}
      ${this.#choice("feature", "history.feature", features, (id) => this.store?.featureName(id) ?? id)}
      ${sees && this.#members.size > 0 ? this.#choice("member", "history.member", [...this.#members].sort(), (id) => this.store?.memberName(id) ?? id) : nothing}
      ${sees && this.#subaccounts.size > 0 ? this.#choice("subaccount", "history.subaccount", [...this.#subaccounts].sort()) : nothing}
    </form>`;
  }

  #choice(name: Filter, label: Key, values: readonly string[], words = (value: string): string => value, none: Key = "history.all"): TemplateResult {
    const chosen = this.filters[name] ?? "";
    const all = chosen !== "" && !values.includes(chosen) ? [chosen, ...values] : values;
    return html`<label
      >${this.say(label)}<select name=${name}>
        <option value="" ?selected=${chosen === ""}>${this.say(none)}</option>
        ${all.map((value) => html`<option value=${value} ?selected=${value === chosen}>${words(value)}</option>`)}
      </select></label
    >`;
  }

  #table(rows: readonly Entry[]): TemplateResult {
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${this.say("history.title")}>
      <table class="stack">
        <caption>${this.say("history.caption")}</caption>
        <thead>
          <tr>
            <th scope="col">${this.say("history.time")}</th>
            <th scope="col">${this.say("history.what")}</th>
            <th scope="col" class="wide">${this.say("history.who")}</th>
            <th scope="col" class="number">${this.say("history.credits")}</th>
            <th scope="col" class="number wide">${this.say("history.left")}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map((entry) => this.#line(entry))}
        </tbody>
      </table>
    </div>`;
  }

  #isShown({ kind }: Entry): boolean {
    return Boolean(this.filters.kind) || !QUIET.has(kind);
  }

  #line(entry: Entry): TemplateResult {
    const credits = entry.credits ?? undefined;
    return html`<tr part="line">
      <td><time datetime=${entry.at}>${this.text.time(entry.at)}</time></td>
      <td class="whole">
        <details>
          <summary>${this.#what(entry)}</summary>
          ${this.#details(entry)}
        </details>
      </td>
      <td class="wide">${this.#who(entry)}</td>
      <td class="number">${credits === undefined ? nothing : this.#signed(entry.kind, credits)}</td>
      <td class="number wide">${entry.available === undefined || entry.available === null ? nothing : this.text.number(entry.available)}</td>
    </tr>`;
  }

  #who(entry: Entry): string {
    if (entry.member) return this.store?.memberName(entry.member) ?? entry.member;
    return this.say(entry.by === "clock" ? "history.clock" : "history.product");
  }

  /** What happened; where the ledger's own sentence says more than the kind, that sentence, in its language. */
  #what(entry: Entry): TemplateResult | string {
    const kind = `kind.${entry.kind}`;
    const words = this.text.has(kind) ? this.say(kind) : entry.kind;
    if (entry.feature) return `${words}: ${this.store?.featureName(entry.feature) ?? entry.feature}`;
    if (entry.kind === "order" || QUIET.has(entry.kind)) return html`${words}: <span lang="en">${entry.text}</span>`;
    return words;
  }

  #signed(kind: string, credits: number): TemplateResult {
    const isIn = ["grant", "roll", "release", "reverse", "reinstate"].includes(kind);
    const isOut = ["spend", "settle", "expire", "void", "reserve", "claw"].includes(kind);
    const sign = credits === 0 ? "" : isIn ? "+" : isOut ? "−" : "";
    return html`<span class=${isIn ? "plus" : ""}>${sign}${this.text.number(credits)}</span>`;
  }

  /** Down to the price and the grants. */
  #details(entry: Entry): TemplateResult {
    const number = (value: unknown): string => (typeof value === "number" ? this.text.number(value) : String(value));
    const row = (words: string, value: unknown): TemplateResult | typeof nothing =>
      value === undefined || value === null || value === "" ? nothing : html`<dt>${words}</dt><dd>${value}</dd>`;
    return html`<dl class="small">
      ${row(this.say("history.who"), this.#who(entry))} ${row(this.say("history.quantity"), entry.quantity ? number(entry.quantity) : undefined)}
      ${Object.entries(entry.usage ?? {}).map(([name, value]) => row(readable(name), number(value)))}
      ${row(this.say("history.price"), entry.amount ? this.text.money(entry.amount) : undefined)}
      ${(entry.draws ?? []).map((draw) => row(this.say("history.from_grant", { kind: this.say(`grant.${draw.kind}` as Key) }), html`${this.text.credits(draw.credits)} <span class="id">${draw.grant}</span>`))}
      ${(entry.returned ?? []).map((back) =>
        row(
          this.say("history.back"),
          html`${this.text.credits(back.credits)}${back.expired > 0 ? html`, ${this.say("history.back.expired", { credits: this.text.credits(back.expired) })}` : nothing}
            <span class="id">${back.grant}</span>`,
        ),
      )}
      ${row(this.say("history.reason"), entry.reason)} ${row(this.say("history.subaccount"), entry.account === this.known.session?.account ? undefined : entry.account)}
      ${row(this.say("history.left"), typeof entry.available === "number" ? number(entry.available) : undefined)}
      ${row(this.say("history.of"), this.#of(entry))}
      ${row(this.say("history.prices"), this.say("history.version", { version: number(entry.catalog_version) }))}
      ${row(this.say("history.line", { n: entry.sequence }), html`<span class="id">${entry.id}</span>`)}
    </dl>`;
  }

  /** The use, reservation or order that a line belongs to. */
  #of(entry: Entry): TemplateResult | undefined {
    const id = entry.kind === "reverse" ? entry.spend : (entry.reservation ?? entry.order);
    return id ? html`<span class="id">${id}</span>` : undefined;
  }

  #asked(): Asked {
    const filters = new URLSearchParams();
    for (const [name, value] of Object.entries(this.filters)) if (value && value !== EVERYTHING) filters.set(name, value);
    // A day begins where the reader is.
    const day = (text: string): number => new Date(`${text}T00:00:00`).getTime();
    return { filters, from: this.from ? day(this.from) : 0, to: this.to ? day(this.to) + DAY_MS : undefined };
  }

  #query(): string {
    const { filters, from, to } = this.#asked();
    filters.set("from", new Date(from).toISOString());
    if (to !== undefined) filters.set("to", new Date(to).toISOString());
    return filters.toString();
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
      this.#lines.problem = problemOf(cause);
      this.requestUpdate();
    }
  };
}
