// Every method once on a real server, with what it answers; and no operation of openapi.json is left without one.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";

import { Refusal } from "@scrip/sdk";

import { begin, proxy, thrown } from "./world.mjs";

let world, scrip, account;
/** What was called, as `POST /v1/accounts`. */
const called = new Set();

before(async () => {
  world = await begin({ stripe: true });
  scrip = world.client({
    fetch: (url, init) => {
      called.add(`${init.method} ${new URL(url).pathname}`);
      return fetch(url, init);
    },
  });
  account = await world.account();
});
after(() => world?.end());

const image = (member = "ann") => ({ account, member, feature: "background-removal" });

test("before a use: checks, features, quotes", async () => {
  const check = await scrip.check(image());
  assert.deepEqual([check.allowed, check.cost, check.available_after], [true, 10, 2490]);
  const no = await scrip.check(image("vic"));
  assert.deepEqual([no.allowed, no.reason, no.who_can[0].role], [false, "role_not_allowed", "owner"]);
  const { data } = await scrip.features(account, { member: "ann" });
  assert.equal(data.find(({ feature }) => feature === "background-removal").cost, 10);
  const quote = await scrip.quote({ account, member: "ann", feature: "programmatic-landing-pages", quantity: 150, expires_in: "PT5M" });
  assert.deepEqual([quote.credits, quote.sufficient], [2750, false]);
  const small = await scrip.quote(image());
  assert.equal((await scrip.spend({ ...image(), quote: small.id })).quote, small.id);
});

test("a use: spend, read, reverse, and many at once", async () => {
  const spend = await scrip.spend({ ...image(), quantity: undefined, metadata: { image: 7, nested: { is: [true] } } });
  assert.deepEqual([spend.credits, spend.replayed, spend.metadata], [10, false, { image: 7, nested: { is: [true] } }]);
  assert.equal((await scrip.getSpend(spend.id)).id, spend.id);
  const reversal = await scrip.reverse({ spend: spend.id, credits: 2.5, reason: "blurred" });
  assert.deepEqual([reversal.credits, reversal.returned[0].credits], [2.5, 2.5]);
  const items = await scrip.spendAll([
    { ...image(), idempotency_key: "batch-1" },
    { ...image("vic"), idempotency_key: "batch-2" },
    { ...image(), idempotency_key: "batch-1" },
  ]);
  assert.deepEqual(items.map(({ status, replayed, error }) => [status, replayed === true, error?.code]), [[201, false, undefined], [403, false, "role_not_allowed"], [201, true, undefined]]);
  const metered = await scrip.spend({ account, member: "ann", feature: "lunar", usage: { input_tokens: 1000, output_tokens: 1000, model: "large-1" } });
  assert.deepEqual([metered.credits, metered.usage.model], [13, "large-1"]);
});

test("a use of unknown cost, by hand: reserve, read, list, extend, settle, void", async () => {
  const use = { account, member: "ann", feature: "lunar", usage: { output_tokens: 25_000 } };
  const reservation = await scrip.reserve(use);
  assert.deepEqual([reservation.credits, reservation.state], [100, "open"]);
  assert.equal((await scrip.getReservation(reservation.id)).id, reservation.id);
  assert.deepEqual((await scrip.reservations(account).take(9)).map(({ id }) => id), [reservation.id]);
  const { expires_at } = await scrip.extend({ reservation: reservation.id, expires_in: "PT2H" });
  assert.ok(expires_at > reservation.expires_at);
  const settled = await scrip.settle({ reservation: reservation.id, usage: { output_tokens: 500 } });
  assert.deepEqual([settled.spend.credits, settled.released], [2, 98]);
  const other = await scrip.reserve(use);
  assert.equal((await scrip.void(other.id)).released, 100);
});

test("what is left, and why: balance, entries, CSV, usage, grants", async () => {
  const { available, monthly } = await scrip.balance(account, { feature: "lunar", member: "ann" });
  assert.equal(monthly.available, available);
  const entries = await scrip.entries(account, { kind: "spend", member: "ann" }).take(50);
  assert.ok(entries.length >= 3 && entries.every(({ kind, member }) => kind === "spend" && member === "ann"));
  const csv = await scrip.entriesAsCsv(account, { kind: "spend" });
  assert.equal(csv.trim().split("\n").length, (await scrip.entries(account, { kind: "spend" }).take(Infinity)).length + 1);
  const usage = await scrip.usage(account, { group_by: "feature" });
  assert.ok(usage.some(({ feature, credits }) => feature === "lunar" && credits === 15));
  const grant = await scrip.grants.create({ account, kind: "promotional", credits: 100.125, reason: "welcome", scope: { features: ["lunar"] } });
  assert.equal(grant.credits, 100.125);
  assert.equal((await scrip.grants.list(account).take(9)).length, 2);
  const voided = await scrip.grants.void({ grant: grant.id });
  assert.deepEqual([voided.id, voided.credits], [grant.id, 100.125]);
});

