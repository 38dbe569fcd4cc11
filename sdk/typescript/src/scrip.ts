/** The client: spend, reserve, check, quote, balance, entries as methods; everything else by the thing it is about. */

import { Accounts, Limits, Members, Sessions } from "./accounts.js";
import { Invoices, Orders, PaymentMethods } from "./buying.js";
import { ApiKeys, Catalogs, Grants, Mails, Reports, TestClocks, Webhooks } from "./house.js";
import { List, type ListOptions } from "./list.js";
import * as reserving from "./reserve.js";
import type { Done, Reserving, Running, Used } from "./reserve.js";
import { type ActOptions, type CallOptions, Sender, type Settings } from "./send.js";
import { balances } from "./stream.js";
import type {
  Acted, Answered, Asked, Balance, Check, Entry, ExtendedReservation, Features, Loose, PathOf, Quote, Reservation, Reversal, Schemas, Settled, Spend,
  SpendsAnswerItem, UsageGroup, Verb, VoidedReservation, With,
} from "./types.js";

/** A use of a feature, for a check. */
export type Checking = With<"account", Schemas["NewCheck"]>;
/** A use of a feature, for a quote. */
export type Quoting = With<"account", Schemas["NewQuote"]>;
/** A use of a feature, for a spend. */
export type Spending = With<"account", Schemas["NewSpend"]>;

/** Which entries are listed. */
export interface EntryFilter extends ListOptions {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** One of `grant`, `expire`, `void`, `roll`, `spend`, `reserve`, `settle`, `release`, `reverse`, `order`, … */
  readonly kind?: string | undefined;
  readonly feature?: string | undefined;
  readonly member?: string | undefined;
  readonly subaccount?: string | undefined;
}

/** Which uses are added up, and by what. */
export interface UsageFilter extends CallOptions {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Of `day`, `feature`, `member`, `subaccount`, `model`; several parted by commas. */
  readonly group_by?: string | undefined;
}

/**
 * A client of one Scrip server. Holds no connection and no state: make one for a process, share it.
 *
 * ```ts
 * const scrip = new Scrip({ url: "http://127.0.0.1:8787", key: process.env.SCRIP_KEY });
 * const spend = await scrip.spend({ account: "acme", member: "ann", feature: "background-removal" });
 * ```
 *
 * Throws a {@link Refusal} where the ledger says no, {@link Unavailable} where there is no answer, {@link BadCall} where
 * the program is wrong: whatever is thrown, the use must not go through.
 */
export class Scrip {
  readonly #sender: Sender;
  readonly accounts: Accounts;
  readonly members: Members;
  readonly sessions: Sessions;
  readonly limits: Limits;
  readonly grants: Grants;
  readonly orders: Orders;
  readonly invoices: Invoices;
  readonly paymentMethods: PaymentMethods;
  readonly catalog: Catalogs;
  readonly webhooks: Webhooks;
  readonly mails: Mails;
  readonly apiKeys: ApiKeys;
  readonly reports: Reports;
  readonly testClocks: TestClocks;

  constructor(settings: Settings) {
    const sender = new Sender(settings);
    this.#sender = sender;
    this.accounts = new Accounts(sender);
    this.members = new Members(sender);
    this.sessions = new Sessions(sender);
    this.limits = new Limits(sender);
    this.grants = new Grants(sender);
    this.orders = new Orders(sender);
    this.invoices = new Invoices(sender);
    this.paymentMethods = new PaymentMethods(sender);
    this.catalog = new Catalogs(sender);
    this.webhooks = new Webhooks(sender);
    this.mails = new Mails(sender);
    this.apiKeys = new ApiKeys(sender);
    this.reports = new Reports(sender);
    this.testClocks = new TestClocks(sender);
  }

  // --- before a use ------------------------------------------------------------------------------------------------------

  /** What a use would cost and whether it is allowed, now. Binds nothing, changes nothing; a no is an answer here. */
  check({ account, ...body }: Checking, options?: CallOptions): Promise<Check> {
    return this.#sender.request("POST", "/v1/accounts/{account}/checks", { path: { account }, body, asks: true }, options);
  }

  /** Every feature as this member sees it: cost, allowed or why not. One call for a page of buttons. */
  features(account: string, { member, ...options }: CallOptions & { readonly member?: string | undefined } = {}): Promise<Features> {
    return this.#sender.request("GET", "/v1/accounts/{account}/features", { path: { account }, query: { member } }, options);
  }

  /** A cost that binds for one use: name its id as `quote` in the spend. Reserves nothing. */
  quote({ account, ...body }: Quoting, options?: CallOptions): Promise<Quote> {
    return this.#sender.request("POST", "/v1/accounts/{account}/quotes", { path: { account }, body, asks: true }, options);
  }

  // --- a use -------------------------------------------------------------------------------------------------------------

  /**
   * Takes the credits of one use, whole or not at all.
   * @throws Refusal with what helps: `shortfall`, `ways`, `who_can`.
   */
  spend({ account, ...body }: Spending, options?: ActOptions): Promise<Acted<Spend>> {
    return this.#sender.act("POST", "/v1/accounts/{account}/spends", { path: { account }, body, keyed: true }, options);
  }

