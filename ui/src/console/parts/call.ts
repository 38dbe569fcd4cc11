/** `<console-call>`: a call in full, as a line for a shell, with a button that copies it. */

import { css, html, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";

import { Part } from "../desk.js";
import { type Ask, curl } from "../line.js";

export class ConsoleCall extends Part {
  static override styles = [
    ...Part.styles,
    css`
      pre {
        margin: 0 0 0.35rem;
      }
    `,
  ];

  static override properties: PropertyDeclarations = { ...Part.properties, call: { attribute: false }, hasCopied: { state: true } };

  declare call: Ask<unknown>;
  declare hasCopied: boolean;

  constructor() {
    super();
    this.hasCopied = false;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("call") && changed.get("call")?.body !== this.call.body) this.hasCopied = false;
  }

  override render(): TemplateResult {
    const text = curl(this.call, location.origin);
    const copy = async (): Promise<void> => {
      this.hasCopied = await copied(text);
    };
    return html`<pre tabindex="0" role="region" aria-label=${this.say("call.curl")}>${text}</pre>
      <button type="button" class="small" @click=${copy}>${this.say("call.copy")}</button>
      <span class="small muted" role="status">${this.hasCopied ? this.say("call.copied") : ""}</span>`;
  }
}

/** True when it is in the clipboard. */
export async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
