// Tries again what may be tried again: lost answers, busy servers, silence, aborts, all over a network that fails on command.
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";

import { BadCall, Refusal, Unavailable } from "@scrip/sdk";

import { answer, begin, proxy, thrown } from "./world.mjs";

let world, wire, account;
before(async () => {
  world = await begin();
  wire = await proxy(world.port);
});
after(async () => {
  await wire?.end();
  await world?.end();
});
beforeEach(async () => {
  account = await world.account();
  wire.next = [];
  wire.seen = [];
});

const through = (settings) => world.client({ url: wire.url, ...settings });
const use = () => ({ account, member: "ann", feature: "background-removal" });
const spends = async () => (await world.scrip.entries(account, { kind: "spend" }).take(10)).length;
const keys = () => new Set(wire.seen.map(({ key }) => key)).size;

describe("an answer that is lost", () => {
  for (const next of [["drop after"], ["drop after", "drop after"], ["drop within"], ["drop before"], ["drop before", "drop after", "drop within"]]) {
    test(`${next.join(", then ")}: the effect is there once`, async () => {
      wire.next = [...next];
      const spend = await through().spend(use());
      assert.equal(spend.credits, 10);
      assert.equal(spend.replayed, next.some((one) => one !== "drop before"));
      assert.deepEqual([wire.seen.length, keys()], [next.length + 1, 1]);
      assert.equal(await spends(), 1);
      assert.equal((await world.scrip.balance(account)).available, 2490);
    });
  }

  test("each time: Unavailable names the key, and the same key finds it out later", async () => {
    wire.next = ["drop after", "drop after", "drop after"];
    const error = await thrown(through({ tries: 3 }).spend(use()));
    assert.ok(error instanceof Unavailable);
    assert.deepEqual([error.reason, error.attempts, wire.seen.length], ["unreachable", 3, 3]);
    assert.equal(error.idempotencyKey, wire.seen[0].key);
    const spend = await world.scrip.spend(use(), { idempotencyKey: error.idempotencyKey });
    assert.equal(spend.replayed, true);
    assert.equal(await spends(), 1);
  });

  test("a key of your own is sent on every attempt", async () => {
    wire.next = ["drop after"];
    await through().spend(use(), { idempotencyKey: "job-17" });
    assert.deepEqual(wire.seen.map(({ key }) => key), ["job-17", "job-17"]);
    assert.equal((await world.scrip.spend(use(), { idempotencyKey: "job-17" })).replayed, true);
  });

  test("of a call that makes something and has no key: it is not made twice", async () => {
    wire.next = ["drop after"];
    const before = (await world.scrip.apiKeys.list().take(200)).length;
    const error = await thrown(through().apiKeys.create({ name: "once", scope: "read" }));
    assert.ok(error instanceof Unavailable);
    assert.deepEqual([error.attempts, error.idempotencyKey, wire.seen.length], [1, undefined, 1]);
    assert.equal((await world.scrip.apiKeys.list().take(200)).length, before + 1);
  });

  test("of a call that only reads or asks: asked again", async () => {
    for (const call of [(s) => s.balance(account), (s) => s.check(use()), (s) => s.sessions.create({ account, member: "ann" }), (s) => s.limits.put({ account, subject: "member:art", credits: 5, per: "day" })]) {
      wire.next = ["drop after"];
      wire.seen = [];
      await call(through());
      assert.equal(wire.seen.length, 2);
    }
  });
});

describe("a server that asks to come back", () => {
  const problem = (status, code) => JSON.stringify({ type: "x", title: code, status, detail: code, code });
  const busy = (status, code, headers) => answer(status, { "content-type": "application/problem+json", ...headers }, problem(status, code));

  for (const [status, code] of [[503, "busy"], [503, "unavailable"], [503, "stopping"], [429, "rate_limited"], [409, "idempotency_in_flight"]]) {
    test(`${status} ${code} with Retry-After: waits that long, then has its effect once`, async () => {
      wire.next = [busy(status, code, { "retry-after": "1" })];
      assert.equal((await through().spend(use())).replayed, false);
      const [first, second] = wire.seen;
      // A timer may ring a little early; never much.
      assert.ok(second.at - first.at >= 990, `${second.at - first.at} ms`);
      assert.deepEqual([keys(), await spends()], [1, 1]);
    });
  }

  test("a gateway in front (502, 504) without Retry-After", async () => {
    wire.next = [answer(502), answer(504)];
    await through().spend(use());
    assert.deepEqual([wire.seen.length, await spends()], [3, 1]);
  });

  test("longer than the call may take: gives up at once and says so", async () => {
    wire.next = [busy(503, "unavailable", { "retry-after": "3600" })];
    const error = await thrown(through().spend(use()));
    assert.ok(error instanceof Unavailable);
    assert.deepEqual([error.reason, error.retryAfter, error.problem.code, wire.seen.length], ["busy", 3600, "unavailable", 1]);
  });

  test("as often as may be tried, and no more", async () => {
    wire.next = Array.from({ length: 9 }, () => busy(503, "busy", { "retry-after": "0" }));
    const error = await thrown(through({ tries: 3 }).spend(use()));
    assert.deepEqual([error.reason, error.attempts, wire.seen.length], ["busy", 3, 3]);
    assert.equal(await spends(), 0);
  });

  test("409 idempotency_in_flight without end is no refusal", async () => {
    wire.next = Array.from({ length: 2 }, () => busy(409, "idempotency_in_flight", { "retry-after": "0" }));
    const error = await thrown(through({ tries: 2 }).spend(use()));
    assert.ok(error instanceof Unavailable && !(error instanceof Refusal));
  });

  test("500 is told and not tried again", async () => {
    wire.next = [busy(500, "internal", {})];
    const error = await thrown(through().spend(use()));
    assert.deepEqual([error.name, error.reason, wire.seen.length], ["Unavailable", "failed", 1]);
  });

  test("the real server's own 429", async () => {
    const slow = await begin({ args: ["--requests-per-key", "2"] });
    try {
      const checks = Array.from({ length: 6 }, () => slow.scrip.balance("nobody", { tries: 20 }));
      const codes = await Promise.all(checks.map((check) => thrown(check).then((error) => error.code)));
      assert.deepEqual(new Set(codes), new Set(["not_found"]));
      const all = await Promise.allSettled(Array.from({ length: 6 }, () => slow.scrip.balance("nobody", { tries: 1 })));
      assert.ok(all.some(({ reason }) => reason instanceof Unavailable && reason.problem?.code === "rate_limited" && reason.retryAfter >= 1));
    } finally {
      await slow.end();
    }
  });
});

