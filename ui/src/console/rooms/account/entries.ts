/** `<account-entries>`: every movement, each line explained down to its price and its grants; filters, and CSV. */

import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";

import type { Entry } from "../../../api/client.js";
import type { components } from "../../../api/schema.js";
import { Room } from "../../desk.js";
import { saved } from "../../file.js";
import { ask } from "../../line.js";
import { Newest } from "../../newest.js";
import { filtered, to } from "../../place.js";
import { explain, type PriceLine } from "../../price.js";
import { isGain, signed } from "../../words.js";

type Catalog = components["schemas"]["Catalog"];

const KINDS = ["grant", "expire", "void", "roll", "spend", "reserve", "settle", "release", "reverse", "claw", "reinstate", "order", "account", "notice"] as const;
const SPANS = [1, 7, 31, 366] as const;
const DAY_MS = 86_400_000;

export class AccountEntries extends Room {
  static override styles = [
    ...Room.styles,
    css`
      dl.facts {
        margin-block: 0.5rem;
      }
      .sum td {
        border-block-start: 1px solid var(--_line);
        font-weight: 600;
      }
      .price {
        inline-size: auto;
        margin-block: 0.35rem;
      }
      .price td {
        block-size: auto;
        padding: 0.15rem 1rem 0.15rem 0;
        border: 0;
      }
    `,
  ];

  static override properties: PropertyDeclarations = { ...Room.properties, versions: { state: true } };

  declare versions: ReadonlyMap<number, Catalog>;
  readonly #entries = new Newest<Entry>(this, () => this.#since(), (span) =>
    ask("get", "/v1/accounts/{account}/entries", {
      path: { account: this.#id },
      query: { ...span, limit: 200, kind: this.#of("kind"), feature: this.#of("feature"), member: this.#of("member"), subaccount: this.#of("subaccount") },
    }),
  );

  constructor() {
    super();
    this.versions = new Map();
  }

  get #id(): string {
    return this.place.rest[0] ?? "";
  }

