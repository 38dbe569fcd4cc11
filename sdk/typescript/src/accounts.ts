/** Accounts and who acts in them: accounts, members, sessions, spend limits, sharing, plans. */

import { List, type ListOptions } from "./list.js";
import type { ActOptions, CallOptions, Sender } from "./send.js";
import type { Account, Acted, Loose, Member, PlanPreview, Schemas, SessionToken, Sharing, SpendLimit, With } from "./types.js";

export type NewAccount = Loose<Schemas["NewAccount"]>;

/** Which accounts are listed. */
export interface AccountFilter extends ListOptions {
  /** A part of the id or of the billing name. */
  readonly q?: string | undefined;
  readonly kind?: "business" | "agency" | "subaccount" | undefined;
  readonly status?: string | undefined;
  readonly plan?: string | undefined;
  readonly parent?: string | undefined;
}

export class Accounts {
  readonly #sender: Sender;
  constructor(sender: Sender) {
    this.#sender = sender;
  }

  /** A customer: a business, an agency, or a subaccount of one. */
  create(body: NewAccount, options?: ActOptions): Promise<Acted<Account>> {
    return this.#sender.act("POST", "/v1/accounts", { body, keyed: true }, options);
  }

  get(account: string, options?: CallOptions): Promise<Account> {
    return this.#sender.request("GET", "/v1/accounts/{account}", { path: { account } }, options);
  }

  list(filter: AccountFilter = {}): List<Account> {
    const { q, kind, status, plan, parent, ...options } = filter;
    return new List((page, call) => this.#sender.request("GET", "/v1/accounts", { query: { q, kind, status, plan, parent, ...page } }, call), options);
  }

  update({ account, ...body }: With<"account", Schemas["AccountPatch"]>, options?: CallOptions): Promise<Account> {
    return this.#sender.request("PATCH", "/v1/accounts/{account}", { path: { account }, body }, options);
  }

  /** Another plan, now or at the period's end. Paid at your side: Scrip moves the credits. */
  async changePlan({ account, ...body }: With<"account", Omit<Schemas["PlanChange"], "preview">>, options?: ActOptions): Promise<Acted<Account>> {
    const path = "/v1/accounts/{account}/plan";
    return (await this.#sender.act("POST", path, { path: { account }, body, keyed: true }, options)) as Acted<Account>;
  }

  /** The exact balances before and after another plan; changes nothing. */
  async previewPlan({ account, ...body }: With<"account", Omit<Schemas["PlanChange"], "preview">>, options?: CallOptions): Promise<PlanPreview> {
    const path = "/v1/accounts/{account}/plan";
    return (await this.#sender.request("POST", path, { path: { account }, body: { ...body, preview: true }, keyed: true }, options)) as PlanPreview;
  }

  /** Forgets a scheduled change or end. */
  dropScheduledPlan(account: string, options?: CallOptions): Promise<Account> {
    return this.#sender.request("DELETE", "/v1/accounts/{account}/plan/scheduled", { path: { account } }, options);
  }

  /** Ends a trial, or brings an ended account back. */
  activate({ account, ...body }: With<"account", Schemas["Activation"]>, options?: ActOptions): Promise<Acted<Account>> {
    return this.#sender.act("POST", "/v1/accounts/{account}/activate", { path: { account }, body, keyed: true }, options);
  }

  /** To the end of the running period. */
  cancel(account: string, options?: ActOptions): Promise<Acted<Account>> {
    return this.#sender.act("POST", "/v1/accounts/{account}/cancel", { path: { account }, body: {}, keyed: true }, options);
  }

  /** Your bill is unpaid: no period is granted, what is there stays usable. */
  pause(account: string, options?: ActOptions): Promise<Acted<Account>> {
    return this.#sender.act("POST", "/v1/accounts/{account}/pause", { path: { account }, body: {}, keyed: true }, options);
  }

  resume(account: string, options?: ActOptions): Promise<Acted<Account>> {
    return this.#sender.act("POST", "/v1/accounts/{account}/resume", { path: { account }, body: {}, keyed: true }, options);
  }
}

export class Members {
  readonly #sender: Sender;
  constructor(sender: Sender) {
    this.#sender = sender;
  }

  /** A person with a role; the same member again changes it. */
  put({ account, member, ...body }: With<"account" | "member", Schemas["NewMember"]>, options?: CallOptions): Promise<Member> {
    return this.#sender.request("PUT", "/v1/accounts/{account}/members/{member}", { path: { account, member }, body }, options);
  }

  get(account: string, member: string, options?: CallOptions): Promise<Member> {
    return this.#sender.request("GET", "/v1/accounts/{account}/members/{member}", { path: { account, member } }, options);
  }

  list(account: string, options?: ListOptions): List<Member> {
    return new List((query, call) => this.#sender.request("GET", "/v1/accounts/{account}/members", { path: { account }, query }, call), options);
  }

  /** Out of the account; with `erase` the person is forgotten, and entries keep the id only. */
  remove(account: string, member: string, { erase, ...options }: CallOptions & { readonly erase?: boolean } = {}): Promise<Schemas["RemovedMember"]> {
    return this.#sender.request("DELETE", "/v1/accounts/{account}/members/{member}", { path: { account, member }, query: { erase } }, options);
  }
}

export class Sessions {
  readonly #sender: Sender;
  constructor(sender: Sender) {
    this.#sender = sender;
  }

  /** A token for one member's browser, for an hour at most. It reads, asks and buys; it never spends. */
  create({ account, ...body }: With<"account", Schemas["NewSession"]>, options?: CallOptions): Promise<SessionToken> {
    return this.#sender.request("POST", "/v1/accounts/{account}/sessions", { path: { account }, body, asks: true }, options);
  }

  /** Who this client's key is, where it is a session token. */
  current(options?: CallOptions): Promise<Schemas["Session"]> {
    return this.#sender.request("GET", "/v1/session", {}, options);
  }
}

export class Limits {
  readonly #sender: Sender;
  constructor(sender: Sender) {
    this.#sender = sender;
  }

  /** A cap for `member:<id>`, `member:*`, `subaccount:<id>`, `subaccount:*` or `account`. */
  put({ account, subject, ...body }: With<"account" | "subject", Schemas["NewLimit"]>, options?: CallOptions): Promise<SpendLimit> {
    return this.#sender.request("PUT", "/v1/accounts/{account}/limits/{subject}", { path: { account, subject }, body }, options);
  }

  get(account: string, subject: string, options?: CallOptions): Promise<SpendLimit> {
    return this.#sender.request("GET", "/v1/accounts/{account}/limits/{subject}", { path: { account, subject } }, options);
  }

  list(account: string, options?: ListOptions): List<SpendLimit> {
    return new List((query, call) => this.#sender.request("GET", "/v1/accounts/{account}/limits", { path: { account }, query }, call), options);
  }

  remove(account: string, subject: string, options?: CallOptions): Promise<Schemas["RemovedLimit"]> {
    return this.#sender.request("DELETE", "/v1/accounts/{account}/limits/{subject}", { path: { account, subject } }, options);
  }

  /** Whether an agency's credits are its subaccounts' too. */
  sharing(account: string, options?: CallOptions): Promise<Sharing> {
    return this.#sender.request("GET", "/v1/accounts/{account}/sharing", { path: { account } }, options);
  }

  /** Turns sharing on or off. */
  share({ account, ...body }: With<"account", Schemas["NewSharing"]>, options?: CallOptions): Promise<Sharing> {
    return this.#sender.request("PUT", "/v1/accounts/{account}/sharing", { path: { account }, body }, options);
  }
}