  /** Many uses at once, each with its own `idempotency_key` and its own answer; not atomic together. */
  async spendAll(items: readonly Loose<Schemas["NewSpendItem"]>[], options?: CallOptions): Promise<readonly SpendsAnswerItem[]> {
    return (await this.#sender.request("POST", "/v1/spends/batch", { body: { items }, asks: true }, options)).items;
  }

  getSpend(spend: string, options?: CallOptions): Promise<Spend> {
    return this.#sender.request("GET", "/v1/spends/{spend}", { path: { spend } }, options);
  }

  /** Puts credits of a spend back to the grants they came from: so many, or all that is left. */
  reverse({ spend, ...body }: With<"spend", Schemas["NewReversal"]>, options?: ActOptions): Promise<Acted<Reversal>> {
    return this.#sender.act("POST", "/v1/spends/{spend}/reversals", { path: { spend }, body, keyed: true }, options);
  }

  // --- a use of unknown cost ---------------------------------------------------------------------------------------------

  /** Sets credits aside; settle, void or extend them yourself. */
  reserve(use: Reserving, options?: ActOptions): Promise<Acted<Reservation>>;
  /**
   * Sets credits aside, runs the function, and settles on what it says was used. Voids when it throws, and throws the
   * same. Extends while it runs; when the process crashes, the credits are free again at the reservation's end (five
   * minutes without `expires_in`).
   * @throws Refusal before the function runs; Unsettled with its value when it ran and could not be settled.
   */
  reserve<T = undefined>(
    use: Reserving,
    run: (reservation: Reservation, running: Running) => Promise<Used<T> | void> | Used<T> | void,
    options?: ActOptions,
  ): Promise<Done<T>>;
  reserve<T>(
    use: Reserving,
    run?: ActOptions | ((reservation: Reservation, running: Running) => Promise<Used<T> | void> | Used<T> | void),
    options?: ActOptions,
  ): Promise<Acted<Reservation> | Done<T>> {
    return typeof run === "function" ? reserving.around(this.#sender, use, run, options) : reserving.reserve(this.#sender, use, run);
  }

  getReservation(reservation: string, options?: CallOptions): Promise<Reservation> {
    return this.#sender.request("GET", "/v1/reservations/{reservation}", { path: { reservation } }, options);
  }

  /** The open ones of an account. */
  reservations(account: string, options?: ListOptions): List<Reservation> {
    return new List((query, call) => this.#sender.request("GET", "/v1/accounts/{account}/reservations", { path: { account }, query }, call), options);
  }

  /** Takes what was really used and gives the rest back. */
  settle(used: With<"reservation", Schemas["NewSettle"]>, options?: ActOptions): Promise<Acted<Settled>> {
    return reserving.settle(this.#sender, used, options);
  }

  /** Gives everything back. */
  void(reservation: string, options?: ActOptions): Promise<Acted<VoidedReservation>> {
    return reserving.voided(this.#sender, reservation, options);
  }

  /** Another end, counted from now. */
  extend(end: With<"reservation", Schemas["NewEnd"]>, options?: ActOptions): Promise<Acted<ExtendedReservation>> {
    return reserving.extend(this.#sender, end, options);
  }

  // --- what is left, and why ---------------------------------------------------------------------------------------------

  /** What an account has, now or `at` an earlier instant; with `feature` and `member` what they could spend. */
  balance(
    account: string,
    { at, feature, member, ...options }: CallOptions & { readonly at?: string | undefined; readonly feature?: string | undefined; readonly member?: string | undefined } = {},
  ): Promise<Balance> {
    return this.#sender.request("GET", "/v1/accounts/{account}/balance", { path: { account }, query: { at, feature, member } }, options);
  }

  /** The balance now and each time it changes, until you leave the loop or abort. */
  balances(account: string, options: CallOptions = {}): AsyncGenerator<Balance, void, undefined> {
    return balances(this.#sender, account, options);
  }

  /** What happened, line by line, the oldest first. */
  entries(account: string, { from, to, kind, feature, member, subaccount, ...options }: EntryFilter = {}): List<Entry> {
    const query = { from, to, kind, feature, member, subaccount };
    const path = "/v1/accounts/{account}/entries";
    return new List((page, call) => this.#sender.request("GET", path, { path: { account }, query: { ...query, ...page } }, call), options);
  }

  /** All of them as CSV. */
  async entriesAsCsv(account: string, { from, to, kind, feature, member, subaccount, ...options }: Omit<EntryFilter, keyof ListOptions> & CallOptions = {}): Promise<string> {
    const query = { from, to, kind, feature, member, subaccount };
    const asked = { path: { account }, query, headers: { accept: "text/csv" } };
    return new TextDecoder().decode((await this.#sender.send("GET", "/v1/accounts/{account}/entries", asked, options)).bytes);
  }

  /** Uses added up. */
  async usage(account: string, { from, to, group_by, ...options }: UsageFilter = {}): Promise<readonly UsageGroup[]> {
    return (await this.#sender.request("GET", "/v1/accounts/{account}/usage", { path: { account }, query: { from, to, group_by } }, options)).data;
  }

  // --- anything else -----------------------------------------------------------------------------------------------------

  /**
   * Any call of the API by its address, typed by openapi.json.
   *
   * ```ts
   * const spend = await scrip.request("GET", "/v1/spends/{spend}", { path: { spend: "spd_…" } });
   * ```
   */
  request<V extends Verb, P extends PathOf<V>>(verb: V, path: P, asked: Asked<V, P>, options?: ActOptions): Promise<Answered<V, P>> {
    return this.#sender.request(verb, path, asked, options);
  }
}
