/** `<scrip-cost feature quantity>`: what a use costs, on the host's button or beside it, and what is left after it. */

import { css, html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";

import { ScripElement } from "../base.js";
import type { Check } from "../api/client.js";
import { Asking } from "../asking.js";

/**
 * What a use costs, on the host's button or beside it, and what is left after it.
 *
 * @attr {string} feature - the feature of the catalog
 * @attr {number} quantity - how many uses or units; 1 without it
 * @attr {boolean} after - show what is left after the use, too
 * @csspart cost - the cost
 * @csspart after - what is left after it
 * @tagname scrip-cost
 */
export class ScripCost extends ScripElement {
  static override properties: PropertyDeclarations = {
    feature: { type: String },
    quantity: { type: Number },
    isAfter: { type: Boolean, attribute: "after" },
  };

  static override styles = [
    ...ScripElement.styles,
    css`
      :host {
        display: inline;
      }
    `,
  ];

  /** The feature of the catalog. */
  declare feature: string | undefined;
  /** How many uses or units; 1 without it. */
  declare quantity: number | undefined;
  /** Shows what is left after the use, too. */
  declare isAfter: boolean;
  readonly #asking = new Asking(this);

  constructor() {
    super();
    this.isAfter = false;
  }

  override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.#asking.ask(this.feature, this.quantity);
  }

  override render(): TemplateResult {
    const check = this.#asking.check;
    const { problem } = this.#asking;
    if (problem !== undefined) return html`<span class="failed small" part="problem">${this.say("state.failed", { detail: problem.message })}</span>`;
    if (check === undefined) return html`<span class="skeleton" aria-hidden="true"></span>`;
    return html`<span part="cost">${cost(this, check)}</span>${this.isAfter && check.allowed && (check.cost ?? 0) > 0
        ? html` <span class="muted small" part="after"
            >${this.say("cost.after", { credits: this.text.number(check.available_after) })}</span
          >`
        : nothing}`;
  }
}

/** A cost in words: exact, an estimate with its ceiling, or none. */
export function cost(element: ScripElement, check: Pick<Check, "cost" | "estimate" | "ceiling">): string {
  if (check.cost !== undefined && check.cost !== null) {
    return check.cost === 0 ? element.say("cost.free") : element.text.credits(check.cost);
  }
  const parts: string[] = [];
  if (check.estimate) parts.push(element.say("cost.about", { credits: element.text.credits(check.estimate) }));
  if (check.ceiling) parts.push(element.say("cost.ceiling", { credits: element.text.credits(check.ceiling) }));
  return parts.length === 0 ? element.say("cost.included") : parts.join(", ");
}
