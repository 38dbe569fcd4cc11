/** `<scrip-buy-dialog>`: the pop-up: payment details, packages, "Buy now", or a higher plan; and where the order stands. */

import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";

import { ScripElement } from "../base.js";
import { type Card, newKey, type Offers, type Order, type PackageOffer, type PayWith, Problem } from "../api/client.js";
import { problemOf } from "../store.js";

/** How often an order that waits for its payment is asked after. */
const POLL_MS = 1_500;

type Step = "closed" | "loading" | "choosing" | "buying" | "waiting" | "transfer" | "done" | "failed";

/**
 * Opens by itself on any `scrip-buy` of the page that nobody prevented, or by `show()`.
 *
 * @fires scrip-bought - the credits are there: `detail {order, asked}`; the host goes on where the member stood
 * @fires scrip-upgrade - the member chose a higher plan, which is paid at the host: `detail {plan}`
 */
export class ScripBuyDialog extends ScripElement {
  static override properties: PropertyDeclarations = {
    step: { state: true },
    chosen: { state: true },
    payWith: { state: true },
    order: { state: true },
    problem: { state: true },
  };

  static override styles = [
    ...ScripElement.styles,
    css`
      dialog {
        color: inherit;
        background: var(--_surface);
        border: 1px solid var(--_line);
        border-radius: calc(var(--_radius) + 4px);
        padding: 0;
        inline-size: min(34rem, calc(100vw - 1.5rem));
        max-block-size: min(46rem, calc(100vh - 1.5rem));
        box-shadow: 0 16px 48px rgb(0 0 0 / 25%);
      }
      dialog::backdrop {
        background: rgb(10 12 18 / 45%);
      }
      .inside {
        padding: 1.25rem;
        display: grid;
        gap: 1rem;
      }
      .inside > * {
        min-inline-size: 0;
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 1rem;
      }
      header h2 {
        margin: 0;
        font-size: 1.125rem;
      }
      fieldset {
        border: 0;
        padding: 0;
        margin: 0;
        display: grid;
        gap: 0.5rem;
      }
      legend {
        font-weight: 600;
        padding: 0;
        margin-block-end: 0.5rem;
      }
      .parts {
        display: grid;
        gap: 1rem;
      }
      .choice {
        display: flex;
        align-items: center;
        gap: 0.65rem;
        border: 1px solid light-dark(#8a90a0, #71788a);
        border-radius: var(--_radius);
        padding: 0.65rem 0.8rem;
        color: var(--_text);
        font-size: 0.875rem;
        cursor: pointer;
      }
      .choice:has(:checked) {
        border-color: var(--_accent);
        box-shadow: inset 0 0 0 1px var(--_accent);
      }
      .choice input {
        min-height: 0;
        accent-color: var(--_accent);
        margin: 0;
        flex: none;
      }
      .choice .grow {
        flex: 1;
      }
      .total {
        border-block-start: 1px solid var(--_line);
        padding-block-start: 0.75rem;
      }
      .total strong {
        font-size: 1.125rem;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0.35rem 1rem;
        margin: 0;
      }
      dt {
        color: var(--_muted);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
        font-weight: 550;
      }
      .actions {
        display: flex;
        gap: 0.5rem;
        justify-content: flex-end;
        flex-wrap: wrap;
      }
      .good {
        color: var(--_good);
        font-weight: 600;
      }
    `,
  ];

  declare step: Step;
  declare chosen: string | undefined;
  declare payWith: PayWith | undefined;
  declare order: Order | undefined;
  declare problem: Problem | undefined;
  #offers: Offers | undefined;
  #card: Card | undefined;
  #asked: unknown;
  #key = newKey();
  #from: HTMLElement | undefined;
  #window: Window | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.step = "closed";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("scrip-buy", this.#heard);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("scrip-buy", this.#heard);
    clearTimeout(this.#timer);
  }