describe("bounds and aborts", () => {
  test("an attempt that nobody answers ends, and the next one is heard", async () => {
    wire.next = ["silent"];
    await through({ attemptTimeout: 200 }).spend(use());
    assert.deepEqual([wire.seen.length, keys(), await spends()], [2, 1, 1]);
  });

  test("silence each time is a timeout, within the total time", async () => {
    wire.next = Array.from({ length: 50 }, () => "silent");
    const error = await thrown(through({ attemptTimeout: 100, totalTimeout: 600, tries: 50 }).spend(use()));
    assert.deepEqual([error.name, error.reason], ["Unavailable", "timeout"]);
    assert.ok(wire.seen.length < 10, `${wire.seen.length} attempts`);
  });

  test("an abort ends an attempt, a pause, and a call that has not begun; its reason is thrown", async () => {
    wire.next = ["silent"];
    const one = new AbortController();
    const going = thrown(through().spend(use(), { signal: one.signal }));
    while (wire.seen.length === 0) await new Promise((resolve) => setImmediate(resolve));
    one.abort(new Error("the visitor left"));
    assert.equal((await going).message, "the visitor left");

    wire.next = [answer(503, { "retry-after": "20" })];
    wire.seen = [];
    const two = new AbortController();
    const pausing = thrown(through({ totalTimeout: 60_000 }).spend(use(), { signal: two.signal }));
    while (wire.seen.length === 0) await new Promise((resolve) => setImmediate(resolve));
    two.abort();
    assert.equal((await pausing).name, "AbortError");

    wire.seen = [];
    assert.equal((await thrown(through().spend(use(), { signal: AbortSignal.abort() }))).name, "AbortError");
    assert.deepEqual([wire.seen.length, await spends()], [0, 0]);
  });

  test("nobody there is Unavailable; somebody else there too", async () => {
    const nobody = world.client({ url: "http://127.0.0.1:1", tries: 2 });
    assert.deepEqual((({ name, reason, attempts }) => ({ name, reason, attempts }))(await thrown(nobody.spend(use()))), { name: "Unavailable", reason: "unreachable", attempts: 2 });
    for (const strange of [answer(200, { "content-type": "text/html" }, "<h1>Hello</h1>"), answer(404, {}, "nothing"), answer(301, { location: "/elsewhere" }), answer(403, { "content-type": "application/problem+json" }, "{")]) {
      wire.next = [strange];
      const error = await thrown(through().spend(use()));
      assert.deepEqual([error.name, error.reason], ["Unavailable", "unreadable"]);
    }
  });

  test("what is wrong with the client is told at once, and no error tells the key", async () => {
    const error = await thrown(through({ key: "sk_test_of_somebody_else_0123456789" }).spend(use()));
    assert.ok(error instanceof BadCall);
    assert.deepEqual([error.code, error.status, wire.seen.length], ["unauthenticated", 401, 1]);
    const silent = await thrown(world.client({ url: "http://127.0.0.1:1", tries: 1 }).spend(use()));
    const { inspect } = await import("node:util");
    for (const said of [inspect(error, { depth: 9 }), inspect(silent, { depth: 9 }), inspect(world.scrip, { depth: 9 }), JSON.stringify(world.scrip)]) {
      assert.doesNotMatch(said, /sk_test_/);
    }
    assert.throws(() => world.client({ key: "" }), TypeError);
    assert.throws(() => world.client({ url: "http://sk_test_x@127.0.0.1" }), TypeError);
    globalThis.document = {};
    try {
      assert.throws(() => world.client(), /browser/);
      world.client({ key: "ses_token" });
    } finally {
      delete globalThis.document;
    }
  });

  test("a server behind a path, ids of any characters", async () => {
    const seen = [];
    const scrip = world.client({ url: "http://127.0.0.1:1/credits/", tries: 1, fetch: async (url) => (seen.push(url), new Response('{"ok":1}')) });
    await scrip.limits.get("a/b", "member:*");
    await scrip.balance("acme", { at: "2026-01-01T00:00:00+01:00" });
    assert.deepEqual(seen, ["http://127.0.0.1:1/credits/v1/accounts/a%2Fb/limits/member%3A*", "http://127.0.0.1:1/credits/v1/accounts/acme/balance?at=2026-01-01T00%3A00%3A00%2B01%3A00"]);
    for (const wrong of ["", ".", "..", undefined]) await assert.rejects(scrip.balance(wrong), TypeError);
  });
});
