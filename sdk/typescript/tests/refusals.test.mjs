// Every refusal that a host can get, as the class that is thrown: its code, status, and what it tells.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";

import { BadCall, Refusal, ScripError } from "@scrip/sdk";

import { begin, thrown, until } from "./world.mjs";

let world, scrip;
const met = new Set();
before(async () => {
  world = await begin({ stripe: true });
  scrip = world.scrip;
});
after(() => world?.end());

const image = (account, member = "ann") => ({ account, member, feature: "background-removal" });

/** Name of the row, status, code, what is done, and what the refusal tells. */
const ROWS = [
  ["insufficient credits: what is missing and the ways", 402, "insufficient_credits", (a) => scrip.spend({ account: a, member: "ann", feature: "background-removal", quantity: 251 }), (no) => {
    assert.deepEqual([no.required, no.available, no.shortfall], [2510, 2500, 10]);
    assert.deepEqual([no.ways[0].kind, no.ways[0].id, no.ways[0].price.currency], ["package", "extra-1000", "USD"]);
  }],
  ["insufficient credits of a member who may not buy: who can", 402, "insufficient_credits", (a) => scrip.reserve({ account: a, member: "art", credits: 2501, feature: "lunar" }), (no) => {
    assert.deepEqual(no.ways, []);
    assert.deepEqual(no.who_can[0], { role: "owner", members: [{ id: "ann", name: "ann" }] });
  }],
  ["a spend limit", 402, "spend_limit_reached", async (a) => {
    await scrip.limits.put({ account: a, subject: "member:ann", credits: 9, per: "day" });
    return scrip.spend(image(a));
  }, (no) => assert.deepEqual([no.level, no.limit, no.used, no.resets_at > "2026"], ["member", 9, 0, true])],
  ["a role", 403, "role_not_allowed", (a) => scrip.spend(image(a, "vic")), (no) => assert.ok(no.who_can.some(({ role }) => role === "author"))],
  ["a plan", 403, "plan_lacks_feature", (a) => scrip.spend({ account: a, member: "ann", feature: "ml-translation" }), (no) => assert.deepEqual(no.plans, ["optimize", "scale", "enterprise"])],
  ["an ended account", 403, "account_ended", async () => {
    const clock = await scrip.testClocks.create({ now: "2026-01-01T00:00:00Z" });
    const account = await world.account({ status: "trial", test_clock: clock.id });
    await scrip.testClocks.advance({ clock: clock.id, to: "2026-03-01T00:00:00Z" });
    return scrip.orders.create({ account, package: "extra-1000", member: "ann", total: { amount: 1900, currency: "USD" }, pay_with: "transfer" });
  }],
  ["a trial that buys", 403, "trial_cannot_buy", async () => {
    const account = await world.account({ status: "trial" });
    return scrip.orders.create({ account, package: "extra-1000", member: "ann", total: { amount: 1900, currency: "USD" }, pay_with: "transfer" });
  }],
  ["a subaccount that buys", 403, "subaccount_cannot_buy", async (a) => {
    await scrip.accounts.create({ id: `${a}-agency`, kind: "agency", plan: "build" });
    await scrip.accounts.create({ id: `${a}-sub`, kind: "subaccount", parent: `${a}-agency` });
    return scrip.orders.create({ account: `${a}-sub`, package: "extra-1000", total: { amount: 1900, currency: "USD" }, pay_with: "transfer" });
  }],
  ["a subaccount without sharing", 403, "sharing_disabled", async (a) => {
    await scrip.accounts.create({ id: `${a}-agency2`, kind: "agency", plan: "build" });
    await scrip.accounts.create({ id: `${a}-sub2`, kind: "subaccount", parent: `${a}-agency2` });
    return scrip.spend({ account: `${a}-sub2`, feature: "background-removal" });
  }],
  ["an account that is not there", 404, "not_found", () => scrip.balance("nobody")],
  ["an account that is there", 409, "account_exists", (a) => scrip.accounts.create({ id: a, kind: "business", plan: "build" })],
  ["a reservation that was voided", 409, "reservation_not_open", async (a) => {
    const { id } = await scrip.reserve(image(a));
    await scrip.void(id);
    return scrip.settle({ reservation: id });
  }],
  ["a reservation whose end has come", 409, "reservation_expired", async () => {
    const clock = await scrip.testClocks.create({ now: "2026-01-01T00:00:00Z" });
    const account = await world.account({ test_clock: clock.id });
    const { id } = await scrip.reserve({ ...image(account), expires_in: "PT1M" });
    await scrip.testClocks.advance({ clock: clock.id, to: "2026-01-01T00:02:00Z" });
    return scrip.settle({ reservation: id });
  }],
  ["more than was reserved", 409, "settle_exceeds_reservation", async (a) => {
    const { id } = await scrip.reserve(image(a));
    return scrip.settle({ reservation: id, quantity: 2 });
  }, (no) => assert.equal(no.reserved, 10)],
  ["a quote for something else", 409, "quote_mismatch", async (a) => scrip.spend({ ...image(a), quantity: 2, quote: (await scrip.quote(image(a))).id })],
  ["a quote that was used", 409, "quote_used", async (a) => {
    const quote = (await scrip.quote(image(a))).id;
    await scrip.spend({ ...image(a), quote });
    return scrip.spend({ ...image(a), quote });
  }],
  ["a quote that has ended", 409, "quote_expired", async () => {
    const clock = await scrip.testClocks.create({ now: "2026-01-01T00:00:00Z" });
    const account = await world.account({ test_clock: clock.id });
    const quote = (await scrip.quote({ ...image(account), expires_in: "PT1M" })).id;
    await scrip.testClocks.advance({ clock: clock.id, to: "2026-01-01T00:02:00Z" });
    return scrip.spend({ ...image(account), quote });
  }],
  ["a grant that is used up", 409, "grant_not_open", async (a) => {
    const { id } = await scrip.grants.create({ account: a, kind: "promotional", credits: 5, reason: "once", priority: 0 });
    await scrip.spend({ account: a, feature: "lunar", credits: 5 });
    return scrip.grants.void({ grant: id });
  }],
  ["more put back than was taken", 409, "reversal_exceeds_spend", async (a) => scrip.reverse({ spend: (await scrip.spend(image(a))).id, credits: 10.5, reason: "x" }), (no) => assert.equal(no.left, 10)],
  ["another total than was shown", 409, "price_changed", (a) => scrip.orders.create({ account: a, package: "extra-1000", member: "ann", total: { amount: 1, currency: "USD" }, pay_with: "transfer" }), (no) => assert.deepEqual(no.total, { amount: 2337, currency: "USD" })],
  ["an order that is paid", 409, "order_not_open", async (a) => scrip.orders.cancel((await paid(a)).id)],
  ["an order whose credits are used", 409, "nothing_to_refund", async (a) => {
    const order = await paid(a);
    await scrip.spend({ account: a, feature: "lunar", credits: 3500 });
    return scrip.orders.refund({ order: order.id });
  }],
  ["a card that is declined", 402, "payment_declined", (a) => bought(a, "4000000000000341"), (no) => assert.match(no.order, /^ord_/)],
  ["an order that the bank disputes", 409, "order_disputed", async (a) => {
    const order = await bought(a, "4000000000000259");
    await until(async () => (await scrip.orders.get(order.id)).dispute);
    return scrip.orders.refund({ order: order.id });
  }],
  ["more webhook endpoints than there may be", 422, "too_many", async () => {
    for (let n = 0; n < 99; n += 1) await scrip.webhooks.create({ url: `http://127.0.0.1:9/${n}` });
  }],
  ["a catalog that somebody else published", 409, "catalog_conflict", async () => scrip.catalog.put((await scrip.catalog.get()).catalog, { ifMatch: '"0"' })],
  ["a plan that is in use", 409, "catalog_in_use", async () => {
    const { catalog } = await scrip.catalog.get();
    return scrip.catalog.put({ ...catalog, plans: catalog.plans.filter(({ id }) => id !== "build") }, { dryRun: false });
  }, (no) => assert.ok(no.uses.length > 0)],
  ["a key that stands on another request", 422, "idempotency_key_reused", async (a) => {
    await scrip.spend(image(a), { idempotencyKey: "one" });
    return scrip.spend({ ...image(a), quantity: 2 }, { idempotencyKey: "one" });
  }],
  ["no such feature", 422, "unknown_feature", (a) => scrip.spend({ account: a, feature: "teleport" })],
  ["no such dimension", 422, "unknown_dimension", (a) => scrip.spend({ account: a, feature: "lunar", usage: { smells: 1 } })],
  ["more than the caller wants", 422, "max_credits_exceeded", (a) => scrip.spend({ ...image(a), max_credits: 9.999 }), (no) => assert.equal(no.cost, 10)],
  ["a sum of floats", 422, "invalid_amount", (a) => scrip.spend({ account: a, feature: "lunar", credits: 0.1 + 0.2 }), (no) => assert.equal(no.invalid_parameters[0].field, "credits")],
  ["the last Owner", 422, "last_owner", (a) => scrip.members.remove(a, "ann")],
];

