// A use of unknown cost around a function: settled, voided, extended; lost answers, aborts and a killed process between.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { after, before, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";

import { Refusal, Unavailable, Unsettled } from "@scrip/sdk";

import { answer, begin, KEY, proxy, thrown } from "./world.mjs";

let world, scrip, account, wire;
before(async () => {
  world = await begin();
  scrip = world.scrip;
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

const page = () => ({ account, member: "ann", feature: "lunar", usage: { input_tokens: 1000, output_tokens: 9750 } });
const standing = async () => {
  const { available, reserved } = await scrip.balance(account);
  return [available, reserved];
};
const kinds = async () => (await scrip.entries(account).take(200)).map(({ kind }) => kind).filter((kind) => !["account", "grant"].includes(kind));

test("settles on what the function says, and gives its value", async () => {
  const rows = [
    ["usage", page(), { usage: { input_tokens: 374, output_tokens: 500 } }, 3, 37],
    ["credits", page(), { credits: 2.5 }, 2.5, 37.5],
    ["quantity", { account, feature: "background-removal", quantity: 4 }, { quantity: 3 }, 30, 10],
    ["nothing named: all of it", page(), {}, 40, 0],
    ["nothing returned: all of it", page(), undefined, 40, 0],
    ["a value only: all of it", page(), { value: "x" }, 40, 0],
  ];
  let left = 2500;
  for (const [name, use, used, taken, released] of rows) {
    const done = await scrip.reserve(use, async (reservation) => {
      assert.deepEqual(await standing(), [left - reservation.credits, reservation.credits], name);
      return used;
    });
    left -= taken;
    assert.deepEqual([done.spend.credits, done.released, done.available, done.value], [taken, released, left, used?.value], name);
    assert.deepEqual(await standing(), [left, 0], name);
  }
});

test("settles at nothing like a void", async () => {
  const done = await scrip.reserve(page(), () => ({ credits: 0, value: 1 }));
  assert.deepEqual([done.spend?.credits ?? 0, done.released, done.value, await standing()], [0, 40, 1, [2500, 0]]);
});

test("voids when the function throws, and throws the same", async () => {
  const broken = new Error("the model is away");
  assert.equal(await thrown(scrip.reserve(page(), async () => Promise.reject(broken))), broken);
  assert.equal(await thrown(scrip.reserve(page(), () => { throw broken; })), broken);
  assert.deepEqual(await standing(), [2500, 0]);
});

test("a refusal comes before the function runs", async () => {
  let ran = 0;
  const error = await thrown(scrip.reserve({ account, member: "vic", feature: "lunar" }, () => void (ran += 1)));
  assert.ok(Refusal.is(error, "role_not_allowed"));
  assert.equal((await thrown(scrip.reserve({ account, credits: 2501, feature: "lunar" }, () => void (ran += 1)))).code, "insufficient_credits");
  wire.next = ["drop before", "drop before"];
  assert.ok((await thrown(world.client({ url: wire.url, tries: 2 }).reserve(page(), () => void (ran += 1)))) instanceof Unavailable);
  assert.equal(ran, 0);
});

test("extends while the function runs: a use longer than its reservation", async () => {
  let reservation;
  const done = await scrip.reserve({ ...page(), expires_in: "PT6S" }, async ({ id, expires_at }) => {
    // Until it has been extended over its first end by more than a second.
    for await (const _ of ticks()) {
      reservation = await scrip.getReservation(id);
      if (Date.parse(reservation.expires_at) > Date.parse(expires_at) + 1000) break;
    }
    return { credits: 7 };
  });
  assert.equal(reservation.state, "open");
  assert.equal(done.spend.credits, 7);
  assert.deepEqual(await standing(), [2493, 0]);
});

async function* ticks() {
  for (;;) yield await new Promise((resolve) => setTimeout(resolve, 50));
}

test("an answer lost at each step: one reservation, one spend", async () => {
  wire.next = ["drop after", "pass", "drop after", "drop within"];
  const done = await world.client({ url: wire.url }).reserve(page(), () => ({ credits: 5 }));
  assert.equal(done.spend.credits, 5);
  assert.deepEqual((await kinds()).sort(), ["reserve", "settle"]);
  assert.deepEqual([new Set(wire.seen.map(({ key }) => key)).size, wire.seen.length], [2, 5]);
});

test("cannot be settled: the value is not lost, and it can be settled yet", async () => {
  const image = { account, member: "ann", feature: "background-removal" };
  const exceeding = await thrown(scrip.reserve(image, () => ({ quantity: 2, value: "the picture" })));
  assert.ok(exceeding instanceof Unsettled);
  assert.deepEqual([exceeding.value, exceeding.cause.code, exceeding.reservation.credits], ["the picture", "settle_exceeds_reservation", 10]);
  assert.deepEqual(await standing(), [2490, 10]);
  await scrip.settle({ reservation: exceeding.reservation.id });
  assert.deepEqual(await standing(), [2490, 0]);

  wire.next = ["pass", "drop after", "drop before"];
  const away = await thrown(world.client({ url: wire.url, tries: 2 }).reserve(page(), () => ({ credits: 5, value: 1 })));
  assert.ok(away instanceof Unsettled && away.cause instanceof Unavailable);
  const settled = await scrip.settle({ reservation: away.reservation.id, credits: 5, late: true }, { idempotencyKey: away.idempotencyKey });
  assert.deepEqual([settled.replayed, settled.spend.credits, await standing()], [true, 5, [2485, 0]]);
});

test("when the void is lost too, the function's own error is thrown", async () => {
  wire.next = ["pass", "drop before", "drop before"];
  assert.equal((await thrown(world.client({ url: wire.url, tries: 2 }).reserve(page(), () => { throw new Error("mine"); }))).message, "mine");
  assert.deepEqual(await standing(), [2460, 40]);
});

test("an abort is the function's to heed; what it used is settled all the same", async () => {
  const gone = new AbortController();
  const heeds = thrown(scrip.reserve(page(), async (_, { signal }) => {
    gone.abort(new Error("the visitor left"));
    signal.throwIfAborted();
  }, { signal: gone.signal }));
  assert.equal((await heeds).message, "the visitor left");
  assert.deepEqual(await standing(), [2500, 0]);

  const other = new AbortController();
  const done = await scrip.reserve(page(), () => (other.abort(), { credits: 4 }), { signal: other.signal });
  assert.deepEqual([done.spend.credits, await standing()], [4, [2496, 0]]);
});

test("late rather than never: a reservation that ended meanwhile is a spend of now", async () => {
  const clock = await scrip.testClocks.create({ now: "2026-01-01T00:00:00Z" });
  account = await world.account({ test_clock: clock.id });
  const done = await scrip.reserve(page(), async () => {
    await scrip.testClocks.advance({ clock: clock.id, to: "2026-01-01T00:10:00Z" });
    assert.deepEqual(await standing(), [2500, 0]);
    return { credits: 6 };
  });
  assert.deepEqual([done.spend.credits, await standing()], [6, [2494, 0]]);
});

test("the same key again goes on with the same reservation, and never over a settled one", async () => {
  const key = "page-17";
  const first = await scrip.reserve(page(), { idempotencyKey: key });
  assert.equal(first.replayed, false);
  // A process that crashed before it settled: the key leads back to its reservation, whose body had the same words.
  const body = { ...page(), expires_in: "PT5M" };
  const crashed = await scrip.reserve(body, { idempotencyKey: "page-18" });
  const done = await scrip.reserve(body, (reservation) => (assert.equal(reservation.id, crashed.id), { credits: 1 }), { idempotencyKey: "page-18" });
  assert.equal(done.spend.credits, 1);
  let ran = 0;
  const again = await thrown(scrip.reserve(body, () => void (ran += 1), { idempotencyKey: "page-18" }));
  assert.deepEqual([again.code, ran], ["reservation_not_open", 0]);
  await assert.rejects(scrip.reserve(body, () => {}, { idempotencyKey: "x".repeat(250) }), TypeError);
});

test("a process killed while its function runs: the credits come back at the reservation's end", async () => {
  const child = spawn(process.execPath, [fileURLToPath(new URL("crash.mjs", import.meta.url)), world.url, KEY, account], { stdio: ["ignore", "pipe", "inherit"] });
  const [said] = await once(child.stdout, "data");
  assert.deepEqual(await standing(), [2400, 100]);
  child.kill("SIGKILL");
  await once(child, "exit");
  // The server tells when that is.
  for await (const { available, reserved } of scrip.balances(account)) {
    if (reserved === 0) {
      assert.equal(available, 2500);
      break;
    }
  }
  assert.equal((await scrip.getReservation(said.toString().trim())).state, "expired");
});

test("an extension that is refused or lost does not end the use", async () => {
  // The first extension is answered by a 503 that asks for an hour, the next ones pass.
  wire.next = ["pass", answer(503, { "retry-after": "3600" })];
  let extended;
  await world.client({ url: wire.url }).reserve({ ...page(), expires_in: "PT9S" }, async ({ id, expires_at }) => {
    for await (const _ of ticks()) {
      extended = await scrip.getReservation(id);
      if (extended.expires_at > expires_at) break;
    }
    return { credits: 1 };
  });
  assert.equal(extended.state, "open");
});
