/** Credits for your product: the Scrip API with exact credits, keys made for you, and retries that never act twice. */

export { Scrip, type Checking, type EntryFilter, type Quoting, type Spending, type UsageFilter } from "./scrip.js";
export type { ActOptions, CallOptions, Settings } from "./send.js";
export type { Done, Reserving, Running, Used } from "./reserve.js";
export { type Away, BadCall, BadWebhook, Refusal, type RefusalCode, type RefusalOf, ScripError, Unavailable, Unsettled } from "./errors.js";
export { List, type ListOptions, type Page } from "./list.js";
export { type HeadersLike, verifyWebhook, type WebhookOptions } from "./webhook.js";
export type { AccountFilter, NewAccount } from "./accounts.js";
export type { AuditFilter, ReportFilter } from "./house.js";
export * as credits from "./credits.js";
export type { Credits } from "./credits.js";
export type * from "./types.js";