  /** Opens it. `asked` comes back with `scrip-bought`, so that the host can go on. */
  async show(asked?: unknown): Promise<void> {
    this.#asked = asked;
    this.#from = deepest(document.activeElement);
    this.step = "loading";
    this.problem = undefined;
    this.order = undefined;
    this.#key = newKey();
    await this.updateComplete;
    const dialog = this.renderRoot.querySelector("dialog");
    if (dialog !== null && !dialog.open) dialog.showModal();
    await this.#load();
  }

  /** Closes it; the focus goes back to where it was. An order that is under way stays. */
  close(): void {
    this.renderRoot.querySelector("dialog")?.close();
  }

  override render(): TemplateResult {
    return html`<dialog part="dialog" aria-labelledby="title" @close=${this.#closed}>
      ${this.step === "closed"
        ? nothing
        : html`<div class="inside">
            <header>
              <h2 id="title">${this.say("buy.title")}</h2>
              <button class="quiet" aria-label=${this.say("dialog.close")} @click=${this.close}>✕</button>
            </header>
            <div role="status" aria-live="polite">${this.#said()}</div>
            ${this.#inside()}
          </div>`}
    </dialog>`;
  }

  #said(): TemplateResult | typeof nothing {
    switch (this.step) {
      case "loading":
        return html`<p class="muted">${this.say("state.loading")}</p>`;
      case "buying":
        return html`<p class="muted">${this.say("buy.processing")}</p>`;
      case "waiting":
        return html`<p>${this.say("buy.waiting")}</p>`;
      case "transfer":
        return html`<p>${this.say("buy.transfer.placed")}</p>`;
      case "done":
        return html`<p class="good">${this.say("buy.done", { credits: this.text.credits(this.order?.credits ?? 0) })}</p>`;
      default:
        return nothing;
    }
  }

  #inside(): TemplateResult | typeof nothing {
    switch (this.step) {
      case "choosing":
      case "buying":
        return this.#choosing();
      case "waiting":
        return this.#waiting();
      case "transfer":
        return this.#transfer();
      case "done":
        return html`<p class="muted">${this.say("buy.invoice")}</p>
          <div class="actions"><button class="primary" @click=${this.close}>${this.say("buy.continue")}</button></div>`;
      case "failed":
        return html`<p role="alert" class="failed">${this.problem?.message}</p>
          <div class="actions"><button @click=${() => this.show(this.#asked)}>${this.say("state.again")}</button></div>`;
      default:
        return nothing;
    }
  }

