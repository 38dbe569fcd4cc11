/** `<scrip-agency-settings>`: Settings, Agency Options: share your credits; spend limits per subaccount and member. */

import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";

import { ScripElement } from "../base.js";
import { wide } from "../look/index.js";
import type { Member, Problem, SpendLimit, UsageGroup } from "../api/client.js";
import { Listing } from "../listing.js";
import { problemOf } from "../store.js";

const DAYS = 30;
const DAY_MS = 86_400_000;
/** Whom a limit is for. */
const WHOM = ["each.member", "each.subaccount", "account", "one.member", "one.subaccount"] as const;
type Whom = (typeof WHOM)[number];

/**
 * Settings, Agency Options: share your credits; spend limits per subaccount and member.
 *
 * @csspart card - the whole
 * @csspart subject - one row of usage and limit
 * @csspart set-limit - the button that sets one
 * @tagname scrip-agency-settings
 */
export class ScripAgencySettings extends ScripElement {
  static override properties: PropertyDeclarations = {
    isSharing: { state: true },
    problem: { state: true },
    saved: { state: true },
    whom: { state: true },
  };

  static override styles = [
    ...ScripElement.styles,
    wide,
    css`
      .switch {
        display: flex;
        align-items: center;
        gap: 0.75rem;
        color: var(--_text);
        font-size: 0.875rem;
        cursor: pointer;
      }
      .switch input {
        margin: 0;
        appearance: none;
        inline-size: 2.5rem;
        block-size: 1.4rem;
        min-height: 0;
        border-radius: 1rem;
        padding: 2px;
        background: var(--_muted);
        border: 0;
        display: inline-flex;
        cursor: pointer;
        flex: none;
      }
      .switch input::before {
        content: "";
        inline-size: calc(1.4rem - 4px);
        block-size: calc(1.4rem - 4px);
        border-radius: 50%;
        background: var(--_surface);
      }
      .switch input:checked {
        background: var(--_accent);
        justify-content: flex-end;
      }
      td .quiet {
        min-height: 1.75rem;
        padding: 0 0.5rem;
      }
      .good {
        color: var(--_good);
      }
      tbody th {
        font-weight: 450;
        font-size: inherit;
        white-space: normal;
        overflow-wrap: anywhere;
        color: var(--_text);
      }
      form {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
        gap: 0.5rem;
        align-items: end;
        margin-block-start: 0.75rem;
      }
    `,
  ];

  /** @internal */
  declare isSharing: boolean | undefined;
  /** @internal */
  declare problem: Problem | undefined;
  /** @internal */
  declare saved: boolean;
  /** @internal */
  declare whom: Whom;
  readonly #limits = new Listing<SpendLimit>(this, () => (this.store?.may("manage_members") ? "/limits?limit=200" : undefined));
  readonly #members = new Listing<Member>(this, () => (this.store?.may("manage_members") ? "/members?limit=200" : undefined));
  readonly #bySubaccount = new Listing<UsageGroup>(this, () => this.#usage("subaccount"));
  readonly #byMember = new Listing<UsageGroup>(this, () => this.#usage("member"));
  readonly #since = encodeURIComponent(new Date(Date.now() - DAYS * DAY_MS).toISOString());
  #read: unknown;

  constructor() {
    super();
    this.saved = false;
    this.whom = "each.member";
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    const { session } = this.known;
    if (session !== undefined && session !== this.#read) {
      this.#read = session;
      void this.#load();
    }
  }

