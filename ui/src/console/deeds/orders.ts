/** Deeds on an order: a transfer confirmed, reported, turned down; money given back. */

import type { Balance, Grant, Money, Order } from "../../api/client.js";
import type { components } from "../../api/schema.js";
import type { Deed, Effect } from "../deed.js";
import { ask } from "../line.js";
import type { ConsoleText } from "../text/index.js";
import { minus, plus } from "../words.js";

type Schemas = components["schemas"];

export function confirm(text: ConsoleText, order: Order, balance: Balance): Deed<Order> {
  const paid = Math.min(balance.owed, order.credits);
  const bank = order.transfer?.reference;
  return {
    title: text.say("confirm.title", { total: text.money(order.total), account: order.account }),
    says: bank ? text.say("confirm.says", { reference: bank }) : text.say("confirm.says.plain"),
    fields: [{ name: "reference", label: text.say("confirm.reference"), hint: text.say("confirm.reference.hint"), lengthMax: 200 }],
    button: text.say("confirm.button"),
    effect: () => [
      { what: text.say("usage.left", { account: order.account }), from: text.number(balance.available), to: text.number(plus(balance.available, order.credits, -paid)) },
      { what: text.say("order.status"), from: text.word("order.status", order.status), to: text.word("order.status", "paid") },
      { what: text.say("confirm.invoice") },
    ],
    ask: (values, key) => ask("post", "/v1/orders/{order}/confirm-payment", { path: { order: order.id }, key, body: { reference: values["reference"] ?? "" } }),
    told: ({ credits, account }) => text.say("confirm.told", { credits: text.credits(credits), account }),
  };
}

export function reject(text: ConsoleText, order: Order): Deed<Order> {
  return {
    title: text.say("reject.title", { order: order.id }),
    says: text.say("reject.says"),
    fields: [{ name: "reason", label: text.say("act.reason"), kind: "area", hint: text.say("reject.reason"), lengthMax: 500 }],
    button: text.say("reject.button"),
    isGrave: true,
    effect: () => [
      { what: text.say("order.status"), from: text.word("order.status", order.status), to: text.word("order.status", "canceled") },
      { what: text.say("reject.effect", { credits: text.credits(order.credits), account: order.account }) },
    ],
    ask: (values) => ask("post", "/v1/orders/{order}/reject", { path: { order: order.id }, body: { reason: values["reason"] ?? "" } }),
    told: ({ id }) => text.say("reject.told", { order: id }),
  };
}

export function report(text: ConsoleText, order: Order): Deed<Order> {
  return {
    title: text.say("report.title", { order: order.id }),
    button: text.say("report.button"),
    effect: () => [{ what: text.say("report.effect") }],
    ask: () => ask("post", "/v1/orders/{order}/report-transfer", { path: { order: order.id } }),
    told: ({ credits_by }) => text.say("report.told", { when: credits_by ? text.moment(credits_by) : "–" }),
  };
}

/** The money of a refund, as rules.md 22 has it: the share of what was paid, rounded down over all refunds together. */
export function moneyBack(order: Order, credits: number): Money {
  const thousandths = (n: number): bigint => BigInt(Math.round(n * 1000));
  const back = thousandths(order.refunded_credits) + thousandths(credits);
  const owed = (BigInt(order.total.amount) * back) / thousandths(order.credits);
  const gone = order.refunds.filter(({ status }) => status !== "failed").reduce((sum, { amount }) => sum + BigInt(amount.amount), 0n);
  return { amount: Number(owed - gone), currency: order.total.currency };
}

export function refund(text: ConsoleText, order: Order, grant: Grant, balance: Balance): Deed<Order> {
  const most = grant.available;
  const amount = (value: string | undefined): number => Math.min(Number(value ?? most), most);
  return {
    title: text.say("refund.title", { order: order.id }),
    says: text.say("refund.says", { n: most }),
    fields: [
      { name: "credits", label: text.say("refund.credits"), kind: "number", min: "0.001", max: String(most), step: "0.001", value: String(most), hint: text.say("refund.most", { n: most }) },
      { name: "reason", label: text.say("act.reason"), kind: "area", lengthMax: 500 },
    ],
    button: text.say("refund.button"),
    isGrave: true,
    effect: (values) => {
      const credits = amount(values["credits"]);
      if (!(credits > 0)) return [];
      const effects: Effect[] = [
        { what: text.say("refund.money"), to: text.money(moneyBack(order, credits)) },
        { what: text.say("refund.grant"), from: text.number(grant.available), to: text.number(minus(grant.available, credits)) },
      ];
      if ((grant.scope?.subaccounts.length ?? 0) === 0) effects.push({ what: text.say("usage.left", { account: order.account }), from: text.number(balance.available), to: text.number(minus(balance.available, credits)) });
      return [...effects, { what: text.say("refund.note") }, { what: text.say(order.pay_with === "transfer" ? "refund.transfer" : "refund.card") }];
    },
    ask: (values, key) => {
      const credits = amount(values["credits"]);
      return ask("post", "/v1/orders/{order}/refund", { path: { order: order.id }, key, body: { ...(credits === most ? {} : { credits }), reason: values["reason"] ?? "" } as Schemas["NewRefund"] });
    },
    told: (answer) => text.say("refund.told", { credits: text.credits(answer.refunded_credits), order: answer.id }),
  };
}