test("lists: each line once, whatever a page holds; only what is read is fetched", async () => {
  const busy = await world.account();
  await scrip.spendAll(Array.from({ length: 57 }, (_, n) => ({ account: busy, member: "ann", feature: "background-removal", idempotency_key: `n-${n}` })));
  const rows = [[1, 57], [7, 57], [50, 57], [200, 57]];
  let first;
  for (const [limit, count] of rows) {
    const ids = [];
    for await (const { id } of scrip.entries(busy, { limit, kind: "spend" })) ids.push(id);
    assert.deepEqual([new Set(ids).size, ids.length], [count, count], `limit ${limit}`);
    assert.deepEqual(ids, (first ??= ids));
  }
  const sizes = [];
  for await (const page of scrip.entries(busy, { limit: 20, kind: "spend" }).pages()) sizes.push(page.length);
  assert.deepEqual(sizes, [20, 20, 17]);
  const list = scrip.entries(busy, { limit: 5, kind: "spend" });
  const page = await list.page();
  const rest = await scrip.entries(busy, { limit: 5, kind: "spend", after: page.next_cursor }).take(Infinity);
  assert.deepEqual([page.data.length, rest.length], [5, 52]);
  let asked = 0;
  const counting = world.client({ fetch: (...args) => ((asked += 1), fetch(...args)) });
  const lazy = counting.entries(busy, { limit: 5 });
  assert.equal(asked, 0);
  assert.deepEqual([(await lazy.take(6)).length, asked], [6, 2]);
});

test("accounts: create, read, list, update, plans, life", async () => {
  const id = "globex";
  const made = await scrip.accounts.create({ id, kind: "business", plan: "build", billing: { name: "Globex" } }, { idempotencyKey: "globex" });
  assert.equal((await scrip.accounts.create({ id, kind: "business", plan: "build", billing: { name: "Globex" } }, { idempotencyKey: "globex" })).replayed, true);
  assert.equal((await scrip.accounts.get(id)).plan, made.plan);
  assert.deepEqual((await scrip.accounts.list({ q: "globex" }).take(9)).map((one) => one.id), [id]);
  assert.equal((await scrip.accounts.update({ account: id, locale: "de" })).locale, "de");
  const preview = await scrip.accounts.previewPlan({ account: id, plan: "optimize" });
  assert.equal(preview.after.available - preview.before.available, 7500);
  assert.equal((await scrip.accounts.changePlan({ account: id, plan: "optimize" })).plan, "optimize");
  await scrip.accounts.changePlan({ account: id, plan: "build", when: "period_end" });
  assert.equal((await scrip.accounts.dropScheduledPlan(id)).scheduled ?? null, null);
  assert.equal((await scrip.accounts.pause(id)).replayed, false);
  await scrip.accounts.resume(id);
  assert.equal((await scrip.accounts.cancel(id)).state, "canceling");
  await scrip.accounts.create({ id: "trial", kind: "business", plan: "build", status: "trial" });
  assert.equal((await scrip.accounts.activate({ account: "trial" })).replayed, false);
});

test("members, sessions, spend limits, sharing", async () => {
  await scrip.members.put({ account, member: "bob", role: "author", name: "Bob" });
  assert.equal((await scrip.members.get(account, "bob")).role, "author");
  assert.equal((await scrip.members.list(account).take(9)).length, 4);
  const session = await scrip.sessions.create({ account, member: "bob" });
  const bob = world.client({ key: session.token, fetch: (url, init) => (called.add(`${init.method} ${new URL(url).pathname}`), fetch(url, init)) });
  const who = await bob.sessions.current();
  assert.deepEqual([who.member, who.role], ["bob", "author"]);
  assert.equal((await thrown(bob.spend(image("bob")))).code, "scope_missing");
  await scrip.limits.put({ account, subject: "member:bob", credits: 5, per: "day" });
  assert.equal((await scrip.limits.get(account, "member:bob")).credits, 5);
  assert.equal((await scrip.limits.list(account).take(9)).length, 1);
  await scrip.limits.remove(account, "member:bob");
  await scrip.members.remove(account, "bob", { erase: true });
  assert.equal((await thrown(scrip.members.get(account, "bob"))).code, "not_found");
  await scrip.accounts.create({ id: "agency", kind: "agency", plan: "build" });
  assert.equal((await scrip.limits.sharing("agency")).enabled, false);
  assert.equal((await scrip.limits.share({ account: "agency", enabled: true })).enabled, true);
});