  override render(): TemplateResult {
    const maySave = this.store?.may("share") === true;
    return html`<section class="card" part="card">
      <h2>${this.say("agency.title")}</h2>
      <h3>${this.say("agency.section")}</h3>
      ${this.isSharing === undefined
        ? html`<span class="skeleton"></span>`
        : html`<label class="switch"
            ><input
              type="checkbox"
              role="switch"
              .checked=${this.isSharing}
              ?disabled=${!maySave}
              aria-describedby="hint"
              @change=${this.#share}
            />${this.say("agency.switch")}</label
          >`}
      <p id="hint" class="muted small">${this.say("agency.hint")}</p>
      ${!maySave && this.known.session ? html`<p class="muted small">${this.whoCan(this.known.session.who_can.share, "who.share")}</p>` : nothing}
      <p role="status" class="small good">${this.saved ? this.say("agency.saved") : nothing}</p>
      ${this.problem === undefined ? nothing : html`<p role="alert" class="note failed">${this.problem.message}</p>`}
      ${this.store?.may("manage_members") === true ? this.#limitsPart() : nothing} ${this.status()}
    </section>`;
  }

  #limitsPart(): TemplateResult {
    const limits = this.#limits.rows;
    return html`<h3>${this.say("agency.limits")}</h3>
      <p class="muted small">${this.say("agency.limits.hint")}</p>
      ${limits === undefined ? this.#limits.waiting() : this.#table(limits)}
      <form @submit=${this.#set} aria-label=${this.say("agency.add")}>
        <label
          >${this.say("agency.subject")}<select name="whom" @change=${this.#chooseWhom}>
            ${WHOM.map((whom) => html`<option value=${whom} ?selected=${whom === this.whom}>${this.say(`agency.${whom}`)}</option>`)}
          </select></label
        >
        ${this.whom === "one.member" || this.whom === "one.subaccount"
          ? html`<label
                >${this.say(this.whom === "one.member" ? "history.member" : "history.subaccount")}<input name="id" required list="known" autocomplete="off"
              /></label>
              <datalist id="known">${this.#known(this.whom).map(([id, name]) => html`<option value=${id}>${name}</option>`)}</datalist>`
          : nothing}
        <label>${this.say("agency.credits")}<input name="credits" type="number" min="0" step="0.001" required /></label>
        <label
          >${this.say("agency.per")}<select name="per">
            <option value="period">${this.say("agency.per.period")}</option>
            <option value="day">${this.say("agency.per.day")}</option>
            <option value="month">${this.say("agency.per.month")}</option>
          </select></label
        >
        <button part="set-limit">${this.say("agency.add")}</button>
      </form>`;
  }

  /** Who used credits or has a limit: subaccounts first, then members; and limits that hold for each of them. */
  #table(limits: readonly SpendLimit[]): TemplateResult {
    const used = new Map<string, number>();
    for (const row of this.#bySubaccount.rows ?? []) {
      if (row.subaccount && row.subaccount !== this.known.session?.account) used.set(`subaccount:${row.subaccount}`, row.credits);
    }
    for (const row of this.#byMember.rows ?? []) if (row.member) used.set(`member:${row.member}`, row.credits);
    const subjects = [...new Set([...limits.map(({ subject }) => subject), ...used.keys()])].sort(bySubject);
    if (subjects.length === 0) return html`<p class="muted">${this.say("agency.limits.none")}</p>`;
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${this.say("agency.limits")}>
      <table>
        <thead>
          <tr>
            <th scope="col">${this.say("agency.subject")}</th>
            <th scope="col" class="number">${this.say("agency.used", { days: DAYS })}</th>
            <th scope="col" class="number wide">${this.say("agency.limit")}</th>
            <td></td>
          </tr>
        </thead>
        <tbody>
          ${subjects.map((subject) => this.#subject(subject, used.get(subject), limits.find((limit) => limit.subject === subject)))}
        </tbody>
      </table>
    </div>`;
  }

