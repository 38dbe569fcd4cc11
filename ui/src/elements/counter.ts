/** `<scrip-counter feature>`: the remaining credits at the bottom of a feature's window; the number opens the way to more. */

import { css, html, type PropertyDeclarations, type TemplateResult } from "lit";

import { ScripElement } from "../base.js";

/**
 * @attr feature - the feature whose window it stands in
 * @fires scrip-buy - the number was pressed: `detail {feature}`
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
        padding: 0.1rem 0.5rem;
        text-decoration: underline;
        text-underline-offset: 3px;
        text-decoration-thickness: 1px;
      }
    `,
  ];

  declare feature: string | undefined;

  override render(): TemplateResult {
    const { balance } = this.known;
    if (balance === undefined) return html`<span class="skeleton"></span>${this.status()}`;
    const left = this.say("credits.left", { n: balance.available });
    if (this.store?.may("buy") !== true) return html`<span part="count" class="muted">${left}</span>${this.status()}`;
    const credits = this.text.credits(balance.available);
    return html`<button
        class="quiet"
        part="count"
        aria-label=${this.say("counter.label", { credits })}
        @click=${() => this.tell("scrip-buy", { feature: this.feature, from: "counter" }, true)}
      >
        ${left}</button
      >${this.status()}`;
  }
}
