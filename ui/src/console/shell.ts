/** The frame around the rooms: a side with the way between them, above them where the window is narrow. */

import { css } from "lit";

export const shell = css`
  :host {
    min-block-size: 100dvh;
    background: var(--_surface);
  }
  .still {
    display: grid;
    gap: 0.75rem;
    place-content: center;
    justify-items: center;
    min-block-size: 100dvh;
  }
  .skip {
    position: fixed;
    inset-inline-start: 0.5rem;
    inset-block-start: 0.5rem;
    z-index: 2;
  }
  .skip:not(:focus) {
    clip-path: inset(50%);
  }
  .frame {
    display: grid;
    grid-template-columns: 13.5rem minmax(0, 1fr);
    min-block-size: 100dvh;
  }
  .side {
    background: var(--_sunken);
    border-inline-end: 1px solid var(--_line);
    padding: 0.85rem 0.75rem;
    position: sticky;
    inset-block-start: 0;
    block-size: 100dvh;
    overflow-y: auto;
    display: flex;
    flex-direction: column;
  }
  #menu {
    display: flex;
    flex-direction: column;
    flex: 1;
  }
  .top {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding-inline: 0.5rem;
    margin-block-end: 0.6rem;
  }
  .name {
    font-size: 0.9375rem;
    font-weight: 700;
    letter-spacing: -0.01em;
    color: var(--_text);
    min-block-size: 1.5rem;
  }
  .menu {
    display: none;
  }
  .find {
    justify-content: space-between;
    color: var(--_muted);
    font-weight: 400;
  }
  kbd {
    font: inherit;
    font-size: 0.6875rem;
    border: 1px solid var(--_line);
    border-radius: 4px;
    padding: 0 0.35rem;
  }
  nav h2 {
    font-size: 0.6875rem;
    font-weight: 550;
    color: var(--_muted);
    margin: 0.7rem 0.5rem 0.15rem;
  }
  nav ul {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  nav li a {
    display: block;
    padding: 0.2rem 0.5rem;
    min-block-size: 1.6rem;
    border-radius: 6px;
    color: var(--_text);
    text-decoration: none;
  }
  nav li a:hover {
    background: light-dark(#e9ebf0, #2a2e37);
  }
  nav li a[aria-current] {
    background: light-dark(#e4e7f3, #2c3144);
    font-weight: 600;
  }
  .side .foot {
    margin-block-start: auto;
    padding: 0.6rem 0.5rem 0;
    display: grid;
    gap: 0.45rem;
  }
  .side .foot label {
    font-size: 0.75rem;
  }
  .side .foot .quiet {
    justify-content: flex-start;
    padding-inline: 0;
  }
  .own {
    display: grid;
    gap: 0.45rem;
    padding-block-start: 0.5rem;
  }
  main#main {
    padding: 1.25rem clamp(0.75rem, 2.5vw, 2.25rem) 4rem;
    max-inline-size: 82rem;
    min-inline-size: 0;
  }
  .told {
    position: fixed;
    inset-block-end: 1rem;
    inset-inline-start: 50%;
    translate: -50% 0;
    z-index: 3;
    pointer-events: none;
    max-inline-size: calc(100vw - 1.5rem);
  }
  .told p {
    background: var(--_text);
    color: var(--_surface);
    padding: 0.5rem 0.85rem;
    border-radius: 8px;
    margin: 0;
  }
  @media (max-width: 52rem) {
    .frame {
      grid-template-columns: minmax(0, 1fr);
      grid-template-rows: auto 1fr;
    }
    .side {
      position: static;
      block-size: auto;
      border-inline-end: 0;
      border-block-end: 1px solid var(--_line);
      padding-block: 0.5rem;
    }
    .top {
      margin: 0;
    }
    .menu {
      display: inline-flex;
    }
    #menu.folded {
      display: none;
    }
  }
`;