  #subject(subject: string, used: number | undefined, limit: SpendLimit | undefined): TemplateResult {
    const name = this.#name(subject);
    const words =
      limit === undefined ? undefined : this.say("agency.limit.per", { credits: this.text.number(limit.credits), per: this.say(`agency.per.${limit.per}`) });
    return html`<tr part="subject">
      <th scope="row">${name}${words === undefined ? nothing : html`<div class="narrow small muted">${this.say("agency.limit")}: ${words}</div>`}</th>
      <td class="number">${used === undefined ? nothing : this.text.number(used)}</td>
      <td class="number wide">${words ?? html`<span class="muted">${this.say("agency.limit.none")}</span>`}</td>
      <td class="number">
        ${limit === undefined
          ? nothing
          : html`<button class="quiet" aria-label=${this.say("agency.remove", { subject: name })} @click=${() => this.#remove(limit)}>×</button>`}
      </td>
    </tr>`;
  }

  #name(subject: string): string {
    const [kind = "", id = ""] = subject.split(/:(.*)/);
    if (kind === "account") return this.say("agency.account");
    if (id === "*") return this.say(kind === "member" ? "agency.each.member" : "agency.each.subaccount");
    if (kind === "subaccount") return this.say("agency.named.subaccount", { name: id });
    const member = this.#members.rows?.find((other) => other.id === id);
    return member?.name ?? this.store?.memberName(id) ?? id;
  }

  /** Those whom the page knows; others are typed. */
  #known(whom: "one.member" | "one.subaccount"): [string, string][] {
    const members = this.#members.rows ?? [];
    if (whom === "one.member") return members.map(({ id, name }) => [id, name ?? id]);
    const used = (this.#bySubaccount.rows ?? []).map(({ subaccount }) => subaccount ?? "");
    const looked = members.flatMap(({ subaccounts }) => subaccounts);
    const all = new Set([...used, ...looked].filter((id) => id !== "" && id !== this.known.session?.account));
    return [...all].map((id) => [id, id]);
  }

  readonly #chooseWhom = (event: Event): void => {
    this.whom = (event.target as HTMLSelectElement).value as Whom;
  };

  #usage(group: string): string | undefined {
    return this.store?.may("see_usage") && this.store.may("manage_members") ? `/usage?group_by=${group}&from=${this.#since}` : undefined;
  }

  /** Read again with each change; what was said of the last deed stays. */
  async #load(): Promise<void> {
    const { store } = this;
    if (store === undefined) return;
    try {
      this.isSharing = (await store.api.call<{ enabled: boolean }>(store.path("/sharing"))).enabled;
    } catch (cause) {
      if (!problemOf(cause).isAway) this.problem = problemOf(cause);
    }
  }

  readonly #share = async (event: Event): Promise<void> => {
    const box = event.target as HTMLInputElement;
    const enabled = box.checked;
    await this.#doing(async (path) => {
      await this.store?.api.call(path("/sharing"), { method: "PUT", body: { enabled } });
      this.isSharing = enabled;
      this.saved = true;
      this.store?.changed();
    });
    // The server's answer is shown, whatever was clicked.
    box.checked = this.isSharing ?? false;
  };

  readonly #set = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const data = new FormData(form);
    const id = String(data.get("id") ?? "").trim();
    const subject = { "each.member": "member:*", "each.subaccount": "subaccount:*", account: "account", "one.member": `member:${id}`, "one.subaccount": `subaccount:${id}` }[this.whom];
    const body = { credits: Number(data.get("credits")), per: String(data.get("per")) };
    await this.#doing(async (path) => {
      await this.store?.api.call(path(`/limits/${encodeURIComponent(subject)}`), { method: "PUT", body });
      form.reset();
      this.whom = "each.member";
      this.saved = true;
      this.#limits.again();
    });
  };

  async #remove({ subject }: SpendLimit): Promise<void> {
    await this.#doing(async (path) => {
      await this.store?.api.fetch(path(`/limits/${encodeURIComponent(subject)}`), { method: "DELETE" });
      this.saved = true;
      this.#limits.again();
    });
  }

  async #doing(run: (path: (rest: string) => string) => Promise<void>): Promise<void> {
    const { store } = this;
    if (store === undefined) return;
    this.saved = false;
    this.problem = undefined;
    try {
      await run((rest) => store.path(rest));
    } catch (cause) {
      this.problem = problemOf(cause);
    }
  }
}

/** The whole account, then subaccounts, then members; "each" before the named. */
function bySubject(a: string, b: string): number {
  const rank = (subject: string): number => ["account", "subaccount", "member"].indexOf(subject.split(":")[0] ?? "");
  return rank(a) - rank(b) || Number(b.endsWith(":*")) - Number(a.endsWith(":*")) || a.localeCompare(b);
}