test("buying: offers, orders in every way they go, invoices", async () => {
  const { packages } = await scrip.orders.offers(account);
  const { id, total } = packages[0];
  const three = await scrip.orders.offers(account, { quantity: 3 });
  assert.equal(three.packages[0].credits, 3 * packages[0].credits);
  const order = (pay_with) => scrip.orders.create({ account, package: id, quantity: 1, member: "ann", total, pay_with });
  const first = await order("transfer");
  assert.equal(first.status, "awaiting_payment");
  await scrip.orders.reportTransfer(first.id);
  const paid = await scrip.orders.confirmPayment({ order: first.id, reference: "bank-1" });
  assert.equal(paid.status, "paid");
  assert.equal((await scrip.orders.get(first.id)).invoice, paid.invoice);
  const refund = await scrip.orders.refund({ order: first.id, credits: 100 });
  assert.equal(refund.refunded_credits, 100);
  assert.equal((await scrip.orders.cancel((await order("transfer")).id)).status, "canceled");
  assert.equal((await scrip.orders.reject({ order: (await order("transfer")).id, reason: "wrong sum" })).status, "canceled");
  assert.equal((await scrip.orders.list(account).take(9)).length, 3);
  assert.equal((await scrip.orders.listAll({ status: "refunded" }).take(9)).length, 1);
  assert.deepEqual(await scrip.orders.disputes().take(9), []);
  assert.equal((await scrip.invoices.get(paid.invoice)).order, first.id);
  assert.ok((await scrip.invoices.list(account).take(9)).length >= 1);
  assert.equal(Buffer.from(await scrip.invoices.pdf(paid.invoice)).subarray(0, 5).toString(), "%PDF-");
  await scrip.invoices.email(paid.invoice).catch((error) => assert.ok(error instanceof Refusal, String(error)));
});

test("a saved card and automatic top-up", async () => {
  const card = await world.saveCard(account);
  const setup = await scrip.paymentMethods.setUp({ account, return_url: "http://127.0.0.1:9/back" });
  assert.match(setup.url, /^http/);
  assert.equal((await scrip.paymentMethods.get(account)).last4, card.last4);
  assert.equal(card.last4, "4242");
  const auto = { account, threshold: 5, package: "extra-1000", monthly_max: { amount: 10_000, currency: "USD" } };
  assert.equal((await scrip.paymentMethods.putAutoTopUp(auto)).threshold, 5);
  assert.equal((await scrip.paymentMethods.getAutoTopUp(account)).package, "extra-1000");
  await scrip.paymentMethods.removeAutoTopUp(account);
  await scrip.paymentMethods.remove(account);
});

test("the house: catalog, keys, mails, reports, audit, verification, test clocks", async () => {
  const { catalog, etag } = await scrip.catalog.get();
  assert.ok(etag && catalog.plans.length > 3);
  const dry = await scrip.catalog.put({ ...catalog, name: "other" }, { dryRun: true, ifMatch: etag });
  assert.deepEqual([dry.dry_run, dry.changes.length > 0], [true, true]);
  assert.equal((await thrown(scrip.catalog.put({ ...catalog, name: "other" }, { ifMatch: '"0"' }))).code, "catalog_conflict");
  assert.equal((await scrip.catalog.versions().take(9)).length, 1);
  assert.equal((await scrip.catalog.version(1)).name, catalog.name);
  const key = await scrip.apiKeys.create({ name: "reader", scope: "read" });
  assert.ok((await scrip.apiKeys.list().take(99)).some(({ id }) => id === key.id));
  await scrip.apiKeys.revoke(key.id);
  const mails = await scrip.mails.list({ account }).take(9);
  if (mails.length > 0) await scrip.mails.resend(mails[0].id);
  else assert.equal((await thrown(scrip.mails.resend("mai_none"))).name, "Refusal");
  assert.ok(await scrip.reports.breakage());
  assert.ok(await scrip.reports.deferredRevenue());
  assert.ok(await scrip.reports.usage());
  assert.ok((await scrip.reports.audit({ order: "newest" }).take(3)).length > 0);
  const verification = await scrip.reports.verify();
  assert.equal(verification.ok, true, JSON.stringify(verification));
  const clock = await scrip.testClocks.create({ now: "2026-01-31T10:00:00Z" });
  await scrip.accounts.create({ id: "clocked", kind: "business", plan: "build", test_clock: clock.id });
  await scrip.spend({ account: "clocked", credits: 500, feature: "lunar" });
  await scrip.testClocks.advance({ clock: clock.id, to: "2026-03-01T10:00:00Z" });
  assert.equal((await scrip.balance("clocked")).available, 2500);
});

