// Credits never lose a digit: every thousandth within ±10¹² has a double of its own, and sums count thousandths.
import assert from "node:assert/strict";
import { test } from "node:test";

import { credits } from "@scrip/sdk";

/** `-12.034` from thousandths, by text alone. */
function text(thousandths) {
  const digits = String(thousandths < 0n ? -thousandths : thousandths).padStart(4, "0");
  return `${thousandths < 0n ? "-" : ""}${digits.slice(0, -3)}.${digits.slice(-3)}`;
}

/** Seeded, so that a failure is found again (xorshift, 64 bits). */
function* random(seed) {
  for (let state = seed; ; ) {
    state ^= (state << 13n) & 0xffffffffffffffffn;
    state ^= state >> 7n;
    state ^= (state << 17n) & 0xffffffffffffffffn;
    yield state;
  }
}

test("what JSON says is what is sent back, at every magnitude and at the bounds", () => {
  const max = 10n ** 15n;
  const rows = [0n, 1n, -1n, 999n, 1001n, max, max - 1n, max - 2n, -max, -max + 1n, 2n ** 49n + 1n];
  const next = random(88172645463325252n);
  for (let bits = 1n; bits <= 50n; bits += 1n) {
    for (let n = 0; n < 400; n += 1) {
      const one = next.next().value % 2n ** bits;
      if (one <= max) rows.push(one, -one);
    }
  }
  for (const thousandths of rows) {
    const read = JSON.parse(text(thousandths));
    assert.equal(credits.toThousandths(read), Number(thousandths));
    assert.equal(credits.ofThousandths(Number(thousandths)), read);
    const [whole, part = ""] = JSON.stringify(read).split(".");
    assert.equal(BigInt(whole.replace("-", "") + part.padEnd(3, "0")), thousandths < 0n ? -thousandths : thousandths);
  }
  assert.ok(rows.length > 20_000);
});

test("sums are exact where floats are not", () => {
  assert.notEqual(0.1 + 0.2, 0.3);
  assert.equal(credits.sum(0.1, 0.2), 0.3);
  assert.equal(credits.minus(1_000_000_000_000, 0.001), 999_999_999_999.999);
  assert.equal(credits.times(0.007, 3), 0.021);
  assert.equal(credits.sum(...Array.from({ length: 10_000 }, () => 0.001)), 10);
  assert.ok(Object.is(credits.minus(0.5, 0.5), 0));
});

test("what is no amount of credits is refused before it is sent", () => {
  for (const wrong of [0.1 + 0.2, 0.0001, 1e12 + 1, Number.NaN, Infinity, 999_999_999_999.9999]) {
    assert.throws(() => credits.toThousandths(wrong), RangeError, String(wrong));
  }
  assert.throws(() => credits.sum(1e12, 0.001), RangeError);
  assert.throws(() => credits.times(1, 0.5), RangeError);
  assert.throws(() => credits.ofThousandths(0.5), RangeError);
});

test("people read them in their language", () => {
  assert.equal(credits.format(12500.5, "en"), "12,500.5");
  assert.equal(credits.format(12500.5, "de"), "12.500,5");
});
