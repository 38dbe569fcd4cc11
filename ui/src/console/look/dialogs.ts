/** Questions, calls, secrets. */

import { css } from "lit";

export const dialogs = css`
  dialog {
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) + 2px);
    padding: 1.1rem 1.25rem;
    inline-size: min(34rem, calc(100vw - 1.5rem));
    max-block-size: calc(100dvh - 2rem);
    overflow: auto;
    box-shadow: 0 18px 50px rgb(0 0 0 / 0.22);
  }
  dialog::backdrop {
    background: rgb(10 12 18 / 0.42);
  }
  dialog h2 {
    font-size: 1rem;
    margin-block-end: 0.35rem;
  }
  .says {
    color: var(--_muted);
    margin-block-end: 0.75rem;
  }
  .field {
    display: grid;
    gap: 0.2rem;
    margin-block: 0.7rem;
  }
  .field label,
  .field .label {
    display: block;
    color: var(--_text);
    font-weight: 550;
  }
  .effects {
    background: var(--_sunken);
    border-radius: var(--_radius);
    padding: 0.6rem 0.8rem;
    margin-block: 0.85rem;
  }
  .effects dl {
    margin: 0.35rem 0 0;
    display: grid;
    gap: 0.3rem;
  }
  .effects dl > div {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 1rem;
  }
  .effects dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  dialog footer {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 0.5rem;
    margin-block-start: 1rem;
  }
  .api {
    color: var(--_muted);
  }
  pre {
    background: var(--_sunken);
    color: var(--_text);
    border-radius: 6px;
    padding: 0.6rem 0.7rem;
    margin: 0.35rem 0;
    overflow: auto;
    max-block-size: 22rem;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .secret {
    display: block;
    background: var(--_sunken);
    padding: 0.6rem 0.7rem;
    border-radius: 6px;
    overflow-wrap: anywhere;
    user-select: all;
  }
  dialog.finder {
    margin-block-start: 12dvh;
    padding: 0.75rem;
  }
  .finder input {
    inline-size: 100%;
    min-height: 2.5rem;
  }
  #hits {
    margin-block: 0.5rem;
  }
  #hits [role="option"] {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 1rem;
    padding: 0.35rem 0.6rem;
    border-radius: 6px;
    cursor: pointer;
  }
  #hits [aria-selected="true"] {
    background: light-dark(#e4e7f3, #2c3144);
  }
  dialog.side {
    inline-size: min(42rem, 100vw);
    max-inline-size: 100vw;
    block-size: 100dvh;
    max-block-size: 100dvh;
    margin: 0;
    margin-inline-start: auto;
    border-radius: 0;
    border-block: 0;
    border-inline-end: 0;
  }
  .calls {
    list-style: none;
    margin: 0.5rem 0 0;
    padding: 0;
  }
  .calls li {
    border-block-start: 1px solid var(--_line);
    padding-block: 0.4rem;
  }
  .verb {
    font-weight: 600;
    font-size: 0.75rem;
  }
  .address {
    overflow-wrap: anywhere;
  }
  .tick {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    color: var(--_text);
    min-block-size: 1.75rem;
  }
  .tick input {
    min-height: 0;
    inline-size: 1rem;
    block-size: 1rem;
    accent-color: var(--_accent);
  }
`;
