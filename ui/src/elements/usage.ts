/** `<scrip-usage>`: what is left by source, what was used by day, feature, member or subaccount, and how long it lasts. */

import { css, html, nothing, type PropertyDeclarations, svg, type TemplateResult } from "lit";

import { ScripElement } from "../base.js";
import type { UsageGroup } from "../api/client.js";
import { Listing } from "../listing.js";
import type { Key } from "../text/index.js";

const DAYS = 30;
const DAY_MS = 86_400_000;
const GROUPS = ["day", "feature", "member", "subaccount"] as const;
type Group = (typeof GROUPS)[number];
/** Bars of a chart that can be told apart; the table has them all. */
const BARS_MAX = 12;

export class ScripUsage extends ScripElement {
  static override properties: PropertyDeclarations = { group: { state: true } };

  static override styles = [
    ...ScripElement.styles,
    css`
      svg.chart {
        inline-size: 100%;
        block-size: 9rem;
        display: block;
      }
      .chart rect {
        fill: var(--_accent);
      }
      .chart line {
        stroke: var(--_line);
        vector-effect: non-scaling-stroke;
      }
      .stack {
        inline-size: 100%;
        block-size: 12px;
        display: block;
        border-radius: 6px;
      }
      .k0 {
        fill: var(--_accent);
        background: var(--_accent);
      }
      .k1 {
        fill: var(--_good);
        background: var(--_good);
      }
      .k2 {
        fill: var(--_warn);
        background: var(--_warn);
      }
      .k3 {
        fill: var(--_bad);
        background: var(--_bad);
      }
      .k4,
      .k5 {
        fill: var(--_muted);
        background: var(--_muted);
      }
      ul.legend {
        list-style: none;
        padding: 0;
        margin: 0.5rem 0 0;
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 1rem;
      }
      .dot {
        display: inline-block;
        inline-size: 0.6rem;
        block-size: 0.6rem;
        border-radius: 50%;
        margin-inline-end: 0.35rem;
      }
      .bars {
        display: grid;
        gap: 0.4rem;
        margin: 0;
      }
      .bars svg {
        inline-size: 100%;
        block-size: 8px;
        display: block;
      }
      .bars rect {
        fill: var(--_accent);
      }
      .bars rect.track {
        fill: var(--_sunken);
      }
      details {
        margin-block-start: 0.75rem;
      }
      summary {
        cursor: pointer;
      }
    `,
  ];

  declare group: Group;
  readonly #groups = new Listing<UsageGroup>(this, () => `/usage?group_by=${this.group}&from=${since()}`);
  readonly #days = new Listing<UsageGroup>(this, () => `/usage?group_by=day&from=${since()}`);

  constructor() {
    super();
    this.group = "day";
  }

