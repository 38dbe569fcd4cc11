/** `<scrip-usage>`: what is left by source, what was used by day, feature, member or subaccount, and how long it lasts. */

import { css, html, nothing, type PropertyDeclarations, svg, type TemplateResult } from "lit";

import { ScripElement } from "../base.js";
import { wide } from "../look/index.js";
import type { Grant, UsageGroup } from "../api/client.js";
import { forecast } from "../forecast.js";
import { Listing } from "../listing.js";
import { byUse } from "./grants.js";
import type { Key } from "../text/index.js";

const DAYS = 30;
const DAY_MS = 86_400_000;
const GROUPS = ["day", "feature", "member", "subaccount"] as const;
type Group = (typeof GROUPS)[number];
/** Bars of a chart that can be told apart; the table has them all. */
const BARS_MAX = 12;

/**
 * What is left by source, what was used by day, feature, member or subaccount, and how long it lasts.
 *
 * @csspart card - the whole
 * @csspart kinds - what is left, by kind
 * @csspart forecast - how long it lasts at this pace
 * @csspart chart - what was used
 * @tagname scrip-usage
 */
export class ScripUsage extends ScripElement {
  static override properties: PropertyDeclarations = { group: { state: true } };

  static override styles = [
    ...ScripElement.styles,
    wide,
    css`
      figure {
        margin: 0.5rem 0;
      }
      .ends {
        display: flex;
        justify-content: space-between;
        margin-block-start: 0.25rem;
      }
      svg.chart {
        inline-size: 100%;
        block-size: 8rem;
        display: block;
      }
      .inline {
        display: flex;
        align-items: center;
        gap: 0.5rem;
      }
      .forecast {
        margin-block: 0.75rem 0;
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
        gap: 0.5rem;
        margin-block: 0.5rem 0;
      }
      .bars svg {
        inline-size: 100%;
        block-size: 8px;
        border-radius: 4px;
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

  /** @internal */
  declare group: Group;
  readonly #groups = new Listing<UsageGroup>(this, () => `/usage?group_by=${this.group}&from=${since()}`);
  readonly #days = new Listing<UsageGroup>(this, () => `/usage?group_by=day&from=${since()}`);

  readonly #grants = new Listing<Grant>(this, () => (this.store?.may("see_usage") ? "/grants?limit=200" : undefined));

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
        <label class="inline"
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

  /** One bar of what is left, by kind, with the day on which the first of it goes. */
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
    const words = parts.map(({ kind, credits }) => {
      const end = this.#firstEnd(kind);
      const goes = end === undefined ? "" : `, ${this.say("spent.expires", { date: this.text.date(end) })}`;
      return `${this.say(`grant.${kind}` as Key)}: ${this.text.number(credits)}${goes}`;
    });
    return html`<h3>${this.say("spent.kinds")}</h3>
      <svg class="stack" part="kinds" role="img" aria-label=${words.join("; ")} viewBox="0 0 100 12" preserveAspectRatio="none">
        ${parts.map(({ place, x, width }) => svg`<rect class="k${place}" x=${x} width=${width} height="12"></rect>`)}
      </svg>
      <ul class="legend small">
        ${parts.map(({ place }) => html`<li><span class="dot k${place}"></span>${words[place]}</li>`)}
      </ul>`;
  }

  #firstEnd(kind: string): string | undefined {
    const ends = (this.#grants.rows ?? []).filter((grant) => grant.kind === kind && grant.state === "open" && grant.available > 0);
    return ends.map((grant) => grant.expires_at ?? "").filter(Boolean).sort()[0];
  }

  /** When nothing is left if they go on as in the last days, and what expires until then; the assumption is said with it. */
  #forecast(): TemplateResult | typeof nothing {
    const { balance } = this.known;
    const [days, grants] = [this.#days.rows, this.#grants.rows];
    if (balance === undefined || days === undefined || grants === undefined) return nothing;
    const rate = sum(days) / DAYS;
    if (rate <= 0 || balance.available <= 0) return nothing;
    const { end, lost } = forecast([...grants].sort(byUse), rate / DAY_MS, Date.now());
    const fill = { days: DAYS, rate: this.text.number(Math.round(rate * 10) / 10) };
    const date = this.text.date(new Date(end).toISOString());
    const renews = balance.monthly.renews_at;
    const says = () => {
      if (renews && end >= Date.parse(renews)) return this.say("spent.forecast.renews", { ...fill, date: this.text.date(renews) });
      if (lost >= 1) return this.say("spent.forecast.expires", { ...fill, date, lost: this.text.number(Math.round(lost)) });
      return this.say("spent.forecast", { ...fill, date });
    };
    return html`<p class="note small forecast" part="forecast">${says()}</p>`;
  }

  #chart(rows: readonly UsageGroup[]): TemplateResult {
    const byDay = new Map(rows.map((row) => [localDay(noon(row)), row.credits]));
    const days = Array.from({ length: DAYS }, (_, back) => new Date(Date.now() - (DAYS - 1 - back) * DAY_MS));
    const used = days.map((day) => byDay.get(localDay(day)) ?? 0);
    const most = Math.max(...used, 1);
    return html`<figure part="chart">
      <div class="most small muted" aria-hidden="true">${this.text.number(most)}</div>
      <svg class="chart" role="img" aria-label=${this.say("spent.chart", { days: DAYS })} viewBox="0 0 ${DAYS * 10} 100" preserveAspectRatio="none">
        <line x1="0" y1="1" x2=${DAYS * 10} y2="1"></line>
        <line x1="0" y1="50" x2=${DAYS * 10} y2="50"></line>
        <line x1="0" y1="99.5" x2=${DAYS * 10} y2="99.5"></line>
        ${days.map((day, place) => {
          const credits = used[place] ?? 0;
          const height = credits > 0 ? Math.max(1.5, (98 * credits) / most) : 0;
          return svg`<rect x=${place * 10 + 1.5} y=${99.5 - height} width="7" height=${height}><title>${`${this.text.day(day)}: ${this.text.credits(credits)}`}</title></rect>`;
        })}
      </svg>
      <div class="ends small muted" aria-hidden="true">
        ${[0, 10, 20, DAYS - 1].map((place) => html`<span>${this.text.day(days[place] ?? new Date())}</span>`)}
      </div>
    </figure>`;
  }

  #bars(rows: readonly UsageGroup[]): TemplateResult {
    const shown = [...rows].sort((a, b) => b.credits - a.credits).slice(0, BARS_MAX);
    const most = Math.max(...shown.map((row) => row.credits), 1);
    return html`<div class="bars" role="img" aria-label=${this.say("spent.chart", { days: DAYS })} part="chart">
      ${shown.map(
        (row) => html`<div>
          <div class="row small"><span>${this.#name(row)}</span><span>${this.text.number(row.credits)}</span></div>
          <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            ${svg`<rect class="track" width="100" height="8"></rect><rect width=${(100 * row.credits) / most} height="8"></rect>`}
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
    switch (this.group) {
      case "day":
        return this.text.date(noon(row).toISOString());
      case "feature":
        return row.feature ? (this.store?.featureName(row.feature) ?? row.feature) : this.say("history.product");
      case "member":
        return row.member ? (this.store?.memberName(row.member) ?? row.member) : this.say("history.product");
      case "subaccount":
        return row.subaccount === this.known.session?.account ? this.say("spent.here") : (row.subaccount ?? "");
    }
  }
}

/** The middle of an account's day, which is the same date in almost every reader's zone. */
function noon(row: UsageGroup): Date {
  return new Date(new Date(row.day ?? 0).getTime() + DAY_MS / 2);
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
