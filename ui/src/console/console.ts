/** `<scrip-console>`: the operator's page. */

import { html, LitElement, type TemplateResult } from "lit";

import { shapes, tokens } from "../look/index.js";

export class ScripConsole extends LitElement {
  static override styles = [tokens, shapes];

  override render(): TemplateResult {
    return html`<main><h1>Scrip</h1></main>`;
  }
}
