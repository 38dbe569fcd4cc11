/** Charts as small SVG: stacked columns by month, with a scale, a legend, and the table behind them beside. No colour alone carries a meaning. */

import { css, html, nothing, svg, type TemplateResult } from "lit";

export interface Series {
  readonly name: string;
  readonly values: readonly number[];
}

export interface Chart {
  readonly title: string;
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  /** A figure for the scale: short. */
  readonly scale: (value: number) => string;
  /** A figure for the reader: whole. */
  readonly figure: (value: number) => string;
}

export const chartLook = css`
  .plot {
    overflow-x: auto;
  }
  .plot svg {
    display: block;
    inline-size: 100%;
    min-inline-size: 30rem;
    block-size: auto;
    max-block-size: 18rem;
  }
  .plot text {
    font: 400 11px var(--_font);
    fill: var(--_muted);
  }
  .plot line {
    stroke: var(--_line);
  }
  .plot .s0,
  .key.s0 {
    fill: var(--_accent);
    background: var(--_accent);
  }
  .plot .s1,
  .key.s1 {
    fill: light-dark(#9aa6f0, #5b68c9);
    background: light-dark(#9aa6f0, #5b68c9);
  }
  .plot .s2,
  .key.s2 {
    fill: var(--_warn);
    background: var(--_warn);
  }
  .plot .s3,
  .key.s3 {
    fill: var(--_good);
    background: var(--_good);
  }
  .plot .s4,
  .key.s4 {
    fill: var(--_bad);
    background: var(--_bad);
  }
  .plot .s5,
  .key.s5 {
    fill: var(--_muted);
    background: var(--_muted);
  }
  .legend {
    list-style: none;
    padding: 0;
    margin: 0.5rem 0 0;
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1.1rem;
  }
  .key {
    display: inline-block;
    inline-size: 0.65rem;
    block-size: 0.65rem;
    border-radius: 2px;
    margin-inline-end: 0.4rem;
  }
`;

/** Colours that can be told apart; what is beyond is one series "others". */
export const SERIES_MAX = 6;

const WIDTH = 720;
const HEIGHT = 220;
const LEFT = 52;
const FOOT = 24;
const HEAD = 8;
const LINES = 4;

export function columns(chart: Chart): TemplateResult {
  const sums = chart.labels.map((_, at) => chart.series.reduce((sum, { values }) => sum + Math.max(values[at] ?? 0, 0), 0));
  const top = rounded(Math.max(...sums, 0));
  const space = (WIDTH - LEFT) / Math.max(chart.labels.length, 1);
  const width = Math.min(space * 0.6, 46);
  const high = HEIGHT - FOOT - HEAD;
  const y = (value: number): number => HEAD + high - (high * value) / top;
  const every = Math.ceil(chart.labels.length / 12);
  const words = chart.labels.map((label, at) => `${label}: ${chart.series.map(({ name, values }) => `${name} ${chart.figure(values[at] ?? 0)}`).join(", ")}`);
  return html`<div class="plot" tabindex="0" role="region" aria-label=${chart.title}>
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${`${chart.title}. ${words.join(". ")}`}>
        ${Array.from({ length: LINES + 1 }, (_, at) => {
          const value = (top * at) / LINES;
          return svg`<line x1=${LEFT} x2=${WIDTH} y1=${y(value)} y2=${y(value)}></line><text x=${LEFT - 6} y=${y(value) + 4} text-anchor="end">${chart.scale(value)}</text>`;
        })}
        ${chart.labels.map((label, at) => {
          const x = LEFT + space * at + (space - width) / 2;
          let under = 0;
          const parts = chart.series.map(({ name, values }, series) => {
            const value = Math.max(values[at] ?? 0, 0);
            if (value === 0) return nothing;
            const from = under;
            under += value;
            return svg`<rect class="s${series % SERIES_MAX}" x=${x} width=${width} y=${y(under)} height=${y(from) - y(under)}><title>${`${label} · ${name}: ${chart.figure(value)}`}</title></rect>`;
          });
          return svg`${parts}${at % every === 0 ? svg`<text x=${x + width / 2} y=${HEIGHT - 7} text-anchor="middle">${label}</text>` : nothing}`;
        })}
      </svg>
    </div>
    ${chart.series.length > 1 ? html`<ul class="legend">${chart.series.map(({ name }, at) => html`<li><i class="key s${at % SERIES_MAX}"></i>${name}</li>`)}</ul>` : nothing}`;
}

/** A little above the most, in steps that read well. */
function rounded(most: number): number {
  if (most <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  return ([1, 2, 4, 5, 10].find((times) => times * power >= most) ?? 10) * power;
}
