/** `<console-reports>`: breakage, deferred revenue and usage by month: a chart, the table behind it, and CSV. */

import { html, nothing, type TemplateResult } from "lit";

import type { Money } from "../../api/client.js";
import type { components } from "../../api/schema.js";
import { Room } from "../desk.js";
import { saved } from "../file.js";
import { type Ask, ask } from "../line.js";
import { chartLook, columns, SERIES_MAX } from "../parts/chart.js";
import { filtered, to } from "../place.js";
import { Pages, Reading } from "../reading.js";
import { table } from "../tables.js";
import { plus } from "../words.js";

type Schemas = components["schemas"];

const REPORTS = ["usage", "breakage", "deferred"] as const;
type Report = (typeof REPORTS)[number];
const GROUPS = ["feature", "model", "account"] as const;
type Group = (typeof GROUPS)[number];
const MONTHS = [3, 6, 12, 24] as const;
const FLOWS = ["granted", "spent", "reversed", "expired", "voided", "refunded", "disputed", "reinstated", "rolled_over", "remaining"] as const;
const MONEY = ["opening", "sold", "earned", "put_back", "breakage", "voided", "refunded", "disputed", "reinstated", "closing"] as const;

export class ConsoleReports extends Room {
  static override styles = [...Room.styles, chartLook];

  readonly #usage = new Pages<Schemas["MonthlyUsageGroup"]>(this, () => (this.#report === "usage" ? ask("get", "/v1/reports/usage", { query: { ...this.#range(), group_by: this.#group } }) : undefined));
  readonly #breakage = new Reading(this, () => (this.#report === "breakage" ? ask("get", "/v1/reports/breakage", { query: this.#range() }) : undefined));
  readonly #deferred = new Reading(this, () => (this.#report === "deferred" ? ask("get", "/v1/reports/deferred-revenue", { query: this.#range() }) : undefined));

