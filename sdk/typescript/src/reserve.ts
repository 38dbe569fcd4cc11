/** A use of unknown cost around a function: set aside before, settled on success, voided on throw, extended meanwhile. */

import { Refusal, Unsettled } from "./errors.js";
import { type ActOptions, newKey, type Sender } from "./send.js";
import type { Acted, Loose, Reservation, Schemas, Settled, Usage, With } from "./types.js";

/** What a use is reserved for. */
export type Reserving = With<"account", Schemas["NewReservation"]>;

/** What was really used: `usage`, `quantity` or `credits`; none of them: all that was reserved. */
export interface Used<T = unknown> {
  readonly usage?: Usage | undefined;
  readonly quantity?: number | undefined;
  readonly credits?: number | undefined;
  /** A higher cost is refused. */
  readonly max_credits?: number | undefined;
  /** What you want back from `reserve`. */
  readonly value?: T;
}

/** What `reserve` gives when the function has come back and its use is settled. */
export type Done<T> = Settled & {
  /** What the function gave. */
  readonly value: T;
};

/** What the function is told. */
export interface Running {
  /** Ends with the signal that `reserve` was given. */
  readonly signal: AbortSignal | undefined;
}

/** Short, so that the credits of a crashed process are soon free again; it is extended while the function runs. */
const EXPIRES_IN = "PT5M";
/** A key of the caller's own, and what is put behind it. */
const KEY_LENGTH_MAX = 255 - ".settle".length;

export function reserve(sender: Sender, { account, ...body }: Reserving, options?: ActOptions): Promise<Acted<Reservation>> {
  return sender.act("POST", "/v1/accounts/{account}/reservations", { path: { account }, body, keyed: true }, options);
}

export function settle(sender: Sender, { reservation, ...body }: With<"reservation", Schemas["NewSettle"]>, options?: ActOptions): Promise<Acted<Settled>> {
  return sender.act("POST", "/v1/reservations/{reservation}/settle", { path: { reservation }, body, keyed: true }, options);
}

export function voided(sender: Sender, reservation: string, options?: ActOptions): Promise<Acted<Schemas["VoidedReservation"]>> {
  return sender.act("POST", "/v1/reservations/{reservation}/void", { path: { reservation }, body: {}, keyed: true }, options);
}

export function extend(sender: Sender, { reservation, ...body }: With<"reservation", Schemas["NewEnd"]>, options?: ActOptions): Promise<Acted<Schemas["ExtendedReservation"]>> {
  return sender.act("POST", "/v1/reservations/{reservation}/extend", { path: { reservation }, body, keyed: true }, options);
}

export async function around<T>(
  sender: Sender,
  use: Reserving,
  run: (reservation: Reservation, running: Running) => Promise<Used<T> | void> | Used<T> | void,
  options: ActOptions = {},
): Promise<Done<T>> {
  const { idempotencyKey = newKey(), signal, ...bounds } = options;
  if (idempotencyKey.length > KEY_LENGTH_MAX) throw new TypeError(`an idempotencyKey for reserve has at most ${KEY_LENGTH_MAX} characters`);
  const expires_in = use.expires_in ?? EXPIRES_IN;
  const reservation = await reserve(sender, { ...use, expires_in }, { ...options, idempotencyKey });
  // A key of the caller's again, after a crash: go on where it stood, but never over a use that was settled or voided.
  if (reservation.replayed && options.idempotencyKey !== undefined) {
    await extend(sender, { reservation: reservation.id, expires_in }, { ...bounds, signal });
  }
  const stop = extending(sender, reservation, expires_in, bounds);
  let used: Used<T> | void;
  try {
    used = await run(reservation, { signal });
  } catch (thrown) {
    stop();
    // Where this fails, the credits are free at the reservation's end.
    await voided(sender, reservation.id, { ...bounds, idempotencyKey: `${idempotencyKey}.void` }).catch(() => undefined);
    throw thrown;
  }
  stop();
  const { value, ...what } = used ?? {};
  const key = `${idempotencyKey}.settle`;
  try {
    // Not under the caller's signal: what was used is settled. And late rather than never.
    const settled = await settle(sender, { ...(what as Loose<Schemas["NewSettle"]>), late: true, reservation: reservation.id }, { ...bounds, idempotencyKey: key });
    return { ...settled, value: value as T };
  } catch (cause) {
    throw new Unsettled({ reservation, value: value as T, idempotencyKey: key, cause });
  }
}

/** Extends the reservation each time when a third of its time is over; gives what stops it. */
function extending(sender: Sender, reservation: Reservation, expires_in: string, bounds: ActOptions): () => void {
  // Both are the server's instants, so its clock may differ from this machine's.
  const pause = (Date.parse(reservation.expires_at) - Date.parse(reservation.created_at)) / 3;
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const next = (): void => {
    timer = setTimeout(async () => {
      try {
        await extend(sender, { reservation: reservation.id, expires_in }, bounds);
      } catch (error) {
        // After a day, or when somebody else ended it: the settle will say. Anything else is tried again.
        if (error instanceof Refusal) return;
      }
      if (!isOver) next();
    }, pause);
  };
  if (pause > 0) next();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
