/** `<account-overview>`: what is left and why, what comes next, who pays. */

import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";

import type { Account, Balance } from "../../../api/client.js";
import type { components } from "../../../api/schema.js";
import { activate, cancel, changePlan, dropScheduled, overdraft, pause, resume } from "../../deeds/plan.js";
import { Room } from "../../desk.js";
import type { Deed } from "../../deed.js";
import { ask } from "../../line.js";
import { to } from "../../place.js";
import { Pages, Reading } from "../../reading.js";

type Reservation = components["schemas"]["Reservation"];

export class AccountOverview extends Room {
  static override properties: PropertyDeclarations = { ...Room.properties, account: { attribute: false }, balance: { attribute: false } };

  declare account: Account;
  declare balance: Balance | undefined;
  readonly #reservations = new Pages<Reservation>(this, (after) => ask("get", "/v1/accounts/{account}/reservations", { path: { account: this.account.id }, query: { after, limit: 200 } }));
  readonly #catalog = new Reading(this, () => ask("get", "/v1/catalog"));
  readonly #card = new Reading(this, () => ask("get", "/v1/accounts/{account}/payment-method", { path: { account: this.account.id } }));
  readonly #subaccounts = new Pages<Account>(this, (after) => (this.account.kind === "agency" ? ask("get", "/v1/accounts", { query: { parent: this.account.id, after, limit: 100 } }) : undefined));

  override render(): TemplateResult {
    return html`${this.balance === undefined ? this.#reservations.waiting() : this.#figures(this.balance)}
      <div class="columns">
        <section class="block">
          <header class="head"><h2>${this.say("overview.next")}</h2></header>
          <div class="body">${this.#next()} ${this.#deeds()}</div>
        </section>
        <section class="block">
          <header class="head"><h2>${this.say("overview.billing")}</h2></header>
          <div class="body">${this.#billing()}</div>
        </section>
      </div>
      ${this.#open()} ${this.account.kind === "agency" ? this.#agency() : nothing}`;
  }

