/** Names for the API's shapes: what is read as it is written down in openapi.json, what is sent with room for `undefined`. */

import type { components, operations, paths } from "./schema.js";

/** Every shape of the API by its name in openapi.json. */
export type Schemas = components["schemas"];

export type Account = Schemas["Account"];
export type ApiKey = Schemas["ApiKey"];
export type AuditLine = Schemas["AuditLine"];
export type AutoTopUp = Schemas["AutoTopUp"];
export type Balance = Schemas["Balance"];
export type Billing = Schemas["Billing"];
export type BreakageReport = Schemas["BreakageReport"];
export type Catalog = Schemas["Catalog"];
export type CatalogVersion = Schemas["CatalogVersion"];
export type Check = Schemas["Check"];
export type DeferredReport = Schemas["DeferredReport"];
export type Dispute = Schemas["Dispute"];
export type Draw = Schemas["DrawOut"];
export type Entry = Schemas["Entry"];
export type Event = Schemas["Event"];
export type ExtendedReservation = Schemas["ExtendedReservation"];
export type Feature = Schemas["Feature"];
export type Features = Schemas["Features"];
export type Grant = Schemas["Grant"];
export type Invoice = Schemas["Invoice"];
export type Mail = Schemas["Mail"];
export type Member = Schemas["Member"];
export type Money = Schemas["Money"];
export type MonthlyUsage = Schemas["MonthlyUsage"];
export type Offers = Schemas["Offers"];
export type Order = Schemas["Order"];
export type PaymentMethod = Schemas["PaymentMethod"];
export type PaymentMethodSetup = Schemas["PaymentMethodSetup"];
export type PlanPreview = Schemas["PlanPreview"];
export type Published = Schemas["Published"];
export type Quote = Schemas["Quote"];
export type Redelivered = Schemas["Redelivered"];
export type Reservation = Schemas["Reservation"];
export type Reversal = Schemas["Reversal"];
export type Session = Schemas["Session"];
export type SessionToken = Schemas["SessionToken"];
export type Settled = Schemas["Settled"];
export type Sharing = Schemas["Sharing"];
export type Spend = Schemas["Spend"];
export type SpendLimit = Schemas["SpendLimit"];
export type SpendsAnswerItem = Schemas["SpendsAnswerItem"];
export type TestClock = Schemas["TestClock"];
export type UsageGroup = Schemas["UsageGroup"];
export type Verification = Schemas["Verification"];
export type VoidedGrant = Schemas["VoidedGrant"];
export type VoidedReservation = Schemas["VoidedReservation"];
/** A way to more credits: a package or a higher plan. */
export type Way = Schemas["Way"];
export type WebhookDelivery = Schemas["WebhookDelivery"];
export type WebhookEndpoint = Schemas["WebhookEndpoint"];
/** A role whose members may do what this member may not. */
export type WhoCan = Schemas["WhoCan"];

/** What was used of a metered feature: `{ input_tokens: 374, output_tokens: 44, model: "large-1" }`. */
export interface Usage {
  readonly [dimension: string]: number | string | undefined;
  readonly model?: string | undefined;
}

/** Whatever may be left out may also be `undefined`. */
export type Loose<T> = T extends readonly (infer E)[]
  ? readonly Loose<E>[]
  : T extends object
    ? { readonly [K in keyof T]: {} extends Pick<T, K> ? Sent<K, T[K]> | undefined : Sent<K, T[K]> }
    : T;
type Sent<K, T> = K extends "usage" ? Usage | null : K extends "metadata" ? Readonly<Record<string, unknown>> | null : Loose<T>;

/** The body of a call, with the ids of its address beside the fields. */
export type With<Ids extends string, Body> = { readonly [I in Ids]: string } & Loose<Body>;

/** The answer of a call with an idempotency key. */
export type Acted<T> = T & {
  /** True when the same call was answered before, and this is that answer again: nothing has moved now. */
  readonly replayed: boolean;
};

type ProblemOf<O> = O extends { responses: infer R }
  ? { [S in keyof R]: R[S] extends { content: { "application/problem+json": infer P } } ? P : never }[keyof R]
  : never;
/** Every code of openapi.json; each has a chapter in docs/problems.md. */
export type Code = ProblemOf<operations[keyof operations]>["code"];

/** The body of a no (RFC 9457), with what helps. */
export type Problem = Omit<Schemas["ItemProblem"], "code"> & { readonly code: Code };

// --- any call, by its address in openapi.json ----------------------------------------------------------------------------

export type Verb = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
type At<V extends Verb, P extends keyof paths> = paths[P] extends { [M in Lowercase<V>]: infer O } ? O : never;
/** The addresses that know this verb. */
export type PathOf<V extends Verb> = { [P in keyof paths]: [At<V, P>] extends [never] ? never : [At<V, P>] extends [undefined] ? never : P }[keyof paths];

type Part<K extends string, T> = [T] extends [never] ? {} : { readonly [N in K]: T };
type PathOfOperation<O> = O extends { parameters: { path: infer T } } ? { readonly [K in keyof T]: string } : never;
type QueryOf<O> = O extends { parameters: { query?: infer T } } ? ([T] extends [never] ? never : T) : never;
type BodyOf<O> = O extends { requestBody?: infer B }
  ? [B] extends [never | undefined]
    ? never
    : NonNullable<B> extends { content: { "application/json": infer T } }
      ? Loose<T>
      : never
  : never;
type IsKeyed<O> = O extends { parameters: { header: { "Idempotency-Key": string } } } ? true : never;
type AnswerOf<O> = O extends { responses: infer R }
  ? { [S in keyof R]: S extends 200 | 201 ? (R[S] extends { content: { "application/json": infer T } } ? T : never) : never }[keyof R]
  : never;

/** What a call at this address takes. */
export type Asked<V extends Verb, P extends PathOf<V>> = Part<"path", PathOfOperation<At<V, P>>> &
  Part<"body", BodyOf<At<V, P>>> &
  // A call that moves something: it carries an idempotency key, and may therefore be tried again.
  Part<"keyed", IsKeyed<At<V, P>>> & {
    readonly query?: [QueryOf<At<V, P>>] extends [never] ? undefined : Loose<NonNullable<QueryOf<At<V, P>>>> | undefined;
    /** A post that changes nothing, or whose second effect harms nobody: it may be tried again without a key. */
    readonly asks?: boolean;
    readonly headers?: Readonly<Record<string, string>>;
  };
/** What it answers. */
export type Answered<V extends Verb, P extends PathOf<V>> = AnswerOf<At<V, P>>;
