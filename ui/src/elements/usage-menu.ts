/** `<scrip-usage-menu>`: My Usage, made for the lower left of an application: monthly (1), extra (2), and buying more. */

import { css, html, nothing, type PropertyDeclarations, svg, type TemplateResult } from "lit";

import { ScripElement } from "../base.js";
import type { Balance, WhoCan } from "../api/client.js";
import { readable } from "../text/index.js";

/**
 * My Usage, made for the lower left of an application: monthly (1), extra (2), and buying more.
 *
 * @attr {boolean} open - unfolded
 * @slot - the host's own rows, above the credits
 * @fires {CustomEvent<BuyDetail>} scrip-buy - the member asked for more credits; taken by a `<scrip-buy-dialog>` of the page, if there is one
 * @csspart panel - what unfolds
 * @csspart monthly - monthly credits (1)
 * @csspart bar - how much of them is left
 * @csspart extra - extra credits (2)
 * @csspart expiring - what expires next
 * @csspart reserved - what is set aside
 * @csspart owed - what is owed
 * @csspart who - who may do what
 * @csspart buy - "Buy extra credits"
 * @csspart plans - "See plans", in a trial
 * @csspart ended - that the account has ended
 * @csspart closed - that the agency does not share
 * @csspart summary - the row that is always there
 * @csspart total - all that is available
 * @tagname scrip-usage-menu
 */
export class ScripUsageMenu extends ScripElement {
  static override properties: PropertyDeclarations = { open: { type: Boolean, reflect: true } };

  static override styles = [
    ...ScripElement.styles,
    css`
      :host {
        inline-size: min(18rem, 100%);
      }
      .summary {
        inline-size: 100%;
        justify-content: space-between;
      }
      .panel {
        margin-block-end: 0.5rem;
        display: grid;
        gap: 0.75rem;
      }
      .row strong {
        font-weight: 650;
      }
      .panel .row {
        flex-wrap: nowrap;
      }
      .panel .row strong {
        text-align: end;
      }
      .summary strong {
        display: inline-flex;
        align-items: center;
        gap: 0.6rem;
        font-weight: 650;
      }
      .fold {
        inline-size: 10px;
        block-size: 6px;
        fill: none;
        stroke: var(--_muted);
        stroke-width: 1.5;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
      :host([open]) .fold {
        transform: rotate(180deg);
      }
      svg.bar {
        inline-size: 100%;
        block-size: 6px;
        border-radius: 3px;
        display: block;
        margin-block: 0.35rem 0.25rem;
      }
      .track {
        fill: var(--_line);
      }
      .fill {
        fill: var(--_accent);
      }
      details summary {
        cursor: pointer;
        color: var(--_muted);
        padding-block: 0.25rem;
      }
      ul {
        margin: 0.25rem 0 0;
        padding: 0;
        list-style: none;
        display: grid;
        gap: 0.35rem;
      }
      .panel > button {
        inline-size: 100%;
      }
      /* A figure that has no room beside its word goes below it, whole. */
      .panel .row {
        flex-wrap: wrap;
        row-gap: 0;
      }
      .panel .row strong {
        white-space: nowrap;
      }
    `,
  ];

  /** Unfolded. */
  declare open: boolean;

  constructor() {
    super();
    this.open = false;
  }

  override render(): TemplateResult {
    const { balance } = this.known;
    return html`
      <div id="panel" class="panel card" part="panel" ?hidden=${!this.open}>
        <slot></slot>
        ${balance === undefined ? this.#empty() : this.#numbers(balance)} ${this.#who()}
        ${this.#more()}
      </div>
      <button
        class="summary"
        part="summary"
        aria-expanded=${String(this.open)}
        aria-controls="panel"
        @click=${() => (this.open = !this.open)}
      >
        <span>${this.say("usage.title")}</span>
        <strong part="total"
          >${balance === undefined ? nothing : this.text.number(balance.available)}<svg class="fold" viewBox="0 0 10 6" aria-hidden="true">
            <path d="M1 5l4-4 4 4"></path></svg
        ></strong>
      </button>
      ${this.status()}
    `;
  }

