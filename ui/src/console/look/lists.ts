/** Tables, chips, strips, sections, and what stands where a list is not yet. */

import { css } from "lit";

export const lists = css`
  th,
  td {
    padding: 0.4rem 0.6rem;
    block-size: var(--_row);
  }
  :is(th, td):is(:first-child, :last-child) {
    padding-inline: 0.6rem;
  }
  th {
    font-size: 0.75rem;
    block-size: auto;
  }
  caption {
    padding: 0.5rem 0.6rem 0.15rem;
  }
  td.date {
    white-space: nowrap;
  }
  tbody tr:last-child > td,
  tbody tr:last-child > th {
    border-block-end: 0;
  }
  tbody tr:hover > td,
  tbody tr:hover > th {
    background: var(--_sunken);
  }
  tbody th {
    font-weight: 500;
    font-size: inherit;
    color: inherit;
  }
  td.acts-cell {
    text-align: end;
    white-space: nowrap;
  }
  td.acts-cell button {
    margin-inline-start: 0.25rem;
  }
  /* On a narrow window a row becomes a small card: each cell under the word of its column. */
  @media (max-width: 40rem) {
    table.stack,
    table.stack caption,
    table.stack tbody,
    table.stack tr,
    table.stack tbody th,
    table.stack td {
      display: block;
    }
    table.stack thead {
      position: absolute;
      clip-path: inset(50%);
    }
    table.stack tr {
      padding-block: 0.35rem;
      border-block-end: 1px solid var(--_line);
    }
    table.stack tr:last-child {
      border-block-end: 0;
    }
    table.stack tbody th,
    table.stack td {
      border: 0;
      block-size: auto;
      text-align: start;
      white-space: normal;
      padding-block: 0.2rem;
    }
    table.stack td[data-label] {
      display: grid;
      grid-template-columns: 7.5rem minmax(0, 1fr);
      gap: 0 0.5rem;
    }
    table.stack td[data-label]::before {
      content: attr(data-label);
      color: var(--_muted);
      font-size: 0.75rem;
      grid-row: 1 / span 9;
    }
    table.stack td[data-label] > * {
      grid-column: 2;
      justify-self: start;
    }
    table.stack td.acts-cell button {
      margin-inline: 0 0.25rem;
    }
    table.stack td:empty {
      display: none;
    }
  }
  .wrap {
    overflow-wrap: break-word;
    min-inline-size: 9rem;
  }
  .scroll {
    position: relative;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  .block > .scroll,
  .block .body .scroll {
    border: 0;
    border-radius: 0;
  }
  .chip {
    display: inline-block;
    padding: 0.05rem 0.45rem;
    border-radius: 999px;
    font-size: 0.75rem;
    line-height: 1.4;
    white-space: nowrap;
    border: 1px solid var(--_line);
    color: var(--_muted);
  }
  .chip.good {
    color: var(--_good);
    border-color: currentColor;
  }
  .chip.warn {
    color: var(--_warn);
    border-color: currentColor;
  }
  .chip.bad {
    color: var(--_bad);
    border-color: currentColor;
  }
  .good-text {
    color: var(--_good);
  }
  .warn-text {
    color: var(--_warn);
  }
  .bad-text {
    color: var(--_bad);
  }
  .empty,
  .waiting,
  div.failed {
    border: 1px dashed var(--_line);
    border-radius: var(--_radius);
    padding: 1.75rem 1.25rem;
    text-align: center;
    color: var(--_muted);
  }
  .block .empty,
  .block .waiting {
    border: 0;
  }
  div.failed {
    color: var(--_bad);
  }
  .waiting {
    display: grid;
    gap: 0.6rem;
  }
  .bone {
    block-size: 0.8rem;
    border-radius: 4px;
    background: var(--_sunken);
  }
  .onward {
    text-align: center;
    margin-block: 0.75rem;
  }
  .strip {
    border-inline-start: 3px solid var(--_accent);
    background: var(--_sunken);
    padding: 0.5rem 0.75rem;
    margin-block: 0.5rem;
    border-radius: 4px;
  }
  .strip.bad {
    border-color: var(--_bad);
  }
  .strip.warn {
    border-color: var(--_warn);
  }
  .strip.good {
    border-color: var(--_good);
  }
  .strip ul {
    margin: 0.35rem 0 0;
    padding-inline-start: 1.1rem;
  }
  summary {
    cursor: pointer;
    min-block-size: 1.5rem;
  }
  nav.sections {
    display: flex;
    gap: 0.15rem 1rem;
    overflow-x: auto;
    border-block-end: 1px solid var(--_line);
    margin-block-end: 1rem;
  }
  nav.sections a {
    color: var(--_muted);
    padding: 0.45rem 0.1rem;
    border-block-end: 2px solid transparent;
    white-space: nowrap;
  }
  nav.sections a[aria-current] {
    color: var(--_text);
    border-color: var(--_accent);
    font-weight: 550;
  }
  nav.sections a:focus-visible {
    outline-offset: -2px;
  }
  .deeds {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem;
    margin-block-start: 0.85rem;
    padding-block-start: 0.75rem;
    border-block-start: 1px solid var(--_line);
  }
`;
