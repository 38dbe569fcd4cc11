/** How the pop-up looks: the dialog, choices, the total, and the states of an order. */

import { css } from "lit";

export const look = css`
  dialog {
    color: inherit;
    background: var(--_surface);
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) + 4px);
    padding: 0;
    inline-size: min(34rem, calc(100vw - 1.5rem));
    max-block-size: min(46rem, calc(100vh - 1.5rem));
    box-shadow: 0 16px 48px rgb(0 0 0 / 25%);
  }
  dialog::backdrop {
    background: rgb(10 12 18 / 45%);
  }
  .inside {
    padding: 1.25rem;
    display: grid;
    gap: 1rem;
  }
  .inside > * {
    min-inline-size: 0;
  }
  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 1rem;
  }
  header h2 {
    margin: 0;
    font-size: 1.125rem;
  }
  fieldset {
    border: 0;
    padding: 0;
    margin: 0;
    display: grid;
    gap: 0.5rem;
  }
  legend {
    font-weight: 600;
    padding: 0;
    margin-block-end: 0.5rem;
  }
  .parts {
    display: grid;
    gap: 1rem;
  }
  .choices {
    display: grid;
  }
  .choice {
    display: flex;
    align-items: center;
    gap: 0.65rem;
    border: 1px solid light-dark(#8a90a0, #71788a);
    border-radius: var(--_radius);
    padding: 0.5rem 0.75rem;
    color: var(--_text);
    font-size: 0.875rem;
    cursor: pointer;
  }
  .choice:has(:checked) {
    border-color: var(--_accent);
    box-shadow: inset 0 0 0 1px var(--_accent);
  }
  .choice input {
    min-height: 0;
    accent-color: var(--_accent);
    margin: 0;
    flex: none;
  }
  .choice .grow {
    flex: 1;
  }
  .many {
    align-items: center;
    justify-content: flex-start;
    font-size: 0.875rem;
  }
  .many label {
    color: var(--_text);
    font-weight: 600;
  }
  .many .sum {
    flex: 1;
    text-align: end;
  }
  .stepper {
    display: inline-flex;
    gap: 0.25rem;
  }
  .stepper button {
    inline-size: 2.25rem;
    padding-inline: 0;
  }
  .stepper input {
    inline-size: 3.75rem;
    text-align: center;
    appearance: textfield;
  }
  .stepper input::-webkit-inner-spin-button {
    display: none;
  }
  .total {
    border-block-start: 1px solid var(--_line);
    padding-block-start: 0.75rem;
  }
  .total strong {
    font-size: 1.125rem;
  }
  dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0.35rem 1rem;
    margin: 0;
  }
  dt {
    color: var(--_muted);
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
    font-weight: 550;
  }
  .actions {
    display: flex;
    gap: 0.5rem;
    justify-content: flex-end;
    flex-wrap: wrap;
  }
  .note.good {
    background: color-mix(in srgb, var(--_good) 8%, var(--_surface));
  }
  .plan {
    align-items: center;
    flex-wrap: nowrap;
    padding-block: 0.4rem;
  }
  .plan + .plan {
    border-block-start: 1px solid var(--_line);
  }
  .plans {
    border-block-start: 1px solid var(--_line);
    padding-block-start: 0.75rem;
  }
  .plans h3 {
    margin-block-start: 0;
  }
  .total .small {
    line-height: 1.6;
  }
  .pay {
    align-items: center;
    margin-block-start: 0.5rem;
  }
  .steps {
    padding-inline-start: 1.25rem;
    margin: 0;
  }
  .busy {
    inline-size: 1rem;
    block-size: 1rem;
    border: 2px solid var(--_line);
    border-block-start-color: var(--_accent);
    border-radius: 50%;
    flex: none;
  }
  .said {
    display: flex;
    align-items: center;
    gap: 0.6rem;
  }
  .said:not(:has(*)) {
    position: absolute;
  }
  section .inside {
    padding: 0;
  }
  tbody th {
    font-size: inherit;
    font-weight: 450;
  }
  .said p {
    margin: 0;
  }
  @media (prefers-reduced-motion: no-preference) {
    .busy {
      animation: turn 0.9s linear infinite;
    }
    @keyframes turn {
      to {
        transform: rotate(1turn);
      }
    }
  }
  .good {
    color: var(--_good);
    font-weight: 600;
  }
`;
