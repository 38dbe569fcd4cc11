/** `<scrip-counter feature>`: the remaining credits at the bottom of a feature's window; the number opens the way to more. */

import { css, html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";

import { Asking } from "../asking.js";
import { ScripElement } from "../base.js";

/**
 * The remaining credits at the bottom of a feature's window; the number opens the way to more.
 *
 * @attr {string} feature - the feature whose window it stands in
 * @fires {CustomEvent<BuyDetail>} scrip-buy - the number was pressed
 * @csspart count - the number
 * @tagname scrip-counter
 */
export class ScripCounter extends ScripElement {
  static override properties: PropertyDeclarations = { feature: { type: String } };

  static override styles = [
    ...ScripElement.styles,
    css`
      :host {
        display: inline-block;
      }
      button {
        min-height: 1.75rem;
        /* Its words begin where those above and below it do. */
        padding: 0.1rem 0;
        border-inline: 0;
        text-decoration: underline;
        text-underline-offset: 3px;
        text-decoration-thickness: 1px;
      }
    `,
  ];

  /** The feature whose window it stands in. */
  declare feature: string | undefined;
  readonly #asking = new Asking(this);

  override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.#isScoped) this.#asking.ask(this.feature, undefined);
  }

  /** True when there are credits that only some features may use: what is left is then another number for each feature. */
  get #isScoped(): boolean {
    return Boolean(this.feature) && (this.known.balance?.scoped.some(({ features }) => features.length > 0) ?? false);
  }

  override render(): TemplateResult {
    const { balance, session } = this.known;
    if (session !== undefined && this.store?.may("see_balance") === false) return html`${this.status()}`;
    const available = (this.#isScoped ? this.#asking.check?.available : undefined) ?? balance?.available;
    if (available === undefined) return html`${this.isOver ? nothing : html`<span class="skeleton"></span>`}${this.status()}`;
    const left = this.say("credits.left", { n: available });
    if (this.store?.mayBuy !== true) return html`<span part="count" class="muted">${left}</span>${this.status()}`;
    return html`<button
        class="quiet"
        part="count"
        aria-label=${this.say("counter.label", { left })}
        @click=${() => this.tell("scrip-buy", { feature: this.feature, from: "counter" }, true)}
      >
        ${left}</button
      >${this.status()}`;
  }
}
