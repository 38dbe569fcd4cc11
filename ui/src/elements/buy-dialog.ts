/** `<scrip-buy-dialog>`: the pop-up: payment details, packages, "Buy now", or a higher plan; and where the order stands. */

import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";

import { ScripElement } from "../base.js";
import { type Card, newKey, type Offers, type Order, type PayWith, type PlanOffer, Problem } from "../api/client.js";
import { type Fitting, fitting } from "../buying/fitting.js";
import { look } from "../buying/look.js";
import { declined, many, need, packages, plans, preview, total, transfer, wanted, ways } from "../buying/views.js";
import { problemOf } from "../store.js";

/** How often an order that waits for its payment is asked after. */
const POLL_MS = 1_500;
/** Steps and digits come in bursts; the total is asked for once they rest. */
const REST_MS = 150;

type Step = "closed" | "loading" | "choosing" | "plan" | "buying" | "waiting" | "transfer" | "done" | "failed";

/**
 * The pop-up: payment details, packages, "Buy now", or a higher plan; and where the order stands.
 *
 * Opens by itself on any `scrip-buy` of the page that nobody prevented, or by `show()`.
 *
 * @attr {boolean} inline - stands in the page, on a host's own page for buying, instead of popping up
 * @fires {CustomEvent<BoughtDetail>} scrip-bought - the credits are there; the host goes on where the member stood
 * @fires {CustomEvent<UpgradeDetail>} scrip-upgrade - the member chose a higher plan, which is paid at the host
 * @csspart dialog - the pop-up
 * @csspart need - what a use needs that is short, and how many of one package cover it
 * @csspart package - one package to choose
 * @csspart quantity - how many of it
 * @csspart way - one way to pay
 * @csspart total - what is paid
 * @csspart buy - the button that buys
 * @csspart plans - the higher plans
 * @csspart preview - the balance before and after a change of plan
 * @csspart upgrade - the button that goes on to it
 * @csspart transfer - where a transfer goes
 * @csspart problem - why it did not work
 * @tagname scrip-buy-dialog
 */
export class ScripBuyDialog extends ScripElement {
  static override properties: PropertyDeclarations = {
    inline: { type: Boolean, reflect: true },
    step: { state: true },
    chosen: { state: true },
    quantity: { state: true },
    payWith: { state: true },
    plan: { state: true },
    order: { state: true },
    problem: { state: true },
  };

  static override styles = [...ScripElement.styles, look];