  override render(): TemplateResult {
    const rows = this.#groups.rows;
    return html`<section class="card" part="card">
      <h2>${this.say("spent.title")}</h2>
      ${this.#kinds()} ${this.#forecast()}
      <div class="row">
        <h3>${this.say("spent.total", { days: DAYS })}: ${rows === undefined ? nothing : this.text.credits(sum(rows))}</h3>
        <label
          >${this.say("spent.by")}
          <select @change=${(event: Event) => (this.group = (event.target as HTMLSelectElement).value as Group)}>
            ${GROUPS.map((group) => html`<option value=${group} ?selected=${group === this.group}>${this.say(`spent.by.${group}`)}</option>`)}
          </select></label
        >
      </div>
      ${rows === undefined
        ? this.#groups.waiting()
        : sum(rows) === 0
          ? html`<p class="muted">${this.say("spent.none", { days: DAYS })}</p>`
          : html`${this.group === "day" ? this.#chart(rows) : this.#bars(rows)} ${this.#table(rows)}`}
      ${this.status()}
    </section>`;
  }

  #kinds(): TemplateResult | typeof nothing {
    const { balance } = this.known;
    if (balance === undefined) return nothing;
    const kinds = Object.entries(balance.by_kind).filter(([, credits]) => credits > 0);
    const all = kinds.reduce((total, [, credits]) => total + credits, 0);
    if (all === 0) return nothing;
    let from = 0;
    const parts = kinds.map(([kind, credits], place) => {
      const width = (100 * credits) / all;
      const x = from;
      from += width;
      return { kind, credits, place, x, width };
    });
    const words = parts.map(({ kind, credits }) => `${this.say(`grant.${kind}` as Key)}: ${this.text.number(credits)}`);
    return html`<h3>${this.say("spent.kinds")}</h3>
      <svg class="stack" part="kinds" role="img" aria-label=${words.join(", ")} viewBox="0 0 100 12" preserveAspectRatio="none">
        ${parts.map(({ place, x, width }) => svg`<rect class="k${place}" x=${x} width=${width} height="12"></rect>`)}
      </svg>
      <ul class="legend small">
        ${parts.map(({ place }) => html`<li><span class="dot k${place}"></span>${words[place]}</li>`)}
      </ul>`;
  }

  /** The day on which the credits run out if they go on as in the last days; the assumption is said with it. */
  #forecast(): TemplateResult | typeof nothing {
    const { balance } = this.known;
    const rows = this.#days.rows;
    if (balance === undefined || rows === undefined) return nothing;
    const rate = sum(rows) / DAYS;
    if (rate <= 0 || balance.available <= 0) return nothing;
    const end = new Date(Date.now() + (balance.available / rate) * DAY_MS);
    const renews = balance.monthly.renews_at;
    const fill = { days: DAYS, rate: this.text.number(Math.round(rate * 10) / 10) };
    const lasts = renews !== undefined && renews !== null && end.toISOString() > renews;
    return html`<p class="muted small" part="forecast">
      ${lasts
        ? this.say("spent.forecast.renews", { ...fill, date: this.text.date(renews) })
        : this.say("spent.forecast", { ...fill, date: this.text.date(end.toISOString()) })}
    </p>`;
  }

  #chart(rows: readonly UsageGroup[]): TemplateResult {
    const byDay = new Map(rows.map((row) => [localDay(new Date(row.day ?? "")), row.credits]));
    const days = Array.from({ length: DAYS }, (_, back) => localDay(new Date(Date.now() - (DAYS - 1 - back) * DAY_MS)));
    const most = Math.max(...days.map((day) => byDay.get(day) ?? 0), 1);
    return html`<svg class="chart" part="chart" role="img" aria-label=${this.say("spent.chart", { days: DAYS })} viewBox="0 0 ${DAYS * 10} 100" preserveAspectRatio="none">
      <line x1="0" y1="99.5" x2=${DAYS * 10} y2="99.5"></line>
      ${days.map((day, place) => {
        const height = (98 * (byDay.get(day) ?? 0)) / most;
        return svg`<rect x=${place * 10 + 1.5} y=${99 - height} width="7" height=${height}><title>${`${day}: ${this.text.credits(byDay.get(day) ?? 0)}`}</title></rect>`;
      })}
    </svg>`;
  }

  #bars(rows: readonly UsageGroup[]): TemplateResult {
    const shown = [...rows].sort((a, b) => b.credits - a.credits).slice(0, BARS_MAX);
    const most = Math.max(...shown.map((row) => row.credits), 1);
    return html`<div class="bars" role="img" aria-label=${this.say("spent.chart", { days: DAYS })} part="chart">
      ${shown.map(
        (row) => html`<div>
          <div class="row small"><span>${this.#name(row)}</span><span>${this.text.number(row.credits)}</span></div>
          <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            ${svg`<rect class="track" width="100" height="8" rx="4"></rect><rect width=${(100 * row.credits) / most} height="8" rx="4"></rect>`}
          </svg>
        </div>`,
      )}
    </div>`;
  }

  #table(rows: readonly UsageGroup[]): TemplateResult {
    return html`<details>
      <summary class="small">${this.say("spent.table")}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">${this.say(`spent.by.${this.group}`)}</th>
            <th scope="col" class="number">${this.say("spent.uses")}</th>
            <th scope="col" class="number">${this.say("history.credits")}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) => html`<tr>
              <td>${this.#name(row)}</td>
              <td class="number">${this.text.number(row.spends)}</td>
              <td class="number">${this.text.number(row.credits)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </details>`;
  }

  #name(row: UsageGroup): string {
    if (this.group === "day") return this.text.date(row.day ?? "");
    return row[this.group] ?? this.say(this.group === "subaccount" ? "agency.account" : "history.product");
  }
}

/** Midnight here, so many days ago: a range that does not change with every look. */
function since(): string {
  const day = new Date(Date.now() - (DAYS - 1) * DAY_MS);
  day.setHours(0, 0, 0, 0);
  return encodeURIComponent(day.toISOString());
}

function localDay(date: Date): string {
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
}

function sum(rows: readonly UsageGroup[]): number {
  // Thousandths, so that a hundred fractions add up to what the ledger says.
  return rows.reduce((total, row) => total + Math.round(row.credits * 1000), 0) / 1000;
}
