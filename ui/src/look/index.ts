/** The look: tokens that a host may set (`--scrip-*`), light and dark, and the few shapes that all elements share. */

import { css } from "lit";

export const tokens = css`
  :host {
    --_accent: var(--scrip-accent, light-dark(#3b4fd6, #93a1ff));
    --_on-accent: var(--scrip-on-accent, light-dark(#ffffff, #10131f));
    --_surface: var(--scrip-surface, light-dark(#ffffff, #16181d));
    --_sunken: var(--scrip-sunken, light-dark(#f5f6f8, #1f2229));
    --_text: var(--scrip-text, light-dark(#1b1e27, #eceef4));
    --_muted: var(--scrip-muted, light-dark(#596072, #a4abbc));
    --_line: var(--scrip-line, light-dark(#dfe2e9, #333845));
    --_good: var(--scrip-good, light-dark(#1b7a44, #63cf93));
    --_warn: var(--scrip-warn, light-dark(#8f5300, #f0b35a));
    --_bad: var(--scrip-bad, light-dark(#b3261e, #ff9c94));
    --_radius: var(--scrip-radius, 8px);
    --_font: var(--scrip-font, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif);
    color-scheme: var(--scrip-color-scheme, light dark);
    color: var(--_text);
    font: 400 0.875rem/1.45 var(--_font);
    font-variant-numeric: tabular-nums;
    text-align: start;
    display: block;
  }
  /* Black or white, whichever can be read on a host's accent. */
  @supports (color: oklch(from red l c h)) {
    :host {
      --_on-accent: var(--scrip-on-accent, oklch(from var(--_accent) clamp(0, (0.66 - l) * 1000, 1) 0 h));
    }
  }
  @supports (color: contrast-color(red)) {
    :host {
      --_on-accent: var(--scrip-on-accent, contrast-color(var(--_accent)));
    }
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
`;

