/** `<catalog-editor>`: a new version written, checked, compared with what holds, and published if nobody was faster. */

import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";

import type { Problem } from "../../api/client.js";
import { problemOf } from "../../store.js";
import { type Catalog, type Draft, keepDraft, keptDraft, parsed, type Published, written } from "../catalog.js";
import { publish } from "../deeds/catalog.js";
import { Room, sentence } from "../desk.js";
import { ask } from "../line.js";

/** What the last check said about the text as it stood then. */
interface Tried {
  readonly words: string;
  readonly answer?: Published;
  readonly problem?: Problem;
  readonly fault?: string;
}

interface Invalid {
  readonly field: string;
  readonly reason: string;
}

export class CatalogEditor extends Room {
  static override styles = [
    ...Room.styles,
    css`
      textarea {
        font: 0.75rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
        min-block-size: min(34rem, 60dvh);
        white-space: pre;
        overflow: auto;
        tab-size: 2;
      }
      .pair {
        display: grid;
        grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
        gap: 1rem;
        align-items: start;
      }
      @media (max-width: 60rem) {
        .pair {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  static override properties: PropertyDeclarations = { ...Room.properties, now: { attribute: false }, etag: { attribute: false }, words: { state: true }, tried: { state: true }, conflict: { state: true }, isBusy: { state: true } };

  declare now: Catalog | undefined;
  declare etag: string | undefined;
  declare words: string | undefined;
  declare tried: Tried | undefined;
  /** True when another version was published since this one was begun. */
  declare conflict: boolean;
  declare isBusy: boolean;
  #base = "";

  constructor() {
    super();
    this.conflict = false;
    this.isBusy = false;
    const draft = keptDraft();
    this.words = draft?.text;
    this.#base = draft?.base ?? "";
  }

  override willUpdate(): void {
    if (this.words === undefined && this.now !== undefined && this.etag !== undefined) {
      this.words = written(this.now);
      this.#base = this.etag;
    }
  }

  override render(): TemplateResult {
    if (this.words === undefined) return html`<p aria-busy="true"><span class="sr">${this.say("state.loading")}</span></p>`;
    const isSame = this.now !== undefined && this.words === written(this.now);
    const isChecked = this.tried?.words === this.words && (this.tried.answer?.changes.length ?? 0) > 0;
    return html`<div class="pair">
      <div class="field">
        <label for="text">${this.say("editor.label", { version: this.#base.replaceAll('"', "") })}</label>
        <p class="muted" id="hint">${this.say("editor.hint")}</p>
        <textarea id="text" aria-describedby="hint" spellcheck="false" autocomplete="off" .value=${this.words} @input=${this.#typed}></textarea>
        <div class="acts">
          <button @click=${() => void this.#try()} aria-disabled=${this.isBusy ? "true" : "false"}>${this.say("editor.check")}</button>
          <button class="primary" ?disabled=${!isChecked || this.isBusy || this.conflict} @click=${() => void this.#publish()}>${this.say("editor.publish")}</button>
          <button class="quiet" ?disabled=${isSame} @click=${this.#again}>${this.say("editor.again")}</button>
        </div>
      </div>
      <section aria-live="polite" aria-label=${this.say("editor.result")}>${this.#conflict()} ${this.#result(isSame)}</section>
    </div>`;
  }

  #conflict(): TemplateResult | typeof nothing {
    if (!this.conflict) return nothing;
    return html`<div class="strip bad" role="alert">
      <p><strong>${this.say("editor.conflict")}</strong></p>
      <p>${this.say("editor.conflict.says", { version: (this.etag ?? "").replaceAll('"', "") })}</p>
      <button @click=${() => void this.#onto()}>${this.say("editor.onto")}</button>
    </div>`;
  }

  #result(isSame: boolean): TemplateResult | typeof nothing {
    const { tried } = this;
    if (this.conflict) return nothing;
    if (tried === undefined || tried.words !== this.words) return html`<p class="muted">${this.say(isSame ? "editor.begin" : "editor.unchecked")}</p>`;
    if (tried.fault !== undefined) return html`<div class="strip bad" role="alert"><strong>${this.say("editor.json")}</strong><p>${tried.fault}</p></div>`;
    if (tried.problem !== undefined) {
      const invalid = (tried.problem.body["invalid_parameters"] ?? []) as readonly Invalid[];
      return html`<div class="strip bad" role="alert">
        <strong>${sentence(tried.problem, this.text)}</strong>
        ${invalid.length === 0 ? nothing : html`<ul>${invalid.map(({ field, reason }) => html`<li><code>${field}</code>: ${reason}</li>`)}</ul>`}
      </div>`;
    }
    const changes = tried.answer?.changes ?? [];
    if (changes.length === 0) return html`<div class="strip good">${this.say("editor.same")}</div>`;
    return html`<div class="strip good">
      <strong>${this.say("editor.good", { n: changes.length })}</strong>
      <ul>${changes.map(({ path, sentence: words }) => html`<li>${words} <code class="muted">${path}</code></li>`)}</ul>
    </div>`;
  }

  readonly #typed = (event: Event): void => {
    this.words = (event.target as HTMLTextAreaElement).value;
    const draft: Draft = { text: this.words, base: this.#base };
    keepDraft(draft);
  };

  async #try(): Promise<Published | undefined> {
    const words = this.words ?? "";
    const read = parsed(words);
    if ("fault" in read) {
      this.tried = { words, fault: read.fault };
      return undefined;
    }
    this.isBusy = true;
    try {
      const answer = await this.desk.line.read(ask("put", "/v1/catalog", { query: { dry_run: true }, body: read.catalog, ifMatch: this.#base }));
      this.tried = { words, answer };
      this.conflict = false;
      return answer;
    } catch (cause) {
      const problem = problemOf(cause);
      if (!this.#conflicts(problem)) this.tried = { words, problem };
      return undefined;
    } finally {
      this.isBusy = false;
    }
  }

  /** Checked once more, so that what is confirmed is what will change. */
  async #publish(): Promise<void> {
    const answer = await this.#try();
    const read = parsed(this.words ?? "");
    if (answer === undefined || "fault" in read) return;
    const isDone = await this.desk.act(publish(this.text, read.catalog, this.#base, answer, (problem) => this.#conflicts(problem)));
    if (isDone) this.#published(answer.version);
  }

  #conflicts(problem: Problem): boolean {
    if (problem.code !== "catalog_conflict") return false;
    this.conflict = true;
    // What holds now is read again by the room; the text stays as it was written.
    this.desk.line.changed();
    return true;
  }

  /** The text is kept, and checked against the version that holds now. */
  async #onto(): Promise<void> {
    this.#base = this.etag ?? this.#base;
    keepDraft({ text: this.words ?? "", base: this.#base });
    this.conflict = false;
    await this.#try();
  }

  /** The text is what holds now, and the next change begins from it. */
  #published(version: number): void {
    keepDraft(undefined);
    this.tried = undefined;
    this.#base = `"${version}"`;
    this.requestUpdate();
  }

  readonly #again = (): void => {
    keepDraft(undefined);
    this.tried = undefined;
    this.conflict = false;
    this.words = undefined;
    this.requestUpdate();
  };
}
