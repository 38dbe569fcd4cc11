/** The house: grants by hand, catalog, events and webhook endpoints, mails, keys, reports, audit, test clocks. */

import { List, type ListOptions } from "./list.js";
import type { operations } from "./schema.js";
import type { ActOptions, CallOptions, Sender } from "./send.js";
import type {
  Acted, ApiKey, AuditLine, BreakageReport, Catalog, CatalogVersion, DeferredReport, Event, Grant, Loose, Mail, MonthlyUsage, Published, Redelivered,
  Schemas, TestClock, Verification, VoidedGrant, WebhookDelivery, WebhookEndpoint, With,
} from "./types.js";

export class Grants {
  readonly #sender: Sender;
  constructor(sender: Sender) {
    this.#sender = sender;
  }

  /** Credits given by hand, with a reason. */
  create({ account, ...body }: With<"account", Schemas["NewGrant"]>, options?: ActOptions): Promise<Acted<Grant>> {
    return this.#sender.act("POST", "/v1/accounts/{account}/grants", { path: { account }, body, keyed: true }, options);
  }

  /** Every lot of credits, in burn order. */
  list(account: string, options?: ListOptions): List<Grant> {
    return new List((query, call) => this.#sender.request("GET", "/v1/accounts/{account}/grants", { path: { account }, query }, call), options);
  }

  /** Takes back what is available of a grant, or so many of it. */
  void({ grant, ...body }: With<"grant", Schemas["NewVoid"]>, options?: ActOptions): Promise<Acted<VoidedGrant>> {
    return this.#sender.act("POST", "/v1/grants/{grant}/void", { path: { grant }, body, keyed: true }, options);
  }
}

export class Catalogs {
  readonly #sender: Sender;
  constructor(sender: Sender) {
    this.#sender = sender;
  }

  /** The catalog in force, and the tag that a careful `put` names. */
  async get(options?: CallOptions): Promise<{ readonly catalog: Catalog; readonly etag: string | undefined }> {
    const reply = await this.#sender.send("GET", "/v1/catalog", {}, options);
    return { catalog: JSON.parse(new TextDecoder().decode(reply.bytes)) as Catalog, etag: reply.headers.get("etag") ?? undefined };
  }

  /** Publishes a version. `ifMatch` guards against a second editor; `dryRun` answers what would change. */
  put(body: Loose<Catalog>, { ifMatch, dryRun, ...options }: CallOptions & { readonly ifMatch?: string | undefined; readonly dryRun?: boolean | undefined } = {}): Promise<Published> {
    const headers = ifMatch === undefined ? {} : { "if-match": ifMatch };
    return this.#sender.request("PUT", "/v1/catalog", { body: body as never, query: { dry_run: dryRun }, headers }, options);
  }

  versions(options?: ListOptions): List<CatalogVersion> {
    return new List((query, call) => this.#sender.request("GET", "/v1/catalog/versions", { query }, call), options);
  }

  version(version: number, options?: CallOptions): Promise<Catalog> {
    return this.#sender.request("GET", "/v1/catalog/versions/{version}", { path: { version: String(version) } }, options);
  }
}

export class Webhooks {
  readonly #sender: Sender;
  constructor(sender: Sender) {
    this.#sender = sender;
  }

  /** An address of yours that is told of events; the answer holds its secret, this once. */
  create(body: Loose<Schemas["NewWebhookEndpoint"]>, options?: CallOptions): Promise<WebhookEndpoint> {
    return this.#sender.request("POST", "/v1/webhook-endpoints", { body }, options);
  }

  get(endpoint: string, options?: CallOptions): Promise<WebhookEndpoint> {
    return this.#sender.request("GET", "/v1/webhook-endpoints/{endpoint}", { path: { endpoint } }, options);
  }

