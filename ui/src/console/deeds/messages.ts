/** Deeds on what is told: mails and papers sent again, events replayed, webhook endpoints made, changed and removed. */

import type { components } from "../../api/schema.js";
import type { Deed } from "../deed.js";
import { ask } from "../line.js";
import type { ConsoleText } from "../text/index.js";

type Schemas = components["schemas"];
type Endpoint = Schemas["WebhookEndpoint"];

export function mailAgain(text: ConsoleText, mail: Schemas["Mail"]): Deed<Schemas["Mail"]> {
  return {
    title: text.say("mail.title", { kind: text.word("mail.kind", mail.kind) }),
    button: text.say("mail.button"),
    effect: () => [{ what: mail.to ? text.say("mail.effect", { to: mail.to }) : text.say("mail.effect.nobody") }, ...(mail.paper ? [{ what: text.say("mail.effect.paper") }] : []), ...(mail.status === "sent" ? [{ what: text.say("mail.effect.twice") }] : [])],
    ask: () => ask("post", "/v1/mails/{mail}/resend", { path: { mail: mail.id } }),
    told: ({ to }) => text.say("mail.told", { to: to ?? "–" }),
  };
}

export function paperAgain(text: ConsoleText, invoice: Schemas["Invoice"]): Deed<Schemas["MailedInvoice"]> {
  return {
    title: text.say("paper.title", { number: invoice.number }),
    button: text.say("mail.button"),
    effect: () => [{ what: text.say("paper.effect") }],
    ask: () => ask("post", "/v1/invoices/{invoice}/email", { path: { invoice: invoice.id } }),
    told: ({ to }) => text.say("mail.told", { to: to ?? "–" }),
  };
}

export function replay(text: ConsoleText, event: { readonly id: string; readonly type: string }, endpoint?: Endpoint): Deed<Schemas["Redelivered"]> {
  return {
    title: text.say("event.title", { type: event.type }),
    button: text.say("event.button"),
    effect: () => [{ what: endpoint === undefined ? text.say("event.effect") : text.say("event.effect.one", { url: endpoint.url }) }, { what: text.say("event.effect.same", { id: event.id }) }],
    ask: () => ask("post", "/v1/events/{event}/redeliver", { path: { event: event.id }, body: endpoint === undefined ? {} : { endpoint: endpoint.id } }),
    told: ({ endpoints }) => text.say("event.told", { n: endpoints.length }),
  };
}

/** Types of events, a line each or with commas; none means all. */
function types(words: string | undefined): string[] {
  return (words ?? "").split(/[\s,]+/).filter(Boolean);
}

export function addEndpoint(text: ConsoleText): Deed<Endpoint> {
  return {
    title: text.say("hook.add"),
    fields: [
      { name: "url", label: text.say("hook.url"), kind: "url", hint: text.say("hook.url.hint"), lengthMax: 2000 },
      { name: "description", label: text.say("hook.what"), isOptional: true, lengthMax: 200 },
      { name: "events", label: text.say("hook.events"), kind: "area", isOptional: true, hint: text.say("hook.events.hint"), lengthMax: 2000 },
    ],
    button: text.say("hook.add.button"),
    effect: (values) => {
      const chosen = types(values["events"]);
      return [{ what: chosen.length === 0 ? text.say("hook.effect.all") : text.say("hook.effect.some", { names: text.all(chosen) }) }, { what: text.say("hook.effect.secret") }];
    },
    ask: (values) => {
      const chosen = types(values["events"]);
      return ask("post", "/v1/webhook-endpoints", { body: { url: values["url"] ?? "", ...(values["description"] ? { description: values["description"] } : {}), ...(chosen.length > 0 ? { events: chosen } : {}) } });
    },
    told: ({ url }) => text.say("hook.told", { url }),
    secret: ({ secret }) => (secret ? { label: text.say("hook.secret"), value: secret } : undefined),
  };
}

export function rotate(text: ConsoleText, endpoint: Endpoint): Deed<Endpoint> {
  return {
    title: text.say("hook.rotate", { url: endpoint.url }),
    button: text.say("hook.rotate.button"),
    isGrave: true,
    effect: () => [{ what: text.say("hook.rotate.effect") }],
    ask: () => ask("post", "/v1/webhook-endpoints/{endpoint}/rotate-secret", { path: { endpoint: endpoint.id } }),
    told: ({ url }) => text.say("hook.rotated", { url }),
    secret: ({ secret }) => (secret ? { label: text.say("hook.secret"), value: secret } : undefined),
  };
}

export function enable(text: ConsoleText, endpoint: Endpoint): Deed<Endpoint> {
  const word = (on: boolean): string => text.say(on ? "hook.on" : "hook.off");
  return {
    title: text.say(endpoint.enabled ? "hook.pause" : "hook.resume", { url: endpoint.url }),
    button: text.say(endpoint.enabled ? "hook.pause.button" : "hook.resume.button"),
    isGrave: endpoint.enabled,
    effect: () => [{ what: text.say("grants.status"), from: word(endpoint.enabled), to: word(!endpoint.enabled) }, { what: text.say(endpoint.enabled ? "hook.pause.effect" : "hook.resume.effect") }],
    ask: () => ask("patch", "/v1/webhook-endpoints/{endpoint}", { path: { endpoint: endpoint.id }, body: { enabled: !endpoint.enabled } }),
    told: ({ url, enabled }) => text.say(enabled ? "hook.resumed" : "hook.paused", { url }),
  };
}

export function removeEndpoint(text: ConsoleText, endpoint: Endpoint): Deed<Schemas["RemovedWebhookEndpoint"]> {
  return {
    title: text.say("hook.remove", { url: endpoint.url }),
    button: text.say("hook.remove.button"),
    isGrave: true,
    effect: () => [{ what: text.say("hook.remove.effect") }],
    ask: () => ask("delete", "/v1/webhook-endpoints/{endpoint}", { path: { endpoint: endpoint.id } }),
    told: () => text.say("hook.removed", { url: endpoint.url }),
  };
}