  /** Buying extra credits; where nothing can be bought, why, and what else there is. */
  #more(): TemplateResult | typeof nothing {
    const { store } = this;
    const state = this.known.session?.state;
    if (store?.mayBuy === true) {
      return html`<button class="primary" part="buy" @click=${this.#buy}>${this.say("usage.buy")}</button>`;
    }
    if (state === "ended") return html`<p class="away small" part="ended">${this.say("reason.account_ended")}</p>`;
    if (state !== "trial" || store?.may("buy") !== true) return nothing;
    return html`<p class="muted small">${this.say("usage.trial")}</p>
      <button part="plans" @click=${this.#buy}>${this.say("usage.plans")}</button>`;
  }

  #empty(): TemplateResult | typeof nothing {
    if (this.isOver) return nothing;
    const { session } = this.known;
    if (session !== undefined && this.store?.may("see_balance") === false) {
      return html`<p class="muted">${this.say("state.hidden")}</p>`;
    }
    return html`<p><span class="skeleton"></span><span class="sr">${this.say("state.loading")}</span></p>`;
  }

  #numbers({ monthly, extra, expiring, reserved, owed, shared_from }: Balance): TemplateResult {
    const number = (credits: number): string => this.text.number(credits);
    const of = this.say("usage.of", { available: number(monthly.available), granted: number(monthly.granted) });
    const state = this.known.session?.state;
    const isTrial = state === "trial";
    const monthlyEnds = monthly.renews_at ?? (isTrial || state === "canceling" ? expiring[0]?.at : undefined);
    const [next] = expiring.filter(({ at }) => at !== monthlyEnds);
    const hasMonthly = monthly.granted > 0 || monthly.available > 0;
    const ends = isTrial ? "usage.ends" : state === "canceling" ? "usage.canceling" : "usage.renews";
    return html`
      ${hasMonthly
        ? html`<div part="monthly">
            <div class="row">
              <span class="muted">${this.say("usage.monthly")}</span>
              <strong>${monthly.granted > 0 ? of : number(monthly.available)}</strong>
            </div>
            ${monthly.granted > 0 ? this.#bar(monthly.available, monthly.granted) : nothing}
            ${monthlyEnds ? html`<p class="muted small">${this.say(ends, { date: this.text.date(monthlyEnds) })}</p>` : nothing}
          </div>`
        : nothing}
      <div part="extra">
        <div class="row">
          <span class="muted">${this.say(hasMonthly ? "usage.extra" : "usage.credits")}</span>
          <strong>${number(extra.available)}</strong>
        </div>
        ${hasMonthly || state === "ended" || this.#isSubaccount ? nothing : html`<p class="muted small">${this.say("usage.legacy")}</p>`}
        ${this.#isClosed ? html`<p class="muted small" part="closed">${this.say("reason.sharing_disabled")}</p>` : nothing}
      </div>
      ${next === undefined
        ? nothing
        : html`<p class="muted small" part="expiring">
            ${this.say("usage.expires", { credits: this.text.credits(next.credits), date: this.text.date(next.at) })}
          </p>`}
      ${reserved > 0
        ? html`<p class="muted small" part="reserved">
            ${this.say("usage.reserved", { credits: this.text.credits(reserved) })}
          </p>`
        : nothing}
      ${owed > 0
        ? html`<p class="away" part="owed">${this.say("usage.owed", { credits: this.text.credits(owed) })}</p>`
        : nothing}
      ${shared_from ? html`<p class="muted small">${this.say("usage.shared", { account: shared_from })}</p>` : nothing}
    `;
  }

  /** A subaccount's features say whether its agency shares. */
  get #isClosed(): boolean {
    return this.known.features?.some(({ reason }) => reason === "sharing_disabled") ?? false;
  }

  get #isSubaccount(): boolean {
    return this.#isClosed || Boolean(this.known.balance?.shared_from);
  }

  #bar(available: number, granted: number): TemplateResult {
    // Widths stand in attributes of SVG: a strict page forbids styles in attributes.
    const share = Math.max(0, Math.min(100, (100 * available) / granted));
    const spoken = this.say("usage.progress", {
      available: this.text.number(available),
      granted: this.text.number(granted),
    });
    return html`<svg
      class="bar"
      part="bar"
      role="meter"
      aria-label=${this.say("usage.monthly")}
      aria-valuemin="0"
      aria-valuemax=${granted}
      aria-valuenow=${available}
      aria-valuetext=${spoken}
      viewBox="0 0 100 6"
      preserveAspectRatio="none"
    >
      ${svg`<rect class="track" width="100" height="6"></rect><rect class="fill" width=${share} height="6"></rect>`}
    </svg>`;
  }

  #who(): TemplateResult | typeof nothing {
    const who = this.known.session?.who_can;
    if (who === undefined) return nothing;
    const line = (words: "usage.may.use" | "usage.may.buy" | "usage.may.share", can: readonly WhoCan[]): unknown =>
      can.length === 0
        ? nothing
        : html`<li><strong class="small">${this.say(words)}</strong><br /><span class="small">${this.#people(can)}</span></li>`;
    return html`<details part="who">
      <summary class="small">${this.say("usage.who")}</summary>
      <ul>
        ${line("usage.may.use", who.use)} ${line("usage.may.buy", who.buy)} ${line("usage.may.share", who.share)}
      </ul>
    </details>`;
  }

  #people(can: readonly WhoCan[]): string {
    const people = can.flatMap(({ role, members }) =>
      members.length === 0 ? [readable(role)] : members.map(({ id, name }) => `${name ?? id} (${readable(role)})`),
    );
    return new Intl.ListFormat(this.text.locale, { type: "unit" }).format(people);
  }

  readonly #buy = (): void => {
    this.tell("scrip-buy", { from: "usage-menu" }, true);
  };
}
