/** `<scrip-agency-settings>`: Settings, Agency Options: share your credits; spend limits per subaccount and member. */

import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";

import { ScripElement } from "../base.js";
import type { Problem, SpendLimit } from "../api/client.js";
import { Listing } from "../listing.js";
import { problemOf } from "../store.js";

export class ScripAgencySettings extends ScripElement {
  static override properties: PropertyDeclarations = { isSharing: { state: true }, problem: { state: true }, saved: { state: true } };

  static override styles = [
    ...ScripElement.styles,
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
      form {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
        gap: 0.5rem;
        align-items: end;
        margin-block-start: 0.75rem;
      }
    `,
  ];

  declare isSharing: boolean | undefined;
  declare problem: Problem | undefined;
  declare saved: boolean;
  readonly #limits = new Listing<SpendLimit>(this, () => (this.store?.may("manage_members") ? "/limits?limit=200" : undefined));
  #read: unknown;

  constructor() {
    super();
    this.saved = false;
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
      ${!maySave && this.known.session ? html`<p class="muted small">${this.whoCan(this.known.session.who_can.share)}</p>` : nothing}
      <p role="status" class="small muted">${this.saved ? this.say("agency.saved") : nothing}</p>
      ${this.problem === undefined ? nothing : html`<p role="alert" class="failed">${this.problem.message}</p>`}
      ${this.store?.may("manage_members") === true ? this.#limitsPart() : nothing} ${this.status()}
    </section>`;
  }

  #limitsPart(): TemplateResult {
    const limits = this.#limits.rows;
    return html`<h3>${this.say("agency.limits")}</h3>
      <p class="muted small">${this.say("agency.limits.hint")}</p>
      ${limits === undefined
        ? this.#limits.waiting()
        : limits.length === 0
          ? html`<p class="muted">${this.say("agency.limits.none")}</p>`
          : html`<table>
              <thead>
                <tr>
                  <th scope="col">${this.say("agency.subject")}</th>
                  <th scope="col" class="number">${this.say("agency.credits")}</th>
                  <th scope="col">${this.say("agency.per")}</th>
                  <td></td>
                </tr>
              </thead>
              <tbody>
                ${limits.map((limit) => this.#limit(limit))}
              </tbody>
            </table>`}
      <form @submit=${this.#set}>
        <label>${this.say("agency.subject")}<input name="subject" required list="subjects" placeholder="member:…" /></label>
        <datalist id="subjects">
          <option value="member:*">${this.say("agency.each.member")}</option>
          <option value="subaccount:*">${this.say("agency.each.subaccount")}</option>
          <option value="account">${this.say("agency.account")}</option>
        </datalist>
        <label>${this.say("agency.credits")}<input name="credits" type="number" min="0" step="0.001" required /></label>
        <label
          >${this.say("agency.per")}<select name="per">
            <option value="period">${this.say("agency.per.period")}</option>
            <option value="day">${this.say("agency.per.day")}</option>
            <option value="month">${this.say("agency.per.month")}</option>
          </select></label
        >
        <button>${this.say("agency.add")}</button>
      </form>`;
  }

  #limit(limit: SpendLimit): TemplateResult {
    return html`<tr>
      <td>${limit.subject}</td>
      <td class="number">${this.text.number(limit.credits)}</td>
      <td>${this.say(`agency.per.${limit.per}`)}</td>
      <td class="number">
        <button class="quiet" aria-label=${this.say("agency.remove", { subject: limit.subject })} @click=${() => this.#remove(limit)}>×</button>
      </td>
    </tr>`;
  }

  async #load(): Promise<void> {
    await this.#doing(async (path) => {
      const sharing = await this.store?.api.call<{ enabled: boolean }>(path("/sharing"));
      this.isSharing = sharing?.enabled ?? false;
    });
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
    const subject = String(data.get("subject"));
    const body = { credits: Number(data.get("credits")), per: String(data.get("per")) };
    await this.#doing(async (path) => {
      await this.store?.api.call(path(`/limits/${encodeURIComponent(subject)}`), { method: "PUT", body });
      form.reset();
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