  #choosing(): TemplateResult {
    const offers = this.#offers;
    if (offers === undefined) return html`${nothing}`;
    const chosen = offers.packages.find(({ id }) => id === this.chosen);
    return html`
      ${this.problem === undefined ? nothing : html`<p role="alert" class="failed" part="problem">${this.#trouble(this.problem)}</p>`}
      ${offers.packages.length === 0
        ? html`<p>${this.say("buy.none")}</p>`
        : html`<form @submit=${this.#buy}>
            <div class="parts">
              <fieldset>
                <legend>${this.say("buy.packages")}</legend>
                ${offers.packages.map((offer) => this.#package(offer))}
              </fieldset>
              <fieldset>
                <legend>${this.say("buy.pay")}</legend>
                ${offers.pay_with.map((way) => this.#way(way))}
              </fieldset>
              ${chosen === undefined ? nothing : this.#total(chosen)}
              ${offers.terms_url ? html`<p class="small"><a href=${offers.terms_url} target="_blank" rel="noreferrer">${this.say("buy.terms")}</a></p>` : nothing}
              <div class="actions">
                <button class="primary" part="buy" aria-disabled=${String(this.step === "buying" || chosen === undefined)}>
                  ${this.say("buy.now")}
                </button>
              </div>
            </div>
          </form>`}
      ${offers.plans.length === 0 ? nothing : this.#plans(offers)}
    `;
  }

  #package(offer: PackageOffer): TemplateResult {
    return html`<label class="choice" part="package"
      ><input type="radio" name="package" value=${offer.id} .checked=${offer.id === this.chosen} @change=${() => this.#choose(offer.id)} />
      <span class="grow">${offer.name}</span><strong>${this.text.money(offer.total)}</strong></label
    >`;
  }

  #way(way: PayWith): TemplateResult {
    const words =
      way === "saved" && this.#card !== undefined
        ? this.say("buy.pay.saved", { brand: this.#card.brand, last4: this.#card.last4 })
        : this.say(`buy.pay.${way}`);
    const days = this.#offers?.transfer_details?.business_days ?? 2;
    return html`<label class="choice"
      ><input type="radio" name="pay" value=${way} .checked=${way === this.payWith} @change=${() => ((this.payWith = way), (this.#key = newKey()))} />
      <span class="grow"
        >${words}${way === "transfer" ? html`<br /><span class="muted small">${this.say("buy.pay.transfer.days", { n: days })}</span>` : nothing}</span
      ></label
    >`;
  }

  #total(offer: PackageOffer): TemplateResult {
    return html`<div class="total">
      <div class="row"><span class="muted">${this.say("buy.net")}</span><span>${this.text.money(offer.price)}</span></div>
      <div class="row">
        <span class="muted">${offer.reverse_charge ? this.say("buy.reverse") : this.say("buy.tax", { rate: this.text.number(offer.tax_rate) })}</span
        ><span>${this.text.money(offer.tax)}</span>
      </div>
      <div class="row"><span>${this.say("buy.total")}</span><strong part="total">${this.text.money(offer.total)}</strong></div>
      ${offer.expires_in ? html`<p class="muted small">${this.say("buy.expires", { span: offer.expires_in })}</p>` : nothing}
    </div>`;
  }

  #plans(offers: Offers): TemplateResult {
    return html`<section>
      <h3>${this.say("buy.plans")}</h3>
      ${offers.plans.map(
        (plan) => html`<div class="row">
          <span
            >${plan.name} <span class="muted small">${this.say("buy.plan.credits", { credits: this.text.credits(plan.allowance) })}</span><br /><span
              class="muted small"
              >${this.say("buy.plan.after", { credits: this.text.credits(plan.balance_after.available) })}</span
            ></span
          >
          <button @click=${() => this.#upgrade(plan.id)}>
            ${this.say("buy.upgrade", { name: plan.name })}${plan.price ? html` · ${this.text.money(plan.price)}` : nothing}
          </button>
        </div>`,
      )}
    </section>`;
  }

  #waiting(): TemplateResult {
    const url = this.order?.url;
    return html`${this.order?.reason ? html`<p role="alert" class="failed">${this.say("buy.declined", { reason: this.order.reason })}</p>` : nothing}
      <div class="actions">
        <button @click=${this.#cancel}>${this.say("buy.cancel")}</button>
        ${url ? html`<a class="button" href=${url} target="_blank" rel="opener">${this.say("buy.open")}</a>` : nothing}
      </div>`;
  }

  #transfer(): TemplateResult {
    const { order } = this;
    const to = order?.transfer;
    if (order === undefined) return html`${nothing}`;
    const line = (words: "buy.bank.name" | "buy.bank.iban" | "buy.bank.bic", value: string | undefined): unknown =>
      value ? html`<dt>${this.say(words)}</dt><dd>${value}</dd>` : nothing;
    return html`<dl part="transfer">
        <dt>${this.say("buy.total")}</dt>
        <dd>${this.text.money(order.total)}</dd>
        ${line("buy.bank.name", to?.bank?.name)} ${line("buy.bank.iban", to?.bank?.iban)} ${line("buy.bank.bic", to?.bank?.bic)}
        <dt>${this.say("buy.bank.reference")}</dt>
        <dd>${to?.reference ?? order.id}</dd>
        <dt>${this.say("buy.bank.by")}</dt>
        <dd>${this.text.date(order.pay_by)}</dd>
      </dl>
      <p class="muted">${this.say("buy.pay.transfer.days", { n: this.#offers?.transfer_details?.business_days ?? 2 })}</p>
      <div class="actions"><button class="primary" @click=${this.close}>${this.say("buy.close")}</button></div>`;
  }

  #trouble(problem: Problem): string {
    if (problem.code === "payment_declined") return this.say("buy.declined", { reason: problem.message });
    if (problem.code === "price_changed") return this.say("buy.price_changed");
    return problem.message;
  }

  async #load(): Promise<void> {
    const { store } = this;
    if (store === undefined) return;
    try {
      this.#offers = await store.api.call<Offers>(store.path("/offers"));
      const isSaved = this.#offers.pay_with.includes("saved");
      this.#card = isSaved ? await store.api.call<Card>(store.path("/payment-method")) : undefined;
      this.chosen ??= this.#offers.packages[0]?.id;
      if (this.payWith === undefined || !this.#offers.pay_with.includes(this.payWith)) this.payWith = this.#offers.pay_with[0];
      this.step = "choosing";
    } catch (cause) {
      this.problem = problemOf(cause);
      this.step = "failed";
    }
  }

  readonly #heard = (event: Event): void => {
    if (event.defaultPrevented || this.store === undefined) return;
    event.preventDefault();
    void this.show((event as CustomEvent<unknown>).detail);
  };

  #choose(id: string): void {
    this.chosen = id;
    // Another package is another intention.
    this.#key = newKey();
  }

  readonly #buy = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const { store } = this;
    const offer = this.#offers?.packages.find(({ id }) => id === this.chosen);
    if (store === undefined || offer === undefined || this.step === "buying") return;
    this.step = "buying";
    this.problem = undefined;
    // Opened by the click itself: a window that is opened later is blocked.
    this.#window = this.payWith === "card" ? window.open("about:blank", "_blank") : null;
    const body = { package: offer.id, total: offer.total, pay_with: this.payWith, member: store.known.session?.member };
    try {
      const order = await store.api.call<Order>(store.path("/orders"), { method: "POST", body, key: this.#key });
      if (order.url && this.#window !== null) this.#window.location.href = order.url;
      this.#stands(order);
    } catch (cause) {
      this.#window?.close();
      this.problem = problemOf(cause);
      this.step = "choosing";
      if (!this.problem.isAway) this.#key = newKey();
      if (this.problem.code === "price_changed") await this.#load();
    }
  };

  #stands(order: Order): void {
    this.order = order;
    clearTimeout(this.#timer);
    if (order.status === "paid") {
      this.#window?.close();
      this.step = "done";
      this.store?.changed();
      this.tell("scrip-bought", { order, asked: this.#asked });
      return;
    }
    if (order.status === "canceled") {
      this.step = "choosing";
      this.#key = newKey();
      this.problem = new Problem(409, "canceled", this.say("buy.canceled"));
      return;
    }
    this.step = order.status === "awaiting_payment" ? "transfer" : "waiting";
    // The browser's return says nothing: the order is asked after until it is paid.
    this.#timer = setTimeout(() => void this.#poll(order.id), POLL_MS);
  }

  async #poll(id: string): Promise<void> {
    const { store } = this;
    if (store === undefined || this.step === "closed") return;
    try {
      this.#stands(await store.api.call<Order>(`/v1/orders/${id}`));
    } catch {
      this.#timer = setTimeout(() => void this.#poll(id), POLL_MS * 2);
    }
  }

  readonly #cancel = async (): Promise<void> => {
    const { store, order } = this;
    if (store === undefined || order === undefined) return;
    clearTimeout(this.#timer);
    try {
      this.#stands(await store.api.call<Order>(`/v1/orders/${order.id}/cancel`, { method: "POST", body: {}, key: newKey() }));
      this.problem = undefined;
    } catch (cause) {
      // Paid meanwhile, mostly.
      this.problem = problemOf(cause);
      void this.#poll(order.id);
    }
  };

  #upgrade(plan: string): void {
    this.close();
    this.tell("scrip-upgrade", { plan, asked: this.#asked });
  }

  readonly #closed = (): void => {
    clearTimeout(this.#timer);
    this.step = "closed";
    this.#from?.focus();
  };
}

function deepest(element: Element | null): HTMLElement | undefined {
  let at = element;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at instanceof HTMLElement ? at : undefined;
}