test("webhook endpoints and events", async () => {
  const endpoint = await scrip.webhooks.create({ url: "http://127.0.0.1:9/hooks", events: ["order.paid"], description: "orders" });
  assert.match(endpoint.secret, /^whsec_/);
  assert.equal((await scrip.webhooks.get(endpoint.id)).url, endpoint.url);
  assert.equal((await scrip.webhooks.list().take(9)).length, 1);
  assert.equal((await scrip.webhooks.update({ endpoint: endpoint.id, enabled: false })).enabled, false);
  assert.notEqual((await scrip.webhooks.rotateSecret(endpoint.id)).secret, endpoint.secret);
  const [event] = await scrip.webhooks.events({ type: "order.paid", account }).take(1);
  assert.equal(event.type, "order.paid");
  await scrip.webhooks.update({ endpoint: endpoint.id, enabled: true });
  await scrip.webhooks.redeliver({ event: event.id, endpoint: endpoint.id });
  assert.ok((await scrip.webhooks.deliveries(endpoint.id).take(9)).length >= 1);
  await scrip.webhooks.remove(endpoint.id);
});

test("the balance as it changes, over a line that breaks", async () => {
  const watched = await world.account();
  const wire = await proxy(world.port);
  try {
    const told = [];
    for await (const { available } of world.client({ url: wire.url }).balances(watched)) {
      told.push(available);
      if (told.length === 1) await scrip.spend({ account: watched, member: "ann", feature: "background-removal" });
      // The line breaks, and it is opened again.
      if (told.length === 2) wire.cut();
      if (told.length === 3) break;
    }
    assert.deepEqual([told, wire.seen.length], [[2500, 2490, 2490], 2]);
    const gone = new AbortController();
    const stream = scrip.balances(watched, { signal: gone.signal });
    assert.equal((await stream.next()).value.available, 2490);
    const next = thrown(stream.next());
    gone.abort();
    assert.equal((await next).name, "AbortError");
    assert.equal((await thrown(scrip.balances("nobody").next())).code, "not_found");
  } finally {
    await wire.end();
  }
});

test("any call by its address", async () => {
  const member = await scrip.request("GET", "/v1/accounts/{account}/members/{member}", { path: { account, member: "ann" } });
  assert.equal(member.role, "owner");
});

// Last: what was called above, held against the document.
test("every operation of the API has a method", async () => {
  const { paths } = JSON.parse(await readFile(new URL("../../../openapi.json", import.meta.url), "utf8"));
  // For browsers, probes and the gateway; the operator's staff have the console. `request` reaches all of them.
  const elsewhere = /^\/(docs|healthz|readyz|openapi\.json)|^\/v1\/(payments\/stripe|clock\/accept|operator)|\/support-/;
  const missing = [];
  for (const [path, verbs] of Object.entries(paths)) {
    if (elsewhere.test(path)) continue;
    const form = new RegExp(`^${path.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\w+\}/g, "[^/]+")}$`);
    for (const verb of Object.keys(verbs).filter((one) => ["get", "post", "put", "patch", "delete"].includes(one))) {
      const wanted = verb.toUpperCase();
      const isThere = [...called].some((one) => one.startsWith(`${wanted} `) && form.test(one.slice(wanted.length + 1)));
      if (!isThere) missing.push(`${wanted} ${path}`);
    }
  }
  assert.deepEqual(missing, []);
});
