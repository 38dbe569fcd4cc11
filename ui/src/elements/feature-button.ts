/** `<scrip-feature-button feature quantity>`: the host's paid action: its cost on it, what is left beside it, asked before it fires. */

import { css, html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";

import { ScripElement } from "../base.js";
import { Asking } from "../asking.js";
import { cost } from "./cost.js";

/**
 * @attr feature - the feature of the catalog
 * @attr quantity - how many uses or units; 1 without it
 * @slot - the button's words
 * @fires scrip-use - the server allows it now: `detail {feature, quantity, check}`. The host does it, and takes the credits from its backend
 * @fires scrip-buy - too few credits, and this member may get more: `detail {feature, quantity, check}`
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

  declare feature: string | undefined;
  declare quantity: number | undefined;
  declare disabled: boolean;
  readonly #asking = new Asking(this);
  #isBusy = false;

  constructor() {
    super();
    this.disabled = false;
  }

  override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.#asking.ask(this.feature, this.quantity);
  }

  override render(): TemplateResult {
    const check = this.#asking.check;
    const { balance } = this.known;
    const isShort = check !== undefined && !check.allowed && check.ways.length > 0;
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
          ? html`<span class="skeleton" aria-hidden="true"></span>`
          : html`<span class="cost" part="cost">${cost(this, check)}</span>`}
      </button>
      <span id="about" class="small muted" part="about">
        ${check !== undefined && !check.allowed
          ? this.why(check, this.feature)
          : balance === undefined
            ? nothing
            : this.say("credits.left", { n: balance.available })}
      </span>
      ${this.known.isAway ? this.status() : nothing}
    `;
  }

  readonly #press = async (): Promise<void> => {
    if (this.disabled || this.#isBusy || this.feature === undefined) return;
    this.#isBusy = true;
    this.requestUpdate();
    try {
      const check = await this.#asking.now(this.feature, this.quantity);
      if (check === undefined) return;
      const detail = { feature: this.feature, quantity: this.quantity ?? 1, check };
      if (check.allowed) this.tell("scrip-use", detail);
      else if (check.ways.length > 0) this.tell("scrip-buy", { ...detail, from: "feature-button" }, true);
    } finally {
      this.#isBusy = false;
      this.requestUpdate();
    }
  };
}
