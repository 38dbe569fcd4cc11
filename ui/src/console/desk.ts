/** The desk: what every room and part is given, and what a room has in common with the others. */

import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";

import type { Problem } from "../api/client.js";
import { shapes, tokens } from "../look/index.js";
import type { Deed } from "./deed.js";
import type { Line } from "./line.js";
import { look } from "./look/index.js";
import type { Place } from "./place.js";
import { type Role, roleOf, type SignedIn } from "./staff.js";
import type { ConsoleText, Key } from "./text/index.js";

export interface Desk {
  readonly line: Line;
  readonly text: ConsoleText;
  readonly operator: SignedIn;
  /** Goes to an address of the console. */
  readonly go: (address: string, isReplaced?: boolean) => void;
  /** Asks for confirmation and does it; true when it was done. */
  readonly act: <T>(deed: Deed<T>) => Promise<boolean>;
  /** Says something in passing, to the ear as well. */
  readonly tell: (message: string) => void;
}

const RANKS: readonly Role[] = ["support", "finance", "admin"];

/** True for a role that holds the other one. The server judges anyway; this only spares a button that would be refused. */
export function holds(operator: SignedIn, needed: Role): boolean {
  return RANKS.indexOf(roleOf(operator)) >= RANKS.indexOf(needed);
}

export abstract class Part extends LitElement {
  static override styles = [tokens, shapes, look];

  static override properties: PropertyDeclarations = { desk: { attribute: false } };

  declare desk: Desk;

  get text(): ConsoleText {
    return this.desk.text;
  }

  say(key: Key, fill: Readonly<Record<string, string | number>> = {}): string {
    return this.desk.text.say(key, fill);
  }

  /** Each cell knows its column's word: on a narrow window there is no head above it. */
  override updated(changed: PropertyValues): void {
    super.updated(changed);
    for (const table of this.renderRoot.querySelectorAll("table")) {
      const heads = [...table.querySelectorAll("thead th, thead td")].map((head) => head.textContent.trim());
      if (heads.length === 0) continue;
      table.classList.add("stack");
      for (const row of table.tBodies[0]?.rows ?? []) for (const [at, cell] of [...row.cells].entries()) if (cell.localName === "td" && heads[at]) cell.dataset["label"] = heads[at];
    }
  }

  may(role: Role): boolean {
    return holds(this.desk.operator, role);
  }
}

export abstract class Room extends Part {
  static override properties: PropertyDeclarations = { ...Part.properties, place: { attribute: false } };

  declare place: Place;

  /** The room's first line: where the focus goes when the room is entered. */
  protected head(title: unknown, more: { readonly under?: unknown; readonly acts?: unknown } = {}): TemplateResult {
    return html`<header class="head">
      <div>
        <h1 tabindex="-1">${title}</h1>
        ${more.under === undefined ? nothing : html`<p class="muted">${more.under}</p>`}
      </div>
      ${more.acts === undefined ? nothing : html`<div class="acts">${more.acts}</div>`}
    </header>`;
  }

  /** Something to read where a list would stand. */
  protected empty(words: string, more: unknown = nothing): TemplateResult {
    return html`<div class="empty"><p>${words}</p>${more}</div>`;
  }
}

/** A problem in words: what the server said, and who can do what this role cannot. */
export function sentence(problem: Problem, text: ConsoleText): string {
  if (problem.code === "scope_missing") {
    const who = (problem.body["who_can"] ?? []) as readonly { readonly members?: readonly { readonly name?: string; readonly id: string }[] }[];
    const names = [...new Set(who.flatMap(({ members }) => (members ?? []).map(({ id, name }) => name ?? id)))];
    return names.length === 0 ? text.say("problem.role") : text.say("problem.role.who", { names: text.list(names.slice(0, 4)) });
  }
  if (problem.status === 0) return text.say("problem.away");
  return problem.message;
}