export const shapes = css`
  button,
  .button {
    font: inherit;
    font-weight: 550;
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid light-dark(#c9cdd7, #4a5060);
    border-radius: calc(var(--_radius) - 2px);
    padding: 0.35rem 0.75rem;
    min-height: 2.125rem;
    cursor: pointer;
    text-decoration: none;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5rem;
  }
  button:hover {
    background: var(--_sunken);
  }
  button.primary {
    background: var(--_accent);
    border-color: transparent;
    color: var(--_on-accent);
  }
  button.primary:hover {
    filter: brightness(1.08);
  }
  button.quiet {
    border-color: transparent;
    background: transparent;
  }
  button[aria-disabled="true"],
  button:disabled {
    color: var(--_muted);
    background: var(--_sunken);
    border-color: var(--_line);
    cursor: default;
    filter: none;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  h2:focus {
    outline: none;
  }
  a {
    color: inherit;
    text-underline-offset: 3px;
  }
  .card {
    background: var(--_surface);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    padding: 1rem 1.125rem;
    box-shadow: 0 1px 2px rgb(0 0 0 / 4%);
  }
  .badge {
    display: inline-block;
    border: 1px solid var(--_line);
    border-radius: 1rem;
    padding: 0.05rem 0.55rem;
    font-size: 0.75rem;
    font-weight: 550;
    white-space: nowrap;
    color: var(--_muted);
  }
  .badge.open,
  .badge.paid {
    color: var(--_good);
    border-color: color-mix(in srgb, var(--_good) 40%, var(--_surface));
    background: color-mix(in srgb, var(--_good) 8%, var(--_surface));
  }
  .badge.pending,
  .badge.awaiting_payment,
  .badge.disputed {
    color: var(--_warn);
    border-color: color-mix(in srgb, var(--_warn) 40%, var(--_surface));
    background: color-mix(in srgb, var(--_warn) 8%, var(--_surface));
  }
  .note {
    border-radius: calc(var(--_radius) - 2px);
    background: var(--_sunken);
    padding: 0.6rem 0.8rem;
    margin: 0;
  }
  .note.failed {
    background: color-mix(in srgb, var(--_bad) 8%, var(--_surface));
  }
  .muted {
    color: var(--_muted);
  }
  .small {
    font-size: 0.8125rem;
  }
  .row {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: 0.75rem;
    flex-wrap: wrap;
  }
  h2 {
    font-size: 1rem;
    font-weight: 650;
    margin: 0 0 0.75rem;
  }
  h3 {
    font-size: 0.875rem;
    font-weight: 600;
    margin: 1rem 0 0.5rem;
  }
  p {
    margin: 0.25rem 0;
  }
  table {
    border-collapse: collapse;
    width: 100%;
  }
  caption {
    text-align: start;
    color: var(--_muted);
    padding-block-end: 0.5rem;
  }
  th,
  td {
    text-align: start;
    padding: 0.45rem 0.5rem;
    border-block-end: 1px solid var(--_line);
    vertical-align: top;
  }
  th {
    font-weight: 500;
    font-size: 0.75rem;
    color: var(--_muted);
    white-space: nowrap;
  }
  tbody tr:last-child > * {
    border-block-end: 0;
  }
  th:first-child,
  td:first-child {
    padding-inline-start: 0;
  }
  th:last-child,
  td:last-child {
    padding-inline-end: 0;
  }
  summary {
    cursor: pointer;
  }
  .number {
    text-align: end;
    white-space: nowrap;
  }
  .scroll {
    overflow-x: auto;
    /* A wide table never makes its place wider, whatever layout a host has. */
    contain: inline-size;
  }
  label {
    display: grid;
    gap: 0.2rem;
    color: var(--_muted);
    font-size: 0.8125rem;
  }
  input,
  select {
    font: 400 0.875rem/1.4 var(--_font);
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid light-dark(#8a90a0, #71788a);
    border-radius: calc(var(--_radius) - 2px);
    padding: 0.35rem 0.5rem;
    min-height: 2.25rem;
    min-width: 0;
    max-width: 100%;
  }
  .away {
    color: var(--_warn);
    font-size: 0.8125rem;
  }
  .failed {
    color: var(--_bad);
  }
  [hidden] {
    display: none !important;
  }
  .sr {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .lines {
    display: grid;
    gap: 0.6rem;
  }
  .skeleton.line {
    inline-size: 100%;
  }
  .skeleton.line:nth-child(odd) {
    inline-size: 70%;
  }
  .skeleton {
    display: inline-block;
    inline-size: 6ch;
    block-size: 1em;
    border-radius: 4px;
    background: color-mix(in srgb, var(--_text) 10%, var(--_surface));
  }
  @media (prefers-reduced-motion: no-preference) {
    .skeleton {
      animation: breathe 1.4s ease-in-out infinite alternate;
    }
    @keyframes breathe {
      to {
        opacity: 0.4;
      }
    }
  }
`;

/** For elements that take the place they are given, and look at how wide it is. */
export const wide = css`
  :host {
    inline-size: 100%;
  }
  section.card {
    container-type: inline-size;
  }
  /* What a narrow place leaves out stands in a line's details, or in its first cell. */
  .narrow {
    display: none;
  }
  @container (max-width: 30rem) {
    th.wide,
    td.wide {
      display: none;
    }
    .narrow {
      display: block;
    }
  }
  /* Rows that need more room than a narrow place has: each becomes a few lines, and nothing of it is out of sight. */
  @container (max-width: 42rem) {
    .stack,
    .stack caption,
    .stack tbody {
      display: block;
    }
    .stack thead {
      position: absolute;
      clip-path: inset(50%);
    }
    .stack tr {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      grid-auto-flow: dense;
      gap: 0.25rem 0.75rem;
      padding-block: 0.6rem;
      border-block-end: 1px solid var(--_line);
    }
    .stack tr:last-child {
      border-block-end: 0;
    }
    .stack td {
      border: 0;
      padding: 0;
    }
    .stack td.whole {
      grid-column: 1 / -1;
      text-align: start;
      white-space: normal;
    }
    .stack td.whole:empty,
    .stack td.wide {
      display: none;
    }
  }
`;
