/** `<console-support>`: the account's elements as one of its members sees them; read-only, with the reason in sight. */

import { css, html, type PropertyValues, type TemplateResult } from "lit";

import { Room } from "../../desk.js";
import { to } from "../../place.js";
import { dropSupport, heldSupport } from "../../support.js";

/** The same module that hosts load; it makes the elements. */
const ELEMENTS = "/ui/v1/scrip.js";

export class ConsoleSupport extends Room {
  static override styles = [
    ...Room.styles,
    css`
      .elements {
        display: grid;
        gap: 1rem;
        grid-template-columns: minmax(0, 1fr);
      }
      .elements > * {
        min-inline-size: 0;
      }
    `,
  ];

  override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (customElements.get("scrip-usage-menu") === undefined) void import(/* @vite-ignore */ ELEMENTS);
  }

  override render(): TemplateResult {
    const account = this.place.rest[0] ?? "";
    const held = heldSupport(account);
    const back = to("accounts", account);
    if (held === undefined) {
      return html`${this.head(account)}<div class="strip warn" role="status">${this.say("support.over")} <a href=${back}>${this.say("support.back")}</a></div>`;
    }
    const lang = this.text.locale;
    const { token } = held;
    const end = (): void => {
      dropSupport();
      this.desk.go(back);
    };
    return html`${this.head(this.say("support.as", { member: held.member, account }), { acts: html`<button @click=${end}>${this.say("support.end")}</button>` })}
      <div class="strip warn" role="status">${this.say("support.banner", { time: this.text.moment(held.expires_at), reason: held.reason })}</div>
      <div class="elements" lang=${lang}>
        <scrip-usage-menu open .token=${token}></scrip-usage-menu>
        <scrip-features .token=${token}></scrip-features>
        <scrip-grants .token=${token}></scrip-grants>
        <scrip-usage .token=${token}></scrip-usage>
        <scrip-history .token=${token}></scrip-history>
        <scrip-orders .token=${token}></scrip-orders>
        <scrip-agency-settings .token=${token}></scrip-agency-settings>
      </div>`;
  }
}
