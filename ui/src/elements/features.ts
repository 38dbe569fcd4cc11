/** `<scrip-features>`: which features require credits, which are free, which need a plan; from the catalog, for this member. */

import { css, html, nothing, type TemplateResult } from "lit";

import { ScripElement } from "../base.js";
import { wide } from "../look/index.js";
import type { Feature } from "../api/client.js";
import { readable } from "../text/index.js";
import { cost } from "./cost.js";

/**
 * Which features require credits, which are free, which need a plan; from the catalog, for this member.
 *
 * @csspart list - one of the three lists
 * @csspart feature - a feature
 * @csspart cost - what it takes
 * @tagname scrip-features
 */
export class ScripFeatures extends ScripElement {
  static override styles = [
    ...ScripElement.styles,
    wide,
    css`
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        padding: 0.5rem 0;
        border-block-end: 1px solid var(--_line);
      }
      li:last-child {
        border-block-end: 0;
      }
      section + section {
        margin-block-start: 0.75rem;
      }
      h2 {
        margin-block-end: 0.25rem;
      }
      li:last-child {
        padding-block-end: 0;
      }
    `,
  ];

  override render(): TemplateResult {
    const { features } = this.known;
    if (features === undefined) return html`<div class="card">${this.waiting(4)}</div>${this.status()}`;
    const of = (kind: Feature["class"]): Feature[] => features.filter((feature) => feature.class === kind);
    return html`${this.#list("features.paid", of("paid"))} ${this.#list("features.free", of("free"))}
    ${this.#list("features.gated", of("gated"))} ${this.status()}`;
  }

  #list(
    title: "features.paid" | "features.free" | "features.gated",
    features: readonly Feature[],
  ): TemplateResult | typeof nothing {
    if (features.length === 0) return nothing;
    return html`<section class="card" part="list">
      <h2>${this.say(title)}</h2>
      <ul>
        ${features.map(
          (feature) => html`<li part="feature">
            <div class="row">
              <span>${feature.name}</span>
              <span class="muted" part="cost">${this.#takes(feature)}</span>
            </div>
            ${feature.allowed || feature.reason === "plan_lacks_feature" ? nothing : html`<p class="muted small">${this.why(feature)}</p>`}
          </li>`,
        )}
      </ul>
    </section>`;
  }

  #takes(feature: Feature): string {
    if (feature.class === "paid") return cost(this, feature);
    if (feature.class === "free") return this.say("cost.free");
    if (!feature.plans?.length) return this.say("features.included");
    return this.say("plans.in", { n: feature.plans.length, names: this.text.list(feature.plans.map(readable)) });
  }
}
