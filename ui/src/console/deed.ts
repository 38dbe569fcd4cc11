/** A deed: something that is done after its exact effect was shown; what is to be filled in, and the one call that does it. */

import type { Problem } from "../api/client.js";
import type { Ask, Line } from "./line.js";

export type Values = Readonly<Record<string, string>>;

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly kind?: "text" | "area" | "number" | "select" | "email" | "url" | "password";
  readonly options?: readonly (readonly [value: string, label: string])[];
  readonly value?: string;
  readonly hint?: string;
  readonly isOptional?: boolean;
  readonly min?: string;
  readonly max?: string;
  readonly step?: string;
  readonly lengthMin?: number;
  readonly lengthMax?: number;
}

/** One line of what will be so: a figure before and after, or a sentence. */
export interface Effect {
  readonly what: string;
  readonly from?: string;
  readonly to?: string;
}

/** Something that is shown once and never again. */
export interface Secret {
  readonly label: string;
  readonly value: string;
}

export interface Deed<T> {
  readonly title: string;
  readonly says?: string;
  readonly fields?: readonly Field[];
  /** What the button says: the deed itself, never "OK". */
  readonly button: string;
  /** True for what cannot be taken back. */
  readonly isGrave?: boolean;
  effect(values: Values): readonly Effect[];
  /** What only the server can say beforehand; asked again whenever a value changes. */
  foresee?(values: Values, line: Line): Promise<readonly Effect[]>;
  ask(values: Values, key: string): Ask<T>;
  /** What is said when it is done. */
  told(answer: T): string;
  secret?(answer: T): Secret | undefined;
  /** Something went wrong; true: the room deals with it and the question closes. */
  failed?(problem: Problem): boolean;
}
