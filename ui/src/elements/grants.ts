/** `<scrip-grants>`: each grant with its source, what is left, when it expires; the order of use said in words. */

import { html, nothing, type TemplateResult } from "lit";

import { ScripElement } from "../base.js";
import type { Grant } from "../api/client.js";
import { Listing } from "../listing.js";
import type { Key } from "../text/index.js";

/** More grants than a person reads; the API pages on. */
const GRANTS_MAX = 200;

export class ScripGrants extends ScripElement {
  readonly #listing = new Listing<Grant>(this, () => `/grants?limit=${GRANTS_MAX}`);

  override render(): TemplateResult {
    const grants = this.#listing.rows;
    if (grants === undefined) return this.#listing.waiting();
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
                    <th scope="col">${this.say("grants.expires")}</th>
                    <th scope="col">${this.say("grants.status")}</th>
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
    return html`<tr>
      <td>
        ${this.say(`grant.${grant.kind}` as Key)}${grant.plan ? html` <span class="muted">${grant.plan}</span>` : nothing}
        ${grant.reason ? html`<div class="muted small">${grant.reason}</div>` : nothing}
        ${grant.scope ? html`<div class="muted small">${[...grant.scope.features, ...grant.scope.subaccounts].join(", ")}</div>` : nothing}
      </td>
      <td class="number">${left}</td>
      <td>${grant.expires_at ? this.text.date(grant.expires_at) : this.say("grants.never")}</td>
      <td>${this.say(`state.${grant.state}` as Key, { date: this.text.date(grant.effective_at) })}</td>
    </tr>`;
  }
}

/** Open ones in their order of use, then the others, the newest first. */
function byUse(a: Grant, b: Grant): number {
  const rank = (grant: Grant): number => (grant.state === "open" ? 0 : grant.state === "scheduled" ? 1 : 2);
  const end = (grant: Grant): string => grant.expires_at ?? "9";
  return (
    rank(a) - rank(b) ||
    (rank(a) === 2 ? b.effective_at.localeCompare(a.effective_at) : 0) ||
    a.priority - b.priority ||
    end(a).localeCompare(end(b)) ||
    Number(a.kind === "package") - Number(b.kind === "package") ||
    a.effective_at.localeCompare(b.effective_at) ||
    a.id.localeCompare(b.id)
  );
}
