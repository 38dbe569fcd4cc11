/** What is thrown: the ledger's no (Refusal), a wrong call, no answer in time, a use that could not be settled. */

import type { Credits } from "./credits.js";
import type { Code, Problem, Reservation, Way, WhoCan } from "./types.js";

/** Everything that this package throws of its own. */
export abstract class ScripError extends Error {
  override get name(): string {
    return this.constructor.name;
  }
}

/** The codes with which the door says no, not the ledger: the program or its settings are wrong. */
export type DoorCode =
  | "body_too_large"
  | "headers_too_large"
  | "idempotency_key_missing"
  | "invalid_idempotency_key"
  | "invalid_json"
  | "invalid_request"
  | "invalid_signature"
  | "method_not_allowed"
  | "not_from_console"
  | "scope_missing"
  | "session_read_only"
  | "sign_in_failed"
  | "unauthenticated"
  | "unsupported_media_type"
  | "uri_too_long";

/** The codes that tell of the machine: the call may be made again. */
export type AwayCode =
  | "busy"
  | "idempotency_in_flight"
  | "internal"
  | "rate_limited"
  | "request_timeout"
  | "stopping"
  | "too_many_tries"
  | "unavailable";

/** The codes with which the ledger says no. */
export type RefusalCode = Exclude<Code, DoorCode | AwayCode>;

/** What each of these codes always tells. */
interface Told {
  insufficient_credits: { readonly required: Credits; readonly available: Credits; readonly shortfall: Credits };
  spend_limit_reached: { readonly level: NonNullable<Problem["level"]>; readonly limit: Credits; readonly used: Credits };
  plan_lacks_feature: { readonly plans: readonly string[] };
  max_credits_exceeded: { readonly cost: Credits };
  settle_exceeds_reservation: { readonly reserved: Credits };
  reversal_exceeds_spend: { readonly left: Credits };
  price_changed: { readonly total: NonNullable<Problem["total"]> };
  catalog_in_use: { readonly uses: readonly string[] };
  payment_declined: { readonly order: string };
}

/** A refusal with this code, and what it tells. */
export type RefusalOf<C extends RefusalCode> = Refusal & { readonly code: C } & (C extends keyof Told ? Told[C] : unknown);

/**
 * The ledger understood and said no. Nothing was taken, nothing has moved, the idempotency key is still free.
 *
 * It is thrown and not returned, so that a use which nobody thought about is not let through.
 */
export class Refusal extends ScripError {
  /** For programs; docs/problems.md has a chapter on each. */
  readonly code: RefusalCode;
  readonly status: number;
  /** The whole body, as it came. */
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
    this.status = problem.status;
    this.code = problem.code as RefusalCode;
    for (const field of TOLD) {
      if (problem[field] !== undefined) Object.defineProperty(this, field, { value: problem[field], enumerable: true });
    }
  }

  /** True for a refusal with one of these codes; its fields are then known to be there. */
  static is<C extends RefusalCode>(error: unknown, ...codes: readonly C[]): error is RefusalOf<C> {
    return error instanceof Refusal && (codes as readonly RefusalCode[]).includes(error.code);
  }

  /** What this member may do about it, the cheapest that covers first. */
  get ways(): readonly Way[] {
    return this.problem.ways ?? [];
  }

  /** Who may do what this member may not, by role. */
  get who_can(): readonly WhoCan[] {
    return this.problem.who_can ?? [];
  }
}

const TOLD = [
  "required", "available", "shortfall", "level", "limit", "used", "resets_at", "plans", "cost", "reserved", "left", "total", "uses", "order", "reason", "invalid_parameters",
] as const satisfies readonly (keyof Problem)[];

export interface Refusal extends Readonly<Partial<Pick<Problem, (typeof TOLD)[number]>>> {}

/** The program or its settings are wrong: a key, a scope, a header. Trying again does not help. */
export class BadCall extends ScripError {
  readonly code: Code;
  readonly status: number;
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
    this.status = problem.status;
    this.code = problem.code;
  }
}

/** Why there is no answer. */
export type Away =
  /** Not reached, or the connection broke. */
  | "unreachable"
  /** Slower than `attemptTimeout` allows. */
  | "timeout"
  /** The server asked to come back later: 429, 503, or the same key is being answered right now. */
  | "busy"
  /** It failed inside (500). */
  | "failed"
  /** What answered is no Scrip server. */
  | "unreadable";

/**
 * There was no answer, as often as it was tried. Let no use through: whether it may happen is not known.
 *
 * Whether a call with a key had its effect is not known either. The same call with `idempotencyKey` finds it out, and
 * never does it a second time.
 */
export class Unavailable extends ScripError {
  readonly reason: Away;
  /** How often it was tried. */
  readonly attempts: number;
  /** The key that was sent, where the call takes one. */
  readonly idempotencyKey: string | undefined;
  /** The seconds that the server asks to wait. */
  readonly retryAfter: number | undefined;
  readonly problem: Problem | undefined;

  constructor(
    message: string,
    told: { reason: Away; attempts: number; idempotencyKey?: string | undefined; retryAfter?: number | undefined; problem?: Problem | undefined; cause?: unknown },
  ) {
    super(message, { cause: told.cause });
    this.reason = told.reason;
    this.attempts = told.attempts;
    this.idempotencyKey = told.idempotencyKey;
    this.retryAfter = told.retryAfter;
    this.problem = told.problem;
  }
}

/**
 * `reserve` with a function: the function is done, and its use could not be settled. `cause` says why.
 *
 * The reservation stays open until its end, so it can be settled yet: `scrip.settle({ reservation: error.reservation.id, … })`.
 */
export class Unsettled<T = unknown> extends ScripError {
  readonly reservation: Reservation;
  /** What the function gave. */
  readonly value: T;
  /** The key that the settle carried. */
  readonly idempotencyKey: string;

  constructor(told: { reservation: Reservation; value: T; idempotencyKey: string; cause: unknown }) {
    const why = told.cause instanceof Error ? told.cause.message : String(told.cause);
    super(`${told.reservation.id} was used and could not be settled: ${why}`, { cause: told.cause });
    this.reservation = told.reservation;
    this.value = told.value;
    this.idempotencyKey = told.idempotencyKey;
  }
}

/** A webhook that is not what it should be: another secret, another body, too old, or unreadable. */
export class BadWebhook extends ScripError {}
