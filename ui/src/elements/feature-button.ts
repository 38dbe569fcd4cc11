/** `<scrip-feature-button feature quantity>`: the host's paid action: its cost on it, what is left beside it, asked before it fires. */

import { css, html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";

import { ScripElement } from "../base.js";
import { Asking } from "../asking.js";
import type { Check } from "../api/client.js";
import { problemOf } from "../store.js";
import { cost } from "./cost.js";

/**
 * The host's paid action: its cost on it, what is left beside it, asked before it fires.
 *
 * @attr {string} feature - the feature of the catalog
 * @attr {number} quantity - how many uses or units; 1 without it
 * @attr {boolean} disabled - the host has its own reason
 * @slot - the button's words
 * @fires {CustomEvent<UseDetail>} scrip-use - the server allows it now. The host does it, and takes the credits from its backend, naming the
 * quote where there is one: it binds the cost that was shown
 * @fires {CustomEvent<BuyDetail>} scrip-buy - too few credits, and this member may get more
 * @csspart button - the button
 * @csspart label - its words
 * @csspart cost - its cost
 * @csspart about - what is left, or why it may not be pressed
 * @csspart changed - that the cost has changed since it was shown
 * @tagname scrip-feature-button
 */
export class ScripFeatureButton extends ScripElement {
  static override properties: PropertyDeclarations = {
    feature: { type: String },
    quantity: { type: Number },
    disabled: { type: Boolean, reflect: true },
  };

  static override styles = [
    ...ScripElement.styles,
    css`
      :host {
        display: inline-grid;
        gap: 0.3rem;
        justify-items: start;
        max-inline-size: 100%;
      }
      .cost {
        font-weight: 450;
        padding-inline-start: 0.6rem;
        border-inline-start: 1px solid color-mix(in srgb, currentcolor 35%, transparent);
      }
      button {
        flex-wrap: wrap;
      }
    `,
  ];

  /** The feature of the catalog. */
  declare feature: string | undefined;
  /** How many uses or units; 1 without it. */
  declare quantity: number | undefined;
  /** The host has its own reason. */
  declare disabled: boolean;
  readonly #asking = new Asking(this);
  #isBusy = false;
  /** Why it did not fire, though it was allowed. */
  #changed = "";

  constructor() {
    super();
    this.disabled = false;
  }

  /** Asks again what it costs: after your backend was refused the quote, the price of now is shown. */
  async refresh(): Promise<void> {
    if (this.feature !== undefined) await this.#asking.now(this.feature, this.quantity);
  }

  override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.#asking.ask(this.feature, this.quantity);
  }

  override render(): TemplateResult {
    const check = this.#asking.check;
    const isShort = check !== undefined && this.#isShort(check);
    const isOff = this.disabled || check === undefined || (!check.allowed && !isShort);
    return html`
      <button
        class="primary"
        part="button"
        aria-disabled=${String(isOff)}
        aria-describedby="about"
        aria-busy=${String(this.#isBusy)}
        @click=${this.#press}
      >
        <span part="label"><slot></slot></span>
        ${check === undefined
          ? this.#asking.problem === undefined
            ? html`<span class="skeleton" aria-hidden="true"></span>`
            : nothing
          : check.reason === "plan_lacks_feature"
            ? nothing
            : html`<span class="cost" part="cost">${cost(this, check.estimate ? { ...check, ceiling: null } : check)}</span>`}
      </button>
      <span id="about" class="small muted" part="about">
        ${check === undefined ? this.#unknown() : check.allowed ? this.#about(check) : this.why(check, this.feature)}
      </span>
      <span role="status" class="small away" part="changed">${this.#changed}</span>
      ${this.known.isAway ? this.status() : nothing}
    `;
  }

  /** Under a button of which nothing is known: why, where the server said so. */
  #unknown(): string {
    const { problem } = this.#asking;
    return problem === undefined ? "" : this.say("state.failed", { detail: problem.message });
  }

  /** Under a button that may be pressed: the most that it can cost, where that is open, and what is left. */
  #about(check: Check): string {
    const ceiling = check.cost == null && check.ceiling ? this.say("cost.ceiling", { credits: this.text.credits(check.ceiling) }) : "";
    const left = this.store?.may("see_balance") === true && takes(check) ? this.say("credits.left", { n: check.available }) : "";
    return [ceiling, left].filter(Boolean).join(" · ");
  }

  /** Too few credits, and this member may get more: by one way that covers it, or by several packages. */
  #isShort({ reason, ways }: Check): boolean {
    return reason === "insufficient_credits" && (ways.length > 0 || this.store?.mayBuy === true);
  }

  readonly #press = async (): Promise<void> => {
    if (this.disabled || this.#isBusy || this.feature === undefined) return;
    this.#isBusy = true;
    this.#changed = "";
    this.requestUpdate();
    try {
      const shown = this.#asking.check?.cost ?? undefined;
      const check = await this.#asking.now(this.feature, this.quantity);
      if (check === undefined) return;
      const detail = { feature: this.feature, quantity: this.quantity ?? 1, check };
      if (!check.allowed) {
        if (this.#isShort(check)) this.tell("scrip-buy", { ...detail, from: "feature-button" }, true);
        return;
      }
      const quote = check.cost ? await this.#asking.quote(this.feature, this.quantity) : undefined;
      const cost = quote?.credits ?? check.cost ?? undefined;
      // Nobody pays another price than the one that was on the button: it is shown, and pressed once more.
      if (shown !== undefined && cost !== undefined && cost !== shown) {
        this.#changed = this.say("button.changed", { from: this.text.number(shown), to: this.text.number(cost) });
        return;
      }
      this.tell("scrip-use", { ...detail, quote: quote?.id });
    } catch (cause) {
      const problem = problemOf(cause);
      // A line that is known to be cut has its own words below.
      this.#changed = !problem.isAway ? this.say("state.failed", { detail: problem.message }) : this.known.isAway ? "" : this.say("state.away");
    } finally {
      this.#isBusy = false;
      this.requestUpdate();
    }
  };
}

/** True for a use that takes credits, or may. */
function takes(check: Check): boolean {
  return Boolean(check.cost ?? check.estimate ?? check.ceiling);
}
