/** Deeds on the deployment itself: server keys, operators, one's own password, the clock. */

import type { components } from "../../api/schema.js";
import type { Deed } from "../deed.js";
import { ask } from "../line.js";
import { type Operator, type OperatorSession, type Role, roleOf } from "../staff.js";
import type { ConsoleText } from "../text/index.js";

type Schemas = components["schemas"];

const SCOPES = ["read", "write", "operator"] as const;
const ROLES: readonly Role[] = ["support", "finance", "admin"];
const PASSWORD_MIN = 12;
const PASSWORD_MAX = 128;

export function makeKey(text: ConsoleText): Deed<Schemas["ApiKey"]> {
  return {
    title: text.say("key.make"),
    fields: [
      { name: "name", label: text.say("key.name"), hint: text.say("key.name.hint"), lengthMax: 100 },
      { name: "scope", label: text.say("key.scope"), kind: "select", value: "write", options: SCOPES.map((scope) => [scope, text.word("scope", scope)] as const) },
    ],
    button: text.say("key.make.button"),
    effect: (values) => [{ what: text.word("scope.may", values["scope"] ?? "write") }, { what: text.say("key.once") }],
    ask: (values) => ask("post", "/v1/api-keys", { body: { name: values["name"] ?? "", scope: values["scope"] ?? "write" } }),
    told: ({ name }) => text.say("key.made", { name }),
    secret: ({ key, name }) => (key ? { label: name, value: key } : undefined),
  };
}

export function revokeKey(text: ConsoleText, key: Schemas["ApiKey"]): Deed<Schemas["RevokedApiKey"]> {
  return {
    title: text.say("key.revoke", { name: key.name }),
    button: text.say("key.revoke.button"),
    isGrave: true,
    effect: () => [{ what: text.say("key.revoke.effect", { hint: key.hint }) }],
    ask: () => ask("delete", "/v1/api-keys/{key}", { path: { key: key.id } }),
    told: () => text.say("key.revoked", { name: key.name }),
  };
}

const roleField = (text: ConsoleText, value: Role) => ({ name: "role", label: text.say("account.role"), kind: "select", value, options: ROLES.map((role) => [role, text.word("role", role)] as const) }) as const;
const passwordField = (text: ConsoleText, name: string, label: string) => ({ name, label, kind: "password", hint: text.say("staff.password.hint", { n: PASSWORD_MIN }), lengthMin: PASSWORD_MIN, lengthMax: PASSWORD_MAX }) as const;

export function addOperator(text: ConsoleText): Deed<Operator> {
  return {
    title: text.say("staff.add"),
    fields: [{ name: "name", label: text.say("account.name"), lengthMax: 100 }, { name: "email", label: text.say("sign.email"), kind: "email", lengthMax: 254 }, roleField(text, "support"), passwordField(text, "password", text.say("staff.password.first"))],
    button: text.say("staff.add.button"),
    effect: (values) => [{ what: text.word("role.may", values["role"] ?? "support") }],
    ask: (values) => ask("post", "/v1/operators", { body: { name: values["name"] ?? "", email: values["email"] ?? "", role: values["role"] as Role, password: values["password"] ?? "" } }),
    told: ({ name }) => text.say("staff.added", { name }),
  };
}

export function changeRole(text: ConsoleText, operator: Operator): Deed<Operator> {
  return {
    title: text.say("staff.role", { name: operator.name }),
    fields: [roleField(text, roleOf(operator))],
    button: text.say("staff.role.button"),
    effect: (values) => [{ what: text.say("account.role"), from: text.word("role", operator.role), to: text.word("role", values["role"] ?? operator.role) }, { what: text.word("role.may", values["role"] ?? operator.role) }, { what: text.say("staff.ends") }],
    ask: (values) => ask("patch", "/v1/operators/{operator}", { path: { operator: operator.id }, body: { role: values["role"] as Role } }),
    told: ({ name }) => text.say("staff.changed", { name }),
  };
}

export function setPassword(text: ConsoleText, operator: Operator): Deed<Operator> {
  return {
    title: text.say("staff.reset", { name: operator.name }),
    fields: [passwordField(text, "password", text.say("staff.password.new"))],
    button: text.say("staff.reset.button"),
    effect: () => [{ what: text.say("staff.ends") }],
    ask: (values) => ask("patch", "/v1/operators/{operator}", { path: { operator: operator.id }, body: { password: values["password"] ?? "" } }),
    told: ({ name }) => text.say("staff.changed", { name }),
  };
}

export function disable(text: ConsoleText, operator: Operator): Deed<Operator> {
  const isOut = operator.disabled === true;
  return {
    title: text.say(isOut ? "staff.enable" : "staff.disable", { name: operator.name }),
    button: text.say(isOut ? "staff.enable.button" : "staff.disable.button"),
    isGrave: !isOut,
    effect: () => [{ what: text.say(isOut ? "staff.enable.effect" : "staff.disable.effect") }],
    ask: () => ask("patch", "/v1/operators/{operator}", { path: { operator: operator.id }, body: { disabled: !isOut } }),
    told: ({ name }) => text.say("staff.changed", { name }),
  };
}

export function ownPassword(text: ConsoleText): Deed<OperatorSession> {
  return {
    title: text.say("me.password"),
    fields: [{ name: "current_password", label: text.say("me.current"), kind: "password" }, passwordField(text, "password", text.say("staff.password.new"))],
    button: text.say("me.button"),
    effect: () => [{ what: text.say("me.effect") }],
    ask: (values) => ask("put", "/v1/operator-sessions/current/password", { body: { current_password: values["current_password"] ?? "", password: values["password"] ?? "" } }),
    told: () => text.say("me.told"),
  };
}

export function acceptClock(text: ConsoleText, why: string): Deed<Schemas["ClockOut"]> {
  return {
    title: text.say("clock.accept"),
    says: why,
    button: text.say("clock.accept.button"),
    isGrave: true,
    effect: () => [{ what: text.say("clock.accept.effect") }],
    ask: () => ask("post", "/v1/clock/accept"),
    told: ({ now }) => text.say("clock.told", { now: text.moment(now) }),
  };
}
