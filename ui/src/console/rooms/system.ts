/** `<console-keys>`, `<console-staff>`, `<console-audit>` and `<console-me>`: who may do what, and who did what. */

import { html, nothing, type TemplateResult } from "lit";

import type { components } from "../../api/schema.js";
import { addOperator, changeRole, disable, makeKey, ownPassword, revokeKey, setPassword } from "../deeds/system.js";
import { Room } from "../desk.js";
import { ask } from "../line.js";
import { Pages } from "../reading.js";
import type { Operator } from "../staff.js";
import { table } from "../tables.js";

type Schemas = components["schemas"];

export class ConsoleKeys extends Room {
  readonly #keys = new Pages<Schemas["ApiKey"]>(this, (after) => ask("get", "/v1/api-keys", { query: { after, limit: 100 } }));

  override render(): TemplateResult {
    return html`${this.head(this.say("nav.keys"), { under: this.say("keys.says"), acts: html`<button @click=${() => void this.desk.act(makeKey(this.text))}>${this.say("key.make.open")}</button>` })}
    ${this.#keys.show((rows) => (rows.length === 0 ? this.empty(this.say("keys.none")) : this.#table(rows)))}`;
  }

  #table(rows: readonly Schemas["ApiKey"][]): TemplateResult {
    const lines = rows.map(
      (key) => html`<tr>
        <th scope="row" class="wrap">${key.name}</th>
        <td>${this.text.word("scope", key.scope)}</td>
        <td class="mono">…${key.hint}</td>
        <td>${this.text.moment(key.created_at)}</td>
        <td class="acts-cell"><button class="small" aria-label=${`${this.say("key.revoke.button")}: ${key.name}`} @click=${() => void this.desk.act(revokeKey(this.text, key))}>${this.say("key.revoke.button")}</button></td>
      </tr>`,
    );
    return table(this.say("nav.keys"), [this.say("key.name"), this.say("key.scope"), this.say("key.ends"), this.say("key.since"), undefined], lines);
  }
}

export class ConsoleStaff extends Room {
  readonly #operators = new Pages<Operator>(this, (after) => ask("get", "/v1/operators", { query: { after, limit: 100 } }));

  override render(): TemplateResult {
    return html`${this.head(this.say("nav.staff"), { under: this.say("staff.says"), acts: html`<button @click=${() => void this.desk.act(addOperator(this.text))}>${this.say("staff.add.open")}</button>` })} ${this.#operators.show((rows) => this.#table(rows))}`;
  }

  #table(rows: readonly Operator[]): TemplateResult {
    const lines = rows.map((operator) => {
      const button = (words: string, run: () => void): TemplateResult => html`<button class="small" aria-label=${`${words}: ${operator.name}`} @click=${run}>${words}</button>`;
      return html`<tr>
        <th scope="row">${operator.name}${operator.id === this.desk.operator.id ? html` <span class="muted">${this.say("staff.you")}</span>` : nothing}</th>
        <td class="wrap">${operator.email}</td>
        <td>${this.text.word("role", operator.role)}${operator.disabled ? html` <span class="chip bad">${this.say("staff.disabled")}</span>` : nothing}</td>
        <td>${operator.last_signed_in_at ? this.text.moment(operator.last_signed_in_at) : this.say("staff.never")}</td>
        <td class="acts-cell">
          ${button(this.say("staff.role.open"), () => void this.desk.act(changeRole(this.text, operator)))} ${button(this.say("staff.reset.open"), () => void this.desk.act(setPassword(this.text, operator)))}
          ${button(this.say(operator.disabled ? "staff.enable.button" : "staff.disable.button"), () => void this.desk.act(disable(this.text, operator)))}
        </td>
      </tr>`;
    });
    return table(this.say("nav.staff"), [this.say("account.name"), this.say("sign.email"), this.say("account.role"), this.say("staff.seen"), undefined], lines);
  }
}

export class ConsoleAudit extends Room {
  readonly #lines = new Pages<Schemas["AuditLine"]>(this, (after) => ask("get", "/v1/audit", { query: { after, limit: 100, order: "newest" } }));
  readonly #operators = new Pages<Operator>(this, (after) => ask("get", "/v1/operators", { query: { after, limit: 200 } }));

  override render(): TemplateResult {
    return html`${this.head(this.say("nav.audit"), { under: this.say("audit.says") })} ${this.#lines.show((rows) => (rows.length === 0 ? this.empty(this.say("audit.none")) : this.#table(rows)))}`;
  }

  #table(rows: readonly (Schemas["AuditLine"] & { readonly reason?: string | null })[]): TemplateResult {
    const lines = rows.map(
      (line) => html`<tr>
        <td>${this.text.time(line.at)}</td>
        <th scope="row"><code>${line.action}</code></th>
        <td>${this.#outcome(line)}</td>
        <td class="wrap">${line.subject}</td>
        <td>${this.#who(line.who)}</td>
        <td class="wrap">${line.reason ?? ""}</td>
      </tr>`,
    );
    return table(this.say("nav.audit"), [this.say("history.time"), this.say("audit.action"), this.say("audit.outcome"), this.say("audit.subject"), this.say("history.who"), this.say("act.reason")], lines);
  }

  /** People by their names; keys, and whoever is not known, by what they are called. */
  #who(who: string): TemplateResult {
    const name = this.#operators.rows?.find(({ id }) => id === who)?.name;
    return name === undefined ? html`<span class="mono">${who}</span>` : html`${name}<div class="mono small muted">${who}</div>`;
  }

  #outcome({ outcome, code }: Schemas["AuditLine"]): TemplateResult {
    if (outcome === "done") return html`${this.say("audit.done")}`;
    if (outcome === "begun") return html`<span class="chip warn">${this.say("audit.begun")}</span>`;
    return html`<span class="chip bad">${this.say("audit.refused")}</span> <code>${code ?? ""}</code>`;
  }
}

export class ConsoleMe extends Room {
  override render(): TemplateResult {
    const { operator } = this.desk;
    return html`${this.head(operator.name, { under: operator.email, acts: html`<button @click=${() => void this.desk.act(ownPassword(this.text))}>${this.say("me.open")}</button>` })}
      <dl class="facts">
        <dt>${this.say("account.role")}</dt>
        <dd>${this.text.word("role", operator.role)}</dd>
        <dt>${this.say("me.may")}</dt>
        <dd>${this.text.word("role.may", operator.role)}</dd>
      </dl>`;
  }
}
