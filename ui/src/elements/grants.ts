/** `<scrip-grants>`: each grant with its source, what is left, when it expires; the order of use said in words. */

import { html, nothing, type TemplateResult } from "lit";

import { ScripElement } from "../base.js";
import { wide } from "../look/index.js";
import type { Grant } from "../api/client.js";
import { Listing } from "../listing.js";
import { type Key, readable } from "../text/index.js";

/** More grants than a person reads; the API pages on. */
const GRANTS_MAX = 200;

/**
 * Each grant with its source, what is left, when it expires; the order of use said in words.
 *
 * @csspart card - the whole
 * @tagname scrip-grants
 */
export class ScripGrants extends ScripElement {
  static override styles = [...ScripElement.styles, wide];

  readonly #listing = new Listing<Grant>(this, () => (this.store?.may("see_usage") ? `/grants?limit=${GRANTS_MAX}` : undefined));

  override render(): TemplateResult {
    if (this.known.session !== undefined && this.store?.may("see_usage") === false) {
      return html`<section class="card" part="card">
        <h2>${this.say("grants.title")}</h2>
        <p class="muted">${this.say("grants.hidden")}</p>
      </section>`;
    }
    const grants = this.#listing.rows;
    if (grants === undefined) return html`<section class="card" part="card">${this.#listing.waiting()}</section>`;
    const shown = [...grants].sort(byUse);
    return html`<section class="card" part="card">
      <h2>${this.say("grants.title")}</h2>
      ${shown.length === 0
        ? html`<p class="muted">${this.say("grants.none")}</p>`
        : html`<p class="muted small">${this.say("grants.order")}</p>
            <div class="scroll" tabindex="0" role="region" aria-label=${this.say("grants.title")}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">${this.say("grants.source")}</th>
                    <th scope="col" class="number">${this.say("grants.left")}</th>
                    <th scope="col" class="wide">${this.say("grants.expires")}</th>
                    <th scope="col" class="wide">${this.say("grants.status")}</th>
                  </tr>
                </thead>
                <tbody>
                  ${shown.map((grant) => this.#row(grant))}
                </tbody>
              </table>
            </div>`}
      ${this.status()}
    </section>`;
  }

  #row(grant: Grant): TemplateResult {
    const left = this.say("usage.of", {
      available: this.text.number(grant.available),
      granted: this.text.number(grant.credits),
    });
    const isOver = grant.state !== "open" && grant.state !== "scheduled";
    const only = grant.scope ? [...grant.scope.features.map((id) => this.store?.featureName(id) ?? id), ...grant.scope.subaccounts] : [];
    const expires = grant.expires_at ? this.text.date(grant.expires_at) : this.say("grants.never");
    const status = html`<span class="badge ${isOver ? "" : grant.state}">${this.say(`state.${grant.state}` as Key, { date: this.text.date(grant.effective_at) })}</span>`;
    return html`<tr class=${isOver ? "muted" : ""}>
      <td>
        <strong>${this.say(`grant.${grant.kind}` as Key)}</strong>${grant.plan ? html` <span class="muted">${readable(grant.plan)}</span>` : nothing}
        ${grant.rolled_from ? html`<div class="muted small">${this.say("grants.rolled")}</div>` : nothing}
        ${only.length > 0 ? html`<div class="muted small">${this.say("grants.only", { names: this.text.list(only) })}</div>` : nothing}
        ${grant.cost_basis ? html`<div class="muted small">${this.text.money(grant.cost_basis)}</div>` : nothing}
        <div class="narrow small muted">${this.say("grants.expires")}: ${expires}</div>
        <div class="narrow">${status}</div>
      </td>
      <td class="number">
        ${left}${grant.reserved > 0 ? html`<div class="muted small">${this.say("grants.reserved", { credits: this.text.number(grant.reserved) })}</div>` : nothing}
      </td>
      <td class="wide">${expires}</td>
      <td class="wide">${status}</td>
    </tr>`;
  }
}

/** Open ones in the burn order, then those to come, then the others, the newest first. */
export function byUse(a: Grant, b: Grant): number {
  const rank = (grant: Grant): number => (grant.state === "open" ? 0 : grant.state === "scheduled" ? 1 : 2);
  const place = (grant: Grant): number => Number(!grant.scope?.subaccounts.length);
  const feature = (grant: Grant): number => Number(!grant.scope?.features.length);
  const end = (grant: Grant): string => grant.expires_at ?? "9";
  return (
    rank(a) - rank(b) ||
    (rank(a) === 2 ? b.effective_at.localeCompare(a.effective_at) : 0) ||
    place(a) - place(b) ||
    a.priority - b.priority ||
    end(a).localeCompare(end(b)) ||
    feature(a) - feature(b) ||
    Number(a.kind === "package") - Number(b.kind === "package") ||
    a.effective_at.localeCompare(b.effective_at) ||
    a.id.localeCompare(b.id)
  );
}
