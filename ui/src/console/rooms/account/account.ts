/** `<console-account>`: one account's whole story, in sections, and what can be done to it. */

import { html, nothing, type TemplateResult } from "lit";

import type { Account, Balance, Member } from "../../../api/client.js";
import { give, support } from "../../deeds/account.js";
import { Room } from "../../desk.js";
import { ask } from "../../line.js";
import { to } from "../../place.js";
import { Reading } from "../../reading.js";
import { keepSupport } from "../../support.js";
import { stateChip } from "../../words.js";

const SECTIONS = ["overview", "entries", "grants", "members", "limits", "orders", "messages"] as const;
type Section = (typeof SECTIONS)[number];
/** Members to choose from; an account with more is looked at as the one who sees most. */
const MEMBERS_MAX = 200;

export class ConsoleAccount extends Room {
  readonly #account = new Reading<Account>(this, () => ask("get", "/v1/accounts/{account}", { path: { account: this.#id } }));
  readonly #balance = new Reading<Balance>(this, () => ask("get", "/v1/accounts/{account}/balance", { path: { account: this.#id } }));

  get #id(): string {
    return this.place.rest[0] ?? "";
  }

  override render(): TemplateResult {
    const section = this.place.rest[1] ?? "overview";
    if (this.#account.value === undefined) return html`${this.head(this.#id)}${this.#account.waiting()}`;
    const account = this.#account.value;
    if (section === "as") return html`<console-support .desk=${this.desk} .place=${this.place}></console-support>`;
    return html`${this.head(this.#id, { under: this.#under(account), acts: this.#acts(account) })}
      <nav class="sections" aria-label=${this.say("account.sections")}>
        ${SECTIONS.map((name) => html`<a href=${name === "overview" ? to("accounts", this.#id) : to("accounts", this.#id, name)} aria-current=${name === section ? "page" : nothing}>${this.say(`account.${name}`)}</a>`)}
      </nav>
      ${this.#account.stale()} ${this.#section(section as Section, account)}`;
  }

  #under(account: Account): TemplateResult {
    return html`${account.billing?.name ? html`${account.billing.name} · ` : nothing}${this.text.word("account.kind", account.kind)}${account.parent ? html` ${this.say("account.of")} <a href=${to("accounts", account.parent)}>${account.parent}</a>` : nothing} · ${account.plan}
      ${stateChip(this.text, account)}`;
  }

  #acts(account: Account): TemplateResult {
    const balance = this.#balance.value;
    return html`${this.may("finance") && balance !== undefined ? html`<button @click=${() => void this.desk.act(give(this.text, account.id, balance))}>${this.say("give.open")}</button>` : nothing}
      <button @click=${() => void this.#support(account.id)}>${this.say("support.open")}</button>`;
  }

  #section(section: Section, account: Account): TemplateResult {
    const balance = this.#balance.value;
    switch (section) {
      case "entries":
        return html`<account-entries .desk=${this.desk} .place=${this.place}></account-entries>`;
      case "grants":
        return html`<account-grants .desk=${this.desk} .place=${this.place} .balance=${balance}></account-grants>`;
      case "members":
        return html`<account-members .desk=${this.desk} .place=${this.place} .account=${account}></account-members>`;
      case "limits":
        return html`<account-limits .desk=${this.desk} .place=${this.place}></account-limits>`;
      case "orders":
        return html`<account-orders .desk=${this.desk} .place=${this.place}></account-orders>`;
      case "messages":
        return html`<account-messages .desk=${this.desk} .place=${this.place}></account-messages>`;
      default:
        return html`<account-overview .desk=${this.desk} .place=${this.place} .account=${account} .balance=${balance}></account-overview>`;
    }
  }

  async #support(account: string): Promise<void> {
    const { data } = await this.desk.line.read(ask("get", "/v1/accounts/{account}/members", { path: { account }, query: { limit: MEMBERS_MAX } })).catch(() => ({ data: [] as Member[] }));
    if (data.length === 0) return this.desk.tell(this.say("support.nobody"));
    const deed = support(this.text, account, data);
    let reason = "";
    const isDone = await this.desk.act({
      ...deed,
      ask: (values, key) => {
        reason = values["reason"] ?? "";
        return deed.ask(values, key);
      },
      told: (session) => {
        keepSupport({ ...session, reason });
        return deed.told(session);
      },
    });
    if (isDone) this.desk.go(to("accounts", account, "as"));
  }
}