  list(options?: ListOptions): List<WebhookEndpoint> {
    return new List((query, call) => this.#sender.request("GET", "/v1/webhook-endpoints", { query }, call), options);
  }

  update({ endpoint, ...body }: With<"endpoint", Schemas["WebhookEndpointChange"]>, options?: CallOptions): Promise<WebhookEndpoint> {
    return this.#sender.request("PATCH", "/v1/webhook-endpoints/{endpoint}", { path: { endpoint }, body }, options);
  }

  remove(endpoint: string, options?: CallOptions): Promise<Schemas["RemovedWebhookEndpoint"]> {
    return this.#sender.request("DELETE", "/v1/webhook-endpoints/{endpoint}", { path: { endpoint } }, options);
  }

  /** Another secret, shown this once; for 24 hours both sign. */
  rotateSecret(endpoint: string, options?: CallOptions): Promise<WebhookEndpoint> {
    return this.#sender.request("POST", "/v1/webhook-endpoints/{endpoint}/rotate-secret", { path: { endpoint }, body: {} }, options);
  }

  /** What was sent there, the newest event first. */
  deliveries(endpoint: string, options?: ListOptions): List<WebhookDelivery> {
    const path = "/v1/webhook-endpoints/{endpoint}/deliveries";
    return new List((query, call) => this.#sender.request("GET", path, { path: { endpoint }, query }, call), options);
  }

  /** All events, the newest first, whether or not anybody listened. */
  events({ type, account, ...options }: ListOptions & { readonly type?: string | undefined; readonly account?: string | undefined } = {}): List<Event> {
    return new List((page, call) => this.#sender.request("GET", "/v1/events", { query: { type, account, ...page } as never }, call), options);
  }

  /** The same event again, with the same id. */
  redeliver({ event, ...body }: With<"event", Schemas["Redelivery"]>, options?: CallOptions): Promise<Redelivered> {
    return this.#sender.request("POST", "/v1/events/{event}/redeliver", { path: { event }, body }, options);
  }
}

export class Mails {
  readonly #sender: Sender;
  constructor(sender: Sender) {
    this.#sender = sender;
  }

  list({ account, status, kind, ...options }: ListOptions & { readonly account?: string; readonly status?: string; readonly kind?: string } = {}): List<Mail> {
    return new List((page, call) => this.#sender.request("GET", "/v1/mails", { query: { account, status, kind, ...page } as never }, call), options);
  }

  resend(mail: string, options?: CallOptions): Promise<Mail> {
    return this.#sender.request("POST", "/v1/mails/{mail}/resend", { path: { mail }, body: {} }, options);
  }
}

export class ApiKeys {
  readonly #sender: Sender;
  constructor(sender: Sender) {
    this.#sender = sender;
  }

  /** A server key; the answer holds it, this once. */
  create(body: Loose<Schemas["NewApiKey"]>, options?: CallOptions): Promise<ApiKey> {
    return this.#sender.request("POST", "/v1/api-keys", { body }, options);
  }

  list(options?: ListOptions): List<ApiKey> {
    return new List((query, call) => this.#sender.request("GET", "/v1/api-keys", { query }, call), options);
  }

  revoke(key: string, options?: CallOptions): Promise<Schemas["RevokedApiKey"]> {
    return this.#sender.request("DELETE", "/v1/api-keys/{key}", { path: { key } }, options);
  }
}

/** The months and the account that a report is about. */
export interface ReportFilter extends CallOptions {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly account?: string | undefined;
  readonly time_zone?: string | undefined;
}

/** Which deeds of operators are listed. */
export interface AuditFilter extends ListOptions {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly who?: string | undefined;
  readonly action?: string | undefined;
  readonly order?: AuditOrder | undefined;
}
type AuditOrder = NonNullable<NonNullable<operations["listAudit"]["parameters"]["query"]>["order"]>;

export class Reports {
  readonly #sender: Sender;
  constructor(sender: Sender) {
    this.#sender = sender;
  }

  /** Credits that expired unused. */
  breakage({ from, to, account, time_zone, ...options }: ReportFilter = {}): Promise<BreakageReport> {
    return this.#sender.request("GET", "/v1/reports/breakage", { query: { from, to, account, time_zone } }, options);
  }

  deferredRevenue({ from, to, account, time_zone, ...options }: ReportFilter = {}): Promise<DeferredReport> {
    return this.#sender.request("GET", "/v1/reports/deferred-revenue", { query: { from, to, account, time_zone } }, options);
  }

  usage({ from, to, account, time_zone, group_by, ...options }: ReportFilter & { readonly group_by?: string | undefined } = {}): Promise<MonthlyUsage> {
    return this.#sender.request("GET", "/v1/reports/usage", { query: { from, to, account, time_zone, group_by } as never }, options);
  }

  /** Who did what to the house, the oldest first, or the newest. */
  audit({ from, to, who, action, order, ...options }: AuditFilter = {}): List<AuditLine> {
    const query = { from, to, who, action, order };
    return new List((page, call) => this.#sender.request("GET", "/v1/audit", { query: { ...query, ...page } }, call), options);
  }

  /** Adds the whole ledger up a second time, and walks its hash chains. */
  verify(options?: CallOptions): Promise<Verification> {
    return this.#sender.request("POST", "/v1/verifications", { body: {}, asks: true }, options);
  }
}

export class TestClocks {
  readonly #sender: Sender;
  constructor(sender: Sender) {
    this.#sender = sender;
  }

  /** In test mode: accounts made with it live by it. */
  create(body: Loose<Schemas["NewTestClock"]>, options?: CallOptions): Promise<TestClock> {
    return this.#sender.request("POST", "/v1/test-clocks", { body }, options);
  }

  /** Moves it on: renewals, expiries and mails happen in order. */
  advance({ clock, ...body }: With<"clock", Schemas["Advance"]>, options?: CallOptions): Promise<TestClock> {
    return this.#sender.request("POST", "/v1/test-clocks/{clock}/advance", { path: { clock }, body, asks: true }, options);
  }
}
