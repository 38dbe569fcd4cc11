/** `<console-accounts>`: every account, found by its id, kind, state or plan. */

import { html, type TemplateResult } from "lit";

import type { Account } from "../../api/client.js";
import { makeAccount } from "../deeds/people.js";
import { Room } from "../desk.js";
import { ask } from "../line.js";
import { filtered, to } from "../place.js";
import { Pages, Reading } from "../reading.js";
import { stateChip } from "../words.js";

const KINDS = ["business", "agency", "subaccount"] as const;
const STATES = ["trial", "active", "canceling", "ended"] as const;
/** Typing changes the words many times; they are sought once they rest. */
const REST_MS = 150;

export class ConsoleAccounts extends Room {
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #catalog = new Reading(this, () => ask("get", "/v1/catalog"));
  readonly #accounts = new Pages<Account>(this, (after) =>
    ask("get", "/v1/accounts", { query: { limit: 100, after, q: this.#of("q"), kind: this.#of("kind"), status: this.#of("status"), plan: this.#of("plan"), parent: this.#of("parent") } }),
  );

  override render(): TemplateResult {
    const catalog = this.#catalog.value;
    const plans = catalog?.plans.map(({ id }) => id) ?? [];
    const make = catalog !== undefined && this.may("admin") ? html`<button @click=${() => void this.desk.act(makeAccount(this.text, catalog))}>${this.say("account.make.open")}</button>` : undefined;
    return html`${this.head(this.say("nav.accounts"), { acts: make })}
      <form class="filters" role="search" @submit=${(event: Event) => event.preventDefault()}>
        <label>${this.say("accounts.q")}<input type="search" name="q" .value=${this.#of("q") ?? ""} @input=${this.#sought} /></label>
        ${this.#choice("kind", this.say("history.kind"), KINDS, (kind) => this.text.word("account.kind", kind))}
        ${this.#choice("status", this.say("account.state"), STATES, (state) => this.text.word("account.state", state))}
        ${this.#choice("plan", this.say("account.plan"), plans, (plan) => plan)}
      </form>
      ${this.#accounts.show((rows) => (rows.length === 0 ? this.#none() : this.#table(rows)))}`;
  }

  #none(): TemplateResult {
    const isFiltered = this.place.query.size > 0;
    return this.empty(this.say(isFiltered ? "accounts.none.filter" : "accounts.none"), isFiltered ? html`<a href=${to("accounts")}>${this.say("accounts.all")}</a>` : undefined);
  }

  #table(rows: readonly Account[]): TemplateResult {
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${this.say("nav.accounts")}>
      <table>
        <thead>
          <tr>
            <th scope="col">${this.say("account.id")}</th>
            <th scope="col">${this.say("account.name")}</th>
            <th scope="col">${this.say("history.kind")}</th>
            <th scope="col">${this.say("account.plan")}</th>
            <th scope="col">${this.say("account.state")}</th>
            <th scope="col">${this.say("account.period.end")}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (account) => html`<tr>
              <th scope="row"><a href=${to("accounts", account.id)}>${account.id}</a></th>
              <td>${account.billing?.name ?? ""}</td>
              <td>${this.text.word("account.kind", account.kind)}${account.parent ? html` <a href=${to("accounts", account.parent)}>${account.parent}</a>` : ""}</td>
              <td>${account.plan}</td>
              <td>${stateChip(this.text, account)}</td>
              <td>${account.period?.end ? this.text.date(account.period.end) : "–"}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #choice(name: string, label: string, values: readonly string[], words: (value: string) => string): TemplateResult {
    const chosen = this.#of(name) ?? "";
    const choose = (event: Event): void => this.desk.go(filtered(this.place, { [name]: (event.target as HTMLSelectElement).value }), true);
    return html`<label
      >${label}<select name=${name} @change=${choose}>
        <option value="">${this.say("history.all")}</option>
        ${values.map((value) => html`<option value=${value} ?selected=${value === chosen}>${words(value)}</option>`)}
      </select></label
    >`;
  }

  #of(name: string): string | undefined {
    return this.place.query.get(name) ?? undefined;
  }

  readonly #sought = (event: Event): void => {
    const q = (event.target as HTMLInputElement).value.trim();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.desk.go(filtered(this.place, { q }), true), REST_MS);
  };
}
