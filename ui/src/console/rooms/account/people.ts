/** `<account-members>` and `<account-limits>`: who is in the account, and how much each may use. */

import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";

import type { Account, Member, SpendLimit } from "../../../api/client.js";
import { readable } from "../../../text/index.js";
import { limit, unlimit } from "../../deeds/account.js";
import { putMember, removeMember } from "../../deeds/people.js";
import { Room } from "../../desk.js";
import { ask } from "../../line.js";
import { Pages, Reading } from "../../reading.js";

export class AccountMembers extends Room {
  static override properties: PropertyDeclarations = { ...Room.properties, account: { attribute: false } };

  declare account: Account;
  readonly #catalog = new Reading(this, () => ask("get", "/v1/catalog"));
  readonly #members = new Pages<Member>(this, (after) => ask("get", "/v1/accounts/{account}/members", { path: { account: this.#id }, query: { after, limit: 200 } }));

  get #id(): string {
    return this.place.rest[0] ?? "";
  }

  override render(): TemplateResult {
    const catalog = this.#catalog.value;
    const add = catalog !== undefined && this.may("admin") ? html`<button @click=${() => void this.desk.act(putMember(this.text, this.account, catalog))}>${this.say("member.open")}</button>` : nothing;
    return html`${this.#members.show((rows) => (rows.length === 0 ? this.empty(this.say("account.members.none"), add) : html`<p>${add}</p>${this.#table(rows)}`))}`;
  }

  #table(rows: readonly Member[]): TemplateResult {
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${this.say("account.members")}>
      <table>
        <thead>
          <tr>
            <th scope="col">${this.say("account.id")}</th>
            <th scope="col">${this.say("account.name")}</th>
            <th scope="col">${this.say("account.role")}</th>
            <th scope="col">${this.say("sign.email")}</th>
            <th scope="col">${this.say("shell.language")}</th>
            <th scope="col">${this.say("overview.subaccounts")}</th>
            <td></td>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (member) => html`<tr>
              <th scope="row">${member.id}</th>
              <td>${member.name ?? ""}</td>
              <td>${readable(member.role)}</td>
              <td>${member.email ?? ""}</td>
              <td>${member.locale ?? ""}</td>
              <td>${member.subaccounts.length === 0 ? nothing : this.text.all(member.subaccounts)}</td>
              <td class="acts-cell">${this.#acts(member)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #acts(member: Member): TemplateResult | typeof nothing {
    const catalog = this.#catalog.value;
    if (catalog === undefined || !this.may("admin")) return nothing;
    const label = (words: "member.edit" | "member.remove.open"): string => `${this.say(words)}: ${member.name ?? member.id}`;
    return html`<button class="small" aria-label=${label("member.edit")} @click=${() => void this.desk.act(putMember(this.text, this.account, catalog, member))}>${this.say("member.edit")}</button>
      <button class="small" aria-label=${label("member.remove.open")} @click=${() => void this.desk.act(removeMember(this.text, this.account.id, member))}>${this.say("member.remove.open")}</button>`;
  }
}

export class AccountLimits extends Room {
  readonly #limits = new Pages<SpendLimit>(this, (after) => ask("get", "/v1/accounts/{account}/limits", { path: { account: this.#id }, query: { after, limit: 200 } }));

  get #id(): string {
    return this.place.rest[0] ?? "";
  }

  override render(): TemplateResult {
    const add = this.may("admin") ? html`<button @click=${() => void this.desk.act(limit(this.text, this.#id))}>${this.say("limit.add")}</button>` : nothing;
    return html`${this.#limits.show((rows) => (rows.length === 0 ? this.empty(this.say("agency.limits.none"), add) : html`<p>${add}</p>${this.#table(rows)}`))}`;
  }

  #table(rows: readonly SpendLimit[]): TemplateResult {
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${this.say("account.limits")}>
      <table>
        <thead>
          <tr>
            <th scope="col">${this.say("agency.subject")}</th>
            <th scope="col" class="number">${this.say("history.credits")}</th>
            <th scope="col">${this.say("agency.per")}</th>
            <td></td>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (one) => html`<tr>
              <th scope="row">${one.subject}</th>
              <td class="number">${this.text.number(one.credits)}</td>
              <td>${this.say(`agency.per.${one.per}`)}</td>
              <td class="acts-cell">
                ${this.may("admin")
                  ? html`<button class="small" aria-label=${`${this.say("limit.edit")}: ${one.subject}`} @click=${() => void this.desk.act(limit(this.text, this.#id, one))}>${this.say("limit.edit")}</button>
                      <button class="small" aria-label=${`${this.say("limit.remove.button")}: ${one.subject}`} @click=${() => void this.desk.act(unlimit(this.text, this.#id, one))}>${this.say("limit.remove.button")}</button>`
                  : nothing}
              </td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}
