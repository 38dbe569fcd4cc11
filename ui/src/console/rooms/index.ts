/** Which element shows which room. */

import { html, type TemplateResult } from "lit";

import { type Desk, holds } from "../desk.js";
import { isRoom, needed } from "../parts/nav.js";
import { type Place, to } from "../place.js";

export function opened(desk: Desk, place: Place): TemplateResult {
  const { text, operator } = desk;
  if (isRoom(place.room) && !holds(operator, needed(place.room))) {
    return html`<div><h1 tabindex="-1">${text.say(`nav.${place.room}`)}</h1><p>${text.say("shell.closed", { role: text.word("role", needed(place.room)) })}</p></div>`;
  }
  switch (place.room) {
    case "accounts":
      return place.rest.length === 0
        ? html`<console-accounts .desk=${desk} .place=${place}></console-accounts>`
        : html`<console-account .desk=${desk} .place=${place}></console-account>`;
    case "orders":
      return place.rest.length === 0 ? html`<console-orders .desk=${desk} .place=${place}></console-orders>` : html`<console-order .desk=${desk} .place=${place}></console-order>`;
    case "transfers":
      return html`<console-transfers .desk=${desk} .place=${place}></console-transfers>`;
    case "disputes":
      return html`<console-disputes .desk=${desk} .place=${place}></console-disputes>`;
    case "catalog":
      return html`<console-catalog .desk=${desk} .place=${place}></console-catalog>`;
    case "reports":
      return html`<console-reports .desk=${desk} .place=${place}></console-reports>`;
    case "webhooks":
      return html`<console-webhooks .desk=${desk} .place=${place}></console-webhooks>`;
    case "events":
      return html`<console-events .desk=${desk} .place=${place}></console-events>`;
    case "mails":
      return html`<console-mails .desk=${desk} .place=${place}></console-mails>`;
    case "keys":
      return html`<console-keys .desk=${desk} .place=${place}></console-keys>`;
    case "staff":
      return html`<console-staff .desk=${desk} .place=${place}></console-staff>`;
    case "audit":
      return html`<console-audit .desk=${desk} .place=${place}></console-audit>`;
    case "ledger":
      return html`<console-ledger .desk=${desk} .place=${place}></console-ledger>`;
    case "health":
      return html`<console-health .desk=${desk} .place=${place}></console-health>`;
    case "me":
      return html`<console-me .desk=${desk} .place=${place}></console-me>`;
    default:
      return html`<div><h1 tabindex="-1">${text.say("shell.lost")}</h1><p>${text.say("shell.lost.says")} <a href=${to()}>${text.say("nav.accounts")}</a></p></div>`;
  }
}
