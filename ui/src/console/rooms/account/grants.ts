/** `<account-grants>`: every grant in the order of use, where its credits went, and taking back what is left of one. */

import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";

import type { Balance, Grant } from "../../../api/client.js";
import { inOrderOfUse } from "../../burn.js";
import { take } from "../../deeds/account.js";
import { Room } from "../../desk.js";
import { ask } from "../../line.js";
import { Pages } from "../../reading.js";
import { grantName } from "../../words.js";

const TONES = { open: "good", scheduled: "warn", used: "", expired: "", voided: "bad" } as const;

export class AccountGrants extends Room {
  static override properties: PropertyDeclarations = { ...Room.properties, balance: { attribute: false } };

  declare balance: Balance | undefined;
  readonly #grants = new Pages<Grant>(this, (after) => ask("get", "/v1/accounts/{account}/grants", { path: { account: this.#id }, query: { after, limit: 200 } }));

  get #id(): string {
    return this.place.rest[0] ?? "";
  }

  override render(): TemplateResult {
    return html`${this.#grants.show((rows) => (rows.length === 0 ? this.empty(this.say("account.grants.none")) : this.#table(inOrderOfUse(rows))))}`;
  }

  #table(rows: readonly Grant[]): TemplateResult {
    let place = 0;
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${this.say("account.grants")}>
      <table>
        <caption>${this.say("grants.order")}</caption>
        <thead>
          <tr>
            <th scope="col" class="number">${this.say("account.grants.place")}</th>
            <th scope="col">${this.say("grants.source")}</th>
            <th scope="col" class="number">${this.say("account.grants.granted")}</th>
            <th scope="col" class="number">${this.say("account.grants.spent")}</th>
            <th scope="col" class="number">${this.say("overview.reserved")}</th>
            <th scope="col" class="number">${this.say("account.grants.gone")}</th>
            <th scope="col" class="number">${this.say("grants.left")}</th>
            <th scope="col">${this.say("grants.expires")}</th>
            <th scope="col">${this.say("grants.status")}</th>
            <td></td>
          </tr>
        </thead>
        <tbody>
          ${rows.map((grant) => this.#row(grant, grant.state === "open" && grant.available > 0 ? ++place : undefined))}
        </tbody>
      </table>
    </div>`;
  }

  #row(grant: Grant, place: number | undefined): TemplateResult {
    const gone = grant.expired + grant.voided + grant.rolled_over;
    const scope = [...(grant.scope?.features ?? []), ...(grant.scope?.subaccounts ?? [])];
    const balance = this.balance;
    return html`<tr id=${grant.id}>
      <td class="number">${place === undefined ? "–" : this.text.number(place)}</td>
      <th scope="row" class="wrap">
        ${grantName(this.text, grant)}
        ${grant.reason ? html`<div class="muted">${grant.reason}</div>` : nothing}
        ${scope.length > 0 ? html`<div class="muted">${this.say("account.grants.only", { names: this.text.all(scope) })}</div>` : nothing}
        <div class="muted mono">${grant.id}</div>
      </th>
      <td class="number">${this.text.number(grant.credits)}</td>
      <td class="number">${this.text.number(grant.spent)}</td>
      <td class="number">${this.text.number(grant.reserved)}</td>
      <td class="number">${this.text.number(gone)}</td>
      <td class="number"><strong>${this.text.number(grant.available)}</strong></td>
      <td class="date">${grant.expires_at ? this.text.moment(grant.expires_at) : this.say("grants.never")}</td>
      <td><span class="chip ${TONES[grant.state]}">${this.say(`state.${grant.state}`, { date: this.text.date(grant.effective_at) })}</span></td>
      <td class="acts-cell">
        ${this.may("finance") && balance !== undefined && grant.available > 0 && (grant.state === "open" || grant.state === "scheduled")
          ? html`<button class="small" aria-label=${`${this.say("take.open")}: ${grantName(this.text, grant)} ${grant.id}`} @click=${() => void this.desk.act(take(this.text, this.#id, grant, balance))}>${this.say("take.open")}</button>`
          : nothing}
      </td>
    </tr>`;
  }
}
