/** Headings, links, buttons, fields, blocks and figures: denser and quieter than on a host's page. */

import { css } from "lit";

export const frame = css`
  :host {
    font-size: 0.8125rem;
    --_row: 2.125rem;
  }
  h1 {
    font-size: 1.25rem;
    font-weight: 650;
    letter-spacing: -0.01em;
    margin: 0;
    overflow-wrap: anywhere;
  }
  h1 .mono {
    font-size: 1.0625rem;
  }
  h1:focus {
    outline: none;
  }
  h1:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 4px;
    border-radius: 2px;
  }
  h2 {
    font-size: 0.875rem;
    margin: 0;
  }
  h3 {
    font-size: 0.8125rem;
    margin: 0;
  }
  a {
    color: var(--_accent);
    text-decoration: none;
  }
  a:hover {
    text-decoration: underline;
  }
  p a,
  li a,
  dd a,
  dt a,
  td a {
    text-decoration: underline 1px color-mix(in srgb, currentColor 45%, transparent);
    text-underline-offset: 3px;
  }
  button,
  .button,
  input,
  select,
  textarea {
    font-size: 0.8125rem;
    min-height: 2rem;
    padding: 0.25rem 0.65rem;
  }
  button.small {
    min-height: 1.625rem;
    padding: 0.1rem 0.5rem;
  }
  button.grave {
    background: var(--_bad);
    border-color: transparent;
    color: light-dark(#ffffff, #1d0d0c);
  }
  button.grave:hover {
    filter: brightness(1.08);
  }
  textarea {
    font: 400 0.8125rem/1.45 var(--_font);
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid light-dark(#8a90a0, #71788a);
    border-radius: calc(var(--_radius) - 2px);
    inline-size: 100%;
    resize: vertical;
  }
  code,
  pre,
  .mono {
    font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
    font-size: 0.75rem;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 1rem;
    justify-content: space-between;
    align-items: flex-start;
    margin-block-end: 1rem;
  }
  .acts,
  .filters {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    align-items: flex-end;
  }
  .filters {
    margin-block-end: 0.75rem;
  }
  .filters label {
    font-size: 0.75rem;
  }
  .columns {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr));
    gap: 1rem;
    align-items: start;
  }
  .block {
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    margin-block-end: 1rem;
    min-inline-size: 0;
  }
  .block > .head {
    margin: 0;
    padding: 0.6rem 0.85rem;
    border-block-end: 1px solid var(--_line);
    align-items: center;
  }
  .block > .body {
    padding: 0.75rem 0.85rem;
  }
  .figures {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 9.5rem), 1fr));
    gap: 1px;
    background: var(--_line);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    overflow: hidden;
    margin: 0 0 1rem;
  }
  .figures > div {
    background: var(--_surface);
    padding: 0.7rem 0.85rem;
  }
  .figures dt {
    color: var(--_muted);
    font-size: 0.75rem;
  }
  .figures dd {
    margin: 0.15rem 0 0;
    font-size: 1.25rem;
    font-weight: 600;
    letter-spacing: -0.01em;
  }
  .figures dd.plain {
    font-size: 0.8125rem;
    font-weight: 400;
    letter-spacing: 0;
  }
  dl.facts {
    display: grid;
    grid-template-columns: minmax(6rem, auto) 1fr;
    gap: 0.3rem 1rem;
    margin: 0;
  }
  dl.facts dt {
    color: var(--_muted);
  }
  dl.facts dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
`;