  #figures(balance: Balance): TemplateResult {
    const figure = (label: string, value: unknown, under: unknown = nothing): TemplateResult => html`<div><dt>${label}</dt><dd>${value}</dd>${under === nothing ? nothing : html`<dd class="plain muted">${under}</dd>`}</div>`;
    const { monthly } = balance;
    return html`<dl class="figures">
      ${figure(this.say("overview.available"), this.text.number(balance.available), balance.shared_from ? this.say("usage.shared", { account: balance.shared_from }) : nothing)}
      ${figure(this.say("usage.monthly"), this.text.number(monthly.available), this.say("overview.of", { granted: this.text.number(monthly.granted) }))}
      ${figure(this.say("usage.extra"), this.text.number(balance.extra.available))} ${figure(this.say("overview.reserved"), this.text.number(balance.reserved))}
      ${balance.owed > 0 ? figure(this.say("overview.owed"), html`<span class="bad-text">${this.text.number(balance.owed)}</span>`) : nothing}
      ${balance.scoped.map(({ available, features, subaccounts }) => figure(this.say("overview.scoped"), this.text.number(available), [...features, ...subaccounts].join(", ")))}
    </dl>`;
  }

  #next(): TemplateResult {
    const { account, balance } = this;
    const rows: [string, unknown][] = [];
    if (account.trial_ends_at) rows.push([this.say("overview.trial"), this.text.moment(account.trial_ends_at)]);
    if (account.period) rows.push([this.say("overview.period"), `${this.text.date(account.period.start)} – ${this.text.moment(account.period.end)}`], [this.say("overview.allowance"), this.text.credits(account.period.allowance)]);
    if (account.scheduled) rows.push([this.say("overview.scheduled"), this.say("overview.change", { plan: account.scheduled.plan, date: this.text.moment(account.scheduled.at) })]);
    for (const { at, credits } of balance?.expiring ?? []) rows.push([this.say("grants.expires"), `${this.text.credits(credits)} · ${this.text.moment(at)}`]);
    rows.push([this.say("overview.zone"), account.time_zone]);
    if (account.sharing !== undefined && account.sharing !== null) rows.push([this.say("agency.section"), this.say(account.sharing ? "word.on" : "word.off")]);
    if (account.overdraft_limit > 0) rows.push([this.say("overview.overdraft"), this.text.credits(account.overdraft_limit)]);
    if (account.test_clock) rows.push([this.say("overview.clock"), account.test_clock]);
    return this.#facts(rows);
  }

  /** What an admin can do about it; a subaccount's plan is its agency's. */
  #deeds(): TemplateResult | typeof nothing {
    const { account, text } = this;
    const catalog = this.#catalog.value;
    if (!this.may("admin") || catalog === undefined || account.kind === "subaccount") return nothing;
    const { state } = account;
    const act = (words: Parameters<typeof this.say>[0], deed: Deed<unknown>): TemplateResult => html`<button class="small" @click=${() => void this.desk.act(deed)}>${this.say(words)}</button>`;
    const isRunning = state === "active" || state === "canceling";
    return html`<div class="deeds">
      ${isRunning ? act("plan.open", changePlan(text, account, catalog)) : act("activate.open", activate(text, account, catalog))}
      ${account.scheduled ? act("plan.drop.open", dropScheduled(text, account)) : nothing}
      ${isRunning && account.period ? (account.paused ? act("resume.open", resume(text, account)) : act("pause.open", pause(text, account))) : nothing}
      ${state === "active" ? act("cancel.open", cancel(text, account)) : nothing} ${act("overdraft.open", overdraft(text, account))}
    </div>`;
  }

  #billing(): TemplateResult {
    const { billing } = this.account;
    const rows: [string, unknown][] = [];
    if (billing?.name) rows.push([this.say("account.name"), billing.name]);
    if (billing?.email) rows.push([this.say("sign.email"), billing.email]);
    if (billing?.address) rows.push([this.say("overview.address"), billing.address]);
    if (billing?.country) rows.push([this.say("overview.country"), billing.country]);
    if (billing?.tax_id) rows.push([this.say("overview.tax"), html`${billing.tax_id} ${billing.tax_id_verified === true ? html`<span class="chip good">${this.say("overview.verified")}</span>` : html`<span class="chip">${this.say("overview.unverified")}</span>`}`]);
    const card = this.#card.value;
    const none = this.#card.problem?.status === 404;
    rows.push([this.say("overview.card"), card === undefined ? (none ? this.say("overview.card.none") : "…") : html`${card.brand} •••• ${card.last4}, ${card.exp_month}/${card.exp_year}${card.declined ? html` <span class="chip bad">${this.say("overview.declined")}</span>` : nothing}`]);
    return this.#facts(rows);
  }

  #facts(rows: readonly (readonly [string, unknown])[]): TemplateResult {
    return html`<dl class="facts">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
  }

  #open(): TemplateResult | typeof nothing {
    const open = this.#reservations.rows?.filter(({ state }) => state === "open") ?? [];
    if (open.length === 0) return nothing;
    return html`<section class="block">
      <header class="head"><h2>${this.say("overview.reservations")}</h2></header>
      <div class="scroll" tabindex="0" role="region" aria-label=${this.say("overview.reservations")}>
        <table>
          <thead>
            <tr>
              <th scope="col">${this.say("history.time")}</th>
              <th scope="col">${this.say("history.feature")}</th>
              <th scope="col">${this.say("history.member")}</th>
              <th scope="col" class="number">${this.say("history.credits")}</th>
              <th scope="col">${this.say("grants.expires")}</th>
            </tr>
          </thead>
          <tbody>
            ${open.map(
              (one) => html`<tr>
                <td>${this.text.moment(one.created_at)}</td>
                <td>${one.feature ?? ""}</td>
                <td>${one.member ?? this.say("history.product")}</td>
                <td class="number">${this.text.number(one.credits)}</td>
                <td>${this.text.moment(one.expires_at)}</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </section>`;
  }

  #agency(): TemplateResult {
    return html`<section class="block">
      <header class="head"><h2>${this.say("overview.subaccounts")}</h2></header>
      <div class="body">
        ${this.#subaccounts.show((rows) => (rows.length === 0 ? html`<p class="muted">${this.say("overview.subaccounts.none")}</p>` : html`<ul>${rows.map(({ id }) => html`<li><a href=${to("accounts", id)}>${id}</a></li>`)}</ul>`))}
      </div>
    </section>`;
  }
}