  override render(): TemplateResult {
    return html`<form class="filters" @submit=${(event: Event) => event.preventDefault()} @change=${this.#filter}>
        <label>${this.say("entries.span")}<select name="days">${SPANS.map((days) => html`<option value=${String(days)} ?selected=${days === this.#days()}>${this.say("entries.days", { n: days })}</option>`)}</select></label>
        <label>${this.say("history.kind")}<select name="kind"><option value="">${this.say("history.all")}</option>${KINDS.map((kind) => html`<option value=${kind} ?selected=${kind === this.#of("kind")}>${this.text.word("kind", kind)}</option>`)}</select></label>
        ${(["feature", "member", "subaccount"] as const).map((name) => html`<label>${this.say(`history.${name}`)}<input name=${name} .value=${this.#of(name) ?? ""} size="12" /></label>`)}
        <button type="button" @click=${() => void this.#csv()}>${this.say("history.csv")}</button>
      </form>
      ${this.#entries.show((rows) => (rows.length === 0 ? this.empty(this.say("history.none.filter")) : this.#table(rows)))}`;
  }

  #table(rows: readonly Entry[]): TemplateResult {
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${this.say("account.entries")}>
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
          ${rows.map((entry) => this.#row(entry))}
        </tbody>
      </table>
    </div>`;
  }

  #row(entry: Entry): TemplateResult {
    const what = `${this.text.word("kind", entry.kind)}${entry.feature ? `: ${entry.feature}` : ""}`;
    const opened = (event: Event): void => void ((event.target as HTMLDetailsElement).open && this.#version(entry.catalog_version));
    return html`<tr>
      <td>${this.text.time(entry.at)}</td>
      <td class="wrap">
        <details @toggle=${opened}>
          <summary>${what}</summary>
          ${this.#story(entry)}
        </details>
      </td>
      <td>${entry.member ?? this.text.word("by", entry.by)}</td>
      <td class="number"><span class=${isGain(entry) ? "good-text" : ""}>${signed(this.text, entry)}</span></td>
      <td class="number">${entry.available === undefined || entry.available === null ? nothing : this.text.number(entry.available)}</td>
    </tr>`;
  }

  #story(entry: Entry): TemplateResult {
    const rows: [string, unknown][] = [];
    if (entry.account !== this.#id) rows.push([this.say("history.subaccount"), entry.account]);
    if (entry.quantity) rows.push([this.say("entries.quantity"), this.text.number(entry.quantity)]);
    for (const [name, value] of Object.entries(entry.usage ?? {})) rows.push([name, typeof value === "number" ? this.text.number(value) : String(value)]);
    if (entry.reason) rows.push([this.say("act.reason"), entry.reason]);
    if (entry.operator) rows.push([this.say("by.operator"), html`<span class="mono">${entry.operator}</span>`]);
    if (entry.order) rows.push([this.say("order.one"), html`<a href=${to("orders", entry.order)}>${entry.order}</a>`]);
    for (const draw of entry.draws ?? []) rows.push([this.say("entries.from", { kind: this.text.word("grant", draw.kind) }), html`${this.text.credits(draw.credits)} · ${this.#grant(draw.grant)}`]);
    for (const back of entry.returned ?? []) rows.push([this.say("entries.back"), html`${this.text.credits(back.credits)} · ${this.#grant(back.grant)}${back.expired > 0 ? ` · ${this.say("entries.expired", { credits: this.text.credits(back.expired) })}` : nothing}`]);
    if (entry.grant && !(entry.draws ?? []).length) rows.push([this.say("entries.grant"), this.#grant(entry.grant)]);
    if (entry.spend) rows.push([this.say("entries.spend"), html`<span class="mono">${entry.spend}</span>`]);
    if (entry.metadata) rows.push([this.say("entries.notes"), html`<span class="mono">${JSON.stringify(entry.metadata)}</span>`]);
    rows.push([this.say("entries.line"), html`#${entry.sequence} · <span class="mono">${entry.id}</span> · ${this.say("entries.version", { version: String(entry.catalog_version) })}`]);
    return html`<p>${entry.text}</p>
      ${this.#price(entry)}
      <dl class="facts">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
  }

  #grant(id: string): TemplateResult {
    return html`<a class="mono" href=${`${to("accounts", this.#id, "grants")}#${id}`}>${id}</a>`;
  }

  /** The price that the entry was made by, line by line, up to what was charged. */
  #price(entry: Entry): TemplateResult | typeof nothing {
    if (!["spend", "settle", "reserve"].includes(entry.kind) || !entry.feature) return nothing;
    const catalog = this.versions.get(entry.catalog_version);
    if (catalog === undefined) return html`<p class="muted" aria-busy="true">…</p>`;
    const price = catalog.features.find(({ id }) => id === entry.feature)?.price;
    const explained = price && explain(price, catalog.step, entry);
    if (!explained) return html`<p class="muted">${this.say("entries.stated")}</p>`;
    const isOther = explained.cost !== entry.credits;
    return html`<table class="price">
      <tbody>
        ${explained.lines.map((line) => html`<tr><td>${this.#line(line)}</td><td class="number">${this.text.number(line.credits)}</td></tr>`)}
        <tr class="sum"><td>${this.#sum(explained)}</td><td class="number">${this.text.number(explained.cost)}</td></tr>
        ${isOther ? html`<tr><td>${this.say(entry.kind === "reserve" ? "entries.set" : "entries.other")}</td><td class="number">${this.text.number(entry.credits ?? 0)}</td></tr>` : nothing}
      </tbody>
    </table>`;
  }

  #line({ item, model, quantity, rate, per }: PriceLine): string {
    const words = { quantity: this.text.number(quantity), item, rate: this.text.number(rate), per: this.text.number(per) };
    const line = per === 1 ? this.say("entries.price", words) : this.say("entries.price.per", words);
    return model === undefined || model === "*" ? line : `${line} (${model})`;
  }

  #sum({ sum, cost, bound }: { readonly sum: number; readonly cost: number; readonly bound: "min" | "max" | undefined }): string {
    if (bound !== undefined) return this.say(`entries.bound.${bound}`);
    return sum === cost ? this.say("entries.cost") : this.say("entries.rounded");
  }

  async #version(version: number): Promise<void> {
    if (this.versions.has(version)) return;
    try {
      const catalog = await this.desk.line.read(ask("get", "/v1/catalog/versions/{version}", { path: { version } }));
      this.versions = new Map([...this.versions, [version, catalog]]);
    } catch {
      // The line stays explained by its grants; the price is asked for again when it is opened again.
    }
  }

  #days(): number {
    return Number(this.place.query.get("days") ?? 31);
  }

  /** Midnight so many days ago: a range that does not change with every look. */
  #since(): number {
    const day = new Date(Date.now() - (this.#days() - 1) * DAY_MS);
    day.setHours(0, 0, 0, 0);
    return day.getTime();
  }

  #of(name: string): string | undefined {
    return this.place.query.get(name) ?? undefined;
  }

  readonly #filter = (event: Event): void => {
    const field = event.target as HTMLInputElement | HTMLSelectElement;
    if (field.name) this.desk.go(filtered(this.place, { [field.name]: field.value.trim() }), true);
  };

  async #csv(): Promise<void> {
    const query = { from: new Date(this.#since()).toISOString(), kind: this.#of("kind"), feature: this.#of("feature"), member: this.#of("member"), subaccount: this.#of("subaccount") };
    await saved(this, ask("get", "/v1/accounts/{account}/entries", { path: { account: this.#id }, query, accept: "text/csv" }), `entries-${this.#id}.csv`);
  }
}