async function bought(account, card) {
  await world.saveCard(account, card);
  const { total } = (await scrip.orders.offers(account)).packages[0];
  return scrip.orders.create({ account, package: "extra-1000", member: "ann", total, pay_with: "saved" });
}

async function paid(account) {
  const { total } = (await scrip.orders.offers(account)).packages[0];
  const order = await scrip.orders.create({ account, package: "extra-1000", member: "ann", total, pay_with: "transfer" });
  return scrip.orders.confirmPayment({ order: order.id, reference: `bank-${order.id}` });
}

for (const [name, status, code, act, told] of ROWS) {
  test(`${status} ${code}: ${name}`, async () => {
    const account = await world.account();
    const error = await thrown(act(account));
    assert.ok(error instanceof Refusal && error instanceof ScripError && error instanceof Error, `${error}`);
    assert.deepEqual([error.name, error.status, error.code], ["Refusal", status, code]);
    assert.ok(Refusal.is(error, "invalid_at", code) && !Refusal.is(error, "invalid_at"));
    assert.equal(error.message, error.problem.detail);
    assert.match(error.problem.type, /problems/);
    told?.(error);
    met.add(code);
  });
}

test("after a refusal the same key works, once there are credits", async () => {
  const account = await world.account();
  const use = { ...image(account), quantity: 251 };
  assert.equal((await thrown(scrip.spend(use, { idempotencyKey: "later" }))).code, "insufficient_credits");
  await scrip.grants.create({ account, kind: "promotional", credits: 10, reason: "top-up" });
  assert.equal((await scrip.spend(use, { idempotencyKey: "later" })).available, 0);
});

test("what the door says no to is no refusal", async () => {
  const { secret, key } = await scrip.apiKeys.create({ name: "reader", scope: "read" });
  const account = await world.account();
  const error = await thrown(world.client({ key: secret ?? key }).spend(image(account)));
  assert.ok(error instanceof BadCall && !(error instanceof Refusal));
  assert.deepEqual([error.code, error.status], ["scope_missing", 403]);
});

test("no code of the ledger is without a row", async () => {
  const problems = await readFile(new URL("../../../docs/problems.md", import.meta.url), "utf8");
  const chapters = [...problems.matchAll(/^## (\w+)\n\nStatus (\d+)/gm)].map(([, code, status]) => ({ code, status: Number(status) }));
  assert.ok(chapters.length > 40);
  // The door, the machine, the chapter on `invalid_…`, and what only the operator's console meets.
  const elsewhere = /^(scope_missing|idempotency_in_flight|invalid_parameters|not_from_console|session_read_only)$|operator|admin/;
  const wanted = chapters.filter(({ code, status }) => [402, 403, 404, 409, 422].includes(status) && !elsewhere.test(code)).map(({ code }) => code);
  assert.deepEqual(wanted.filter((code) => !met.has(code)), []);
});