  get #report(): Report {
    return REPORTS.find((name) => name === this.place.rest[0]) ?? "usage";
  }

  get #group(): Group {
    return GROUPS.find((name) => name === this.place.query.get("by")) ?? "feature";
  }

  override render(): TemplateResult {
    const report = this.#report;
    return html`${this.head(this.say("nav.reports"), { under: this.say(`report.${report}.says`), acts: html`<button @click=${() => void this.#csv()}>${this.say("history.csv")}</button>` })}
      <nav class="sections" aria-label=${this.say("nav.reports")}>${REPORTS.map((name) => html`<a href=${to("reports", name)} aria-current=${name === report ? "page" : nothing}>${this.say(`report.${name}`)}</a>`)}</nav>
      <form class="filters" @submit=${(event: Event) => event.preventDefault()} @change=${this.#filter}>
        <label>${this.say("report.months")}<select name="months">${MONTHS.map((n) => html`<option value=${String(n)} ?selected=${n === this.#months()}>${this.say("report.last", { n })}</option>`)}</select></label>
        <label>${this.say("account.one")}<input name="account" .value=${this.place.query.get("account") ?? ""} placeholder=${this.say("history.all")} size="14" /></label>
        ${report === "usage" ? html`<label>${this.say("spent.by")}<select name="by">${GROUPS.map((group) => html`<option value=${group} ?selected=${group === this.#group}>${this.text.word("report.by", group)}</option>`)}</select></label>` : nothing}
      </form>
      ${report === "usage" ? this.#usage.show((rows) => this.#used(rows)) : report === "breakage" ? this.#breakage.show((answer) => this.#broken(answer.data)) : this.#deferred.show((answer) => this.#owed(answer.data))}`;
  }

  #used(rows: readonly Schemas["MonthlyUsageGroup"][]): TemplateResult {
    if (rows.length === 0) return this.empty(this.say("report.none"));
    const months = this.#all();
    const totals = new Map<string, number>();
    for (const { group, credits } of rows) totals.set(group, plus(totals.get(group) ?? 0, credits));
    const groups = [...totals].sort((a, b) => b[1] - a[1]).map(([group]) => group);
    const shown = groups.length > SERIES_MAX ? groups.slice(0, SERIES_MAX - 1) : groups;
    const of = (month: string, is: (group: string) => boolean): number => plus(...rows.filter((row) => row.month === month && is(row.group)).map(({ credits }) => credits));
    const series = shown.map((name) => ({ name, values: months.map((month) => of(month, (group) => group === name)) }));
    if (groups.length > shown.length) series.push({ name: this.say("report.others"), values: months.map((month) => of(month, (group) => !shown.includes(group))) });
    const lines = rows.map(
      (row) => html`<tr>
        <th scope="row">${this.text.month(row.month)}</th>
        <td>${row.group}</td>
        <td class="number">${this.text.number(row.spends)}</td>
        <td class="number">${this.text.number(row.credits)}</td>
      </tr>`,
    );
    return this.#shown(months, series, this.#credits, [this.say("report.month"), this.text.word("report.by", this.#group), { number: this.say("spent.uses") }, { number: this.say("history.credits") }], lines);
  }

  #broken(rows: readonly Schemas["BreakageMonth"][]): TemplateResult {
    if (rows.length === 0) return this.empty(this.say("report.none"));
    const months = this.#all();
    const kinds = distinct(rows.map(({ kind }) => kind));
    const series = kinds.map((kind) => ({ name: this.text.word("grant", kind), values: months.map((month) => plus(...rows.filter((row) => row.month === month && row.kind === kind).map(({ expired }) => expired))) }));
    const granted = plus(...rows.map((row) => row.granted));
    const expired = plus(...rows.map((row) => row.expired));
    const lines = rows.map(
      (row) => html`<tr>
        <th scope="row">${this.text.month(row.month)}</th>
        <td>${this.text.word("grant", row.kind)}</td>
        ${FLOWS.map((flow) => html`<td class="number">${this.text.number(row[flow])}</td>`)}
      </tr>`,
    );
    return html`<p class="muted">${this.say("report.share", { share: granted === 0 ? "–" : this.text.percent(expired / granted), expired: this.text.credits(expired), granted: this.text.credits(granted) })}</p>
      ${this.#shown(months, series, this.#credits, [this.say("report.month"), this.say("history.kind"), ...FLOWS.map((flow) => ({ number: this.text.word("flow", flow) }))], lines)}`;
  }

  #owed(rows: readonly Schemas["DeferredMonth"][]): TemplateResult {
    if (rows.length === 0) return this.empty(this.say("report.none.sold"));
    const currencies = distinct(rows.map(({ closing }) => closing.currency));
    return html`${currencies.map((currency) => {
      const mine = rows.filter(({ closing }) => closing.currency === currency);
      const units = (value: number): Money => ({ amount: Math.round(value), currency });
      const months = this.#all();
      const series = (["closing", "earned", "breakage"] as const).map((flow) => ({ name: this.text.word("money", flow), values: months.map((month) => mine.find((row) => row.month === month)?.[flow].amount ?? 0) }));
      const lines = mine.map(
        (row) => html`<tr>
          <th scope="row">${this.text.month(row.month)}</th>
          ${MONEY.map((flow) => html`<td class="number">${this.text.money(row[flow])}</td>`)}
          <td class="number">${this.text.number(row.remaining)}</td>
        </tr>`,
      );
      const figures = { scale: (value: number) => this.text.roundMoney(units(value)), figure: (value: number) => this.text.money(units(value)) };
      return html`${currencies.length > 1 ? html`<h2>${currency}</h2>` : nothing}
      ${this.#shown(months, series, figures, [this.say("report.month"), ...MONEY.map((flow) => ({ number: this.text.word("money", flow) })), { number: this.say("flow.remaining") }], lines)} ${this.#journal(mine)}`;
    })}`;
  }

  #journal(rows: readonly Schemas["DeferredMonth"][]): TemplateResult | typeof nothing {
    const lines = rows.flatMap(({ month, journal }) =>
      journal.map(
        ({ debit, credit, amount, text }) => html`<tr>
          <th scope="row">${this.text.month(month)}</th>
          <td class="wrap">${this.text.word("money", text)}</td>
          <td>${this.text.word("book", debit)}</td>
          <td>${this.text.word("book", credit)}</td>
          <td class="number">${this.text.money(amount)}</td>
        </tr>`,
      ),
    );
    if (lines.length === 0) return nothing;
    return html`<section class="block">
      <header class="head"><h2>${this.say("report.journal")}</h2></header>
      ${table(this.say("report.journal"), [this.say("report.month"), this.say("report.text"), this.say("report.debit"), this.say("report.credit"), { number: this.say("report.amount") }], lines)}
    </section>`;
  }

  readonly #credits = { scale: (value: number): string => this.text.compact(value), figure: (value: number): string => this.text.credits(value) };

  #shown(
    months: readonly string[],
    series: readonly { readonly name: string; readonly values: readonly number[] }[],
    figures: { readonly scale: (value: number) => string; readonly figure: (value: number) => string },
    heads: readonly (string | { readonly number: string })[],
    lines: readonly TemplateResult[],
  ): TemplateResult {
    const title = this.say(`report.${this.#report}`);
    return html`<section class="block">
        <header class="head"><h2>${this.say(`report.${this.#report}.chart`)}</h2></header>
        <div class="body">${columns({ title: this.say(`report.${this.#report}.chart`), labels: months.map((month) => this.text.month(month)), series, ...figures })}</div>
      </section>
      <section class="block">
        <header class="head"><h2>${this.say("report.table")}</h2></header>
        ${table(title, heads, lines)}
      </section>`;
  }

  #months(): number {
    return MONTHS.find((n) => String(n) === this.place.query.get("months")) ?? 6;
  }

  /** The beginning of each month, also of those in which nothing happened. */
  #all(): readonly string[] {
    const now = new Date();
    return Array.from({ length: this.#months() }, (_, at) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - this.#months() + 1 + at, 1)).toISOString().replace(".000Z", "Z"));
  }

  /** Whole months in UTC, the running one included. */
  #range(): { readonly from: string; readonly account: string | undefined } {
    const now = new Date();
    return { from: new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - this.#months() + 1, 1)).toISOString(), account: this.place.query.get("account") ?? undefined };
  }

  readonly #filter = (event: Event): void => {
    const field = event.target as HTMLInputElement | HTMLSelectElement;
    if (field.name) this.desk.go(filtered(this.place, { [field.name]: field.value.trim() }), true);
  };

  async #csv(): Promise<void> {
    const accept = "text/csv";
    const calls: Readonly<Record<Report, Ask<unknown>>> = {
      usage: ask("get", "/v1/reports/usage", { query: { ...this.#range(), group_by: this.#group }, accept }),
      breakage: ask("get", "/v1/reports/breakage", { query: this.#range(), accept }),
      deferred: ask("get", "/v1/reports/deferred-revenue", { query: this.#range(), accept }),
    };
    await saved(this, calls[this.#report], `${this.#report}.csv`);
  }
}

function distinct<T extends string>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}