  /** Stands in the page instead of popping up. */
  declare inline: boolean;
  /** @internal */
  declare step: Step;
  /** @internal */
  declare chosen: string | undefined;
  /** @internal How many of it; not a number while what is typed is none. */
  declare quantity: number;
  /** @internal */
  declare payWith: PayWith | undefined;
  /** @internal */
  declare plan: PlanOffer | undefined;
  /** @internal */
  declare order: Order | undefined;
  /** @internal */
  declare problem: Problem | undefined;
  #offers: Offers | undefined;
  /** What so many of each package come to, as the server says. */
  #many: { readonly quantity: number; readonly packages: Offers["packages"] } | undefined;
  #card: Card | undefined;
  #asked: unknown;
  /** How many of one package were proposed, because none covers alone what a use needs. */
  #proposed: Fitting | undefined;
  #key = newKey();
  #from: HTMLElement | undefined;
  #window: Window | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.inline = false;
    this.step = "closed";
    this.quantity = 1;
  }

  override updated(): void {
    if (this.inline && this.step === "closed" && this.known.session !== undefined) void this.show();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("scrip-buy", this.#heard);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("scrip-buy", this.#heard);
    clearTimeout(this.#timer);
    clearTimeout(this.#rest);
  }

  /** Opens it. `asked` comes back with `scrip-bought`, so that the host can go on. */
  async show(asked?: unknown): Promise<void> {
    this.#asked = asked;
    const dialog = this.renderRoot.querySelector("dialog");
    if (dialog !== null && !dialog.open) this.#from = deepest(document.activeElement);
    this.step = "loading";
    this.problem = undefined;
    this.order = undefined;
    this.plan = undefined;
    this.quantity = 1;
    this.#key = newKey();
    await this.updateComplete;
    if (dialog?.open === false) dialog.showModal();
    await this.#load(() => this.#propose());
    await this.updateComplete;
    this.#focus("input:checked, .plans button");
  }

  /** Closes it; the focus goes back to where it was. An order that is under way stays. */
  close(): void {
    if (this.inline) this.#closed();
    this.renderRoot.querySelector("dialog")?.close();
  }

  override render(): TemplateResult {
    if (this.inline) return html`<section class="card" part="dialog" aria-labelledby="title">${this.step === "closed" ? nothing : this.#whole()}</section>`;
    return html`<dialog part="dialog" aria-labelledby="title" @close=${this.#closed}>${this.step === "closed" ? nothing : this.#whole()}</dialog>`;
  }

  #whole(): TemplateResult {
    return html`<div class="inside">
      <header>
        <h2 id="title" tabindex="-1" ?autofocus=${!this.inline}>${this.say("buy.title")}</h2>
        ${this.inline ? nothing : html`<button class="quiet" aria-label=${this.say("dialog.close")} @click=${() => this.close()}>✕</button>`}
      </header>
      <div role="status" aria-live="polite" class="said">${this.#said()}</div>
      ${this.#inside()}
    </div>`;
  }

  /** Where it stands, in a sentence that is also read aloud. */
  #said(): TemplateResult | typeof nothing {
    const busy = html`<span class="busy" aria-hidden="true"></span>`;
    switch (this.step) {
      case "loading":
        return html`${busy}<p class="muted">${this.say("state.loading")}</p>`;
      case "buying":
        return html`${busy}<p class="muted">${this.say("buy.processing")}</p>`;
      case "waiting":
        return html`${busy}<p>${this.say(this.order?.url ? (this.order.pay_with === "saved" ? "buy.confirm" : "buy.waiting") : "buy.processing")}</p>`;
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
      case "plan":
        return this.#preview();
      case "waiting":
        return this.#waiting();
      case "transfer":
        return html`${this.order === undefined ? nothing : transfer(this.text, this.order, this.#offers?.transfer_details?.business_days ?? 2)}
          <div class="actions"><button class="primary" @click=${() => this.close()}>${this.say("buy.close")}</button></div>`;
      case "done":
        return html`<p class="muted">${this.say("buy.invoice")}</p>
          <div class="actions"><button class="primary" @click=${() => this.close()}>${this.say("buy.continue")}</button></div>`;
      case "failed":
        return html`<p role="alert" class="note failed">${this.problem?.isAway ? this.say("state.away.nothing") : this.problem?.message}</p>
          <div class="actions"><button @click=${() => this.show(this.#asked)}>${this.say("state.again")}</button></div>`;
      default:
        return nothing;
    }
  }

  #choosing(): TemplateResult {
    const { text } = this;
    const offers = this.#offers;
    if (offers === undefined) return html`${nothing}`;
    const chosen = this.#offer;
    const none = this.known.session?.state === "trial" ? "buy.none.trial" : "buy.none";
    return html`
      ${need(text, this.#asked, offers, this.#proposed)}
      ${this.problem === undefined ? nothing : html`<p role="alert" class="note failed" part="problem">${this.#trouble(this.problem)}</p>`}
      ${offers.packages.length === 0
        ? html`<p class="note">${this.say(none)}</p>`
        : html`<form @submit=${this.#buy} class="parts">
            ${packages(text, offers, this.chosen, (id) => this.#choose(id))}
            ${many(text, this.quantity, chosen, (quantity) => this.#count(quantity))}
            ${ways(text, offers, this.#card, this.payWith, (way) => ((this.payWith = way), (this.#key = newKey())))}
            ${chosen !== undefined
              ? total(text, chosen, this.quantity)
              : Number.isNaN(this.quantity)
                ? nothing
                : html`<div class="total" aria-busy="true"><span class="skeleton"></span></div>`}
            <div class="row pay">
              <span class="small"
                >${offers.terms_url ? html`<a href=${offers.terms_url} target="_blank" rel="noreferrer">${this.say("buy.terms")}</a>` : nothing}</span
              >
              <button class="primary" part="buy" aria-disabled=${String(this.step === "buying" || chosen === undefined)}>${this.say("buy.now")}</button>
            </div>
          </form>`}
      ${plans(text, offers, this.#look)}
    `;
  }

  #preview(): TemplateResult | typeof nothing {
    const { plan } = this;
    if (plan === undefined) return nothing;
    return html`${preview(this.text, plan, this.known.balance)}
      <p class="muted small">${this.say("buy.preview.host")}</p>
      <div class="actions">
        <button @click=${() => (this.step = "choosing")}>${this.say("buy.back")}</button>
        <button class="primary" part="upgrade" @click=${() => this.#upgrade(plan.id)}>${this.say("buy.upgrade.go", { name: plan.name })}</button>
      </div>`;
  }

  #waiting(): TemplateResult {
    const { order } = this;
    return html`${order?.reason ? html`<p role="alert" class="note failed" part="problem">${this.#declined(order.reason)}</p>` : nothing}
      <div class="actions">
        <button @click=${this.#cancel}>${this.say("buy.cancel")}</button>
        ${order?.url
          ? html`<a class="button" href=${order.url} target="_blank" rel="opener">${this.say(order.pay_with === "saved" ? "buy.confirm.open" : "buy.open")}</a>`
          : nothing}
      </div>`;
  }

  #trouble(problem: Problem): string {
    if (problem.code === "payment_declined") {
      const reason = problem.body["reason"];
      return `${this.#declined(typeof reason === "string" ? reason : "")} ${this.say("buy.declined.next")}`;
    }
    if (problem.code === "price_changed") return this.say("buy.price_changed");
    return problem.isAway ? this.say("buy.away") : problem.message;
  }

  #declined(reason: string): string {
    return declined(this.text, reason);
  }

  /** Reads what is offered; `choose` chooses among it before it is shown. */
  async #load(choose?: () => void): Promise<void> {
    const { store } = this;
    if (store === undefined) return;
    try {
      this.#offers = await store.api.call<Offers>(store.path("/offers"));
      this.#many = undefined;
      choose?.();
      if (this.quantity !== 1) await this.#sum(this.quantity);
      const isSaved = this.#offers.pay_with.includes("saved");
      this.#card = isSaved ? await store.api.call<Card>(store.path("/payment-method")) : undefined;
      if (!this.#offers.packages.some(({ id }) => id === this.chosen)) this.chosen = this.#offers.packages[0]?.id;
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

  /** To begin with, the cheapest package that covers what is missing is chosen; where none does alone, the cheapest number of one. */
  #propose(): void {
    this.#proposed = undefined;
    const packages = this.#offers?.packages ?? [];
    const use = wanted(this.#asked);
    if (use === undefined) return;
    const covers = use.check.ways.find(({ kind, id }) => kind === "package" && packages.some((offer) => offer.id === id));
    if (covers !== undefined) {
      this.chosen = covers.id;
      return;
    }
    const several = use.takes === 0 ? undefined : fitting(packages, use.takes - use.check.available);
    if (several === undefined) return;
    [this.chosen, this.quantity] = [several.id, several.quantity];
    if (several.quantity > 1) this.#proposed = several;
  }

  #choose(id: string): void {
    this.chosen = id;
    // Another package is another intention.
    this.#key = newKey();
  }

  /** The chosen package as often as it is wanted; nothing while the server has not said what that comes to. */
  get #offer(): Offers["packages"][number] | undefined {
    const listed = this.quantity === 1 ? this.#offers?.packages : this.quantity === this.#many?.quantity ? this.#many.packages : undefined;
    return listed?.find(({ id }) => id === this.chosen);
  }

  #count(quantity: number): void {
    this.quantity = quantity;
    this.#key = newKey();
    clearTimeout(this.#rest);
    if (!Number.isNaN(quantity) && quantity !== 1) this.#rest = setTimeout(() => void this.#sum(quantity).catch(this.#failed), REST_MS);
  }

  async #sum(quantity: number): Promise<void> {
    const { store } = this;
    if (store === undefined || Number.isNaN(quantity)) return;
    const { packages } = await store.api.call<Offers>(store.path(`/offers?quantity=${quantity}`));
    if (quantity !== this.quantity) return;
    this.#many = { quantity, packages };
    this.requestUpdate();
  }

  readonly #failed = (cause: unknown): void => void (this.problem = problemOf(cause));

  readonly #buy = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const { store } = this;
    const offer = this.#offer;
    if (store === undefined || offer === undefined || this.step === "buying") return;
    this.step = "buying";
    this.problem = undefined;
    // Opened by the click itself: a window that is opened later is blocked.
    this.#window = this.payWith === "card" ? window.open("about:blank", "_blank") : null;
    const body = { package: offer.id, quantity: this.quantity, total: offer.total, pay_with: this.payWith, member: store.known.session?.member };
    try {
      const order = await store.api.call<Order>(store.path("/orders"), { method: "POST", body, key: this.#key });
      if (order.url && this.#window !== null) this.#window.location.href = order.url;
      this.#stands(order);
    } catch (cause) {
      this.#window?.close();
      const problem = problemOf(cause);
      // Nobody knows whether it arrived: the same key asks again, and buys once.
      if (!problem.isAway) this.#key = newKey();
      if (problem.code === "price_changed" || problem.code === "payment_declined") await this.#load();
      else this.step = "choosing";
      this.problem = problem;
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
      void this.updateComplete.then(() => this.#focus(".actions button"));
      return;
    }
    if (order.status === "canceled") {
      this.step = "choosing";
      this.#key = newKey();
      this.problem = new Problem(409, "canceled", this.say("buy.canceled"));
      return;
    }
    const step = order.status === "awaiting_payment" ? "transfer" : "waiting";
    if (this.step !== step) void this.updateComplete.then(() => this.#focus(".actions > :last-child"));
    this.step = step;
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
      this.#window?.close();
    } catch {
      // Paid meanwhile, mostly: the order says so.
      void this.#poll(order.id);
    }
  };

  readonly #look = (plan: PlanOffer): void => {
    this.plan = plan;
    this.step = "plan";
    void this.updateComplete.then(() => this.#focus(".actions .primary"));
  };

  #upgrade(plan: string): void {
    this.close();
    this.tell("scrip-upgrade", { plan, asked: this.#asked });
  }

  /** What was focused is gone with its step; the next thing to do is focused instead. */
  #focus(selector: string): void {
    if (this.inline && document.activeElement !== this) return;
    const inside = this.shadowRoot?.activeElement;
    if (inside === null || inside === undefined || inside.matches("h2, dialog") || !inside.isConnected) {
      this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
    }
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
