/** What TypeScript takes and what it does not: checked by the compiler alone, never run. */

import { credits, List, Refusal, Scrip, type Entry, type Event, Unavailable, Unsettled, verifyWebhook, type Way } from "@scrip/sdk";

const scrip = new Scrip({ url: "http://127.0.0.1:8787", key: "sk_test_x" });

// A key and an address are needed.
// @ts-expect-error
new Scrip({ url: "http://127.0.0.1:8787" });

const spend = await scrip.spend({ account: "acme", member: "ann", feature: "background-removal", quantity: 2 }, { idempotencyKey: "job-1" });
spend.credits satisfies number;
spend.replayed satisfies boolean;
spend.draws[0]?.grant satisfies string | undefined;
// @ts-expect-error no such field
spend.amount;

// Without an account there is no pool.
// @ts-expect-error
await scrip.spend({ member: "ann", feature: "background-removal" });
// @ts-expect-error no such field
await scrip.spend({ account: "acme", feature: "background-removal", amount: 2 });
// @ts-expect-error a number of uses is a number
await scrip.spend({ account: "acme", feature: "background-removal", quantity: "2" });
// @ts-expect-error the key of a call is not its body
await scrip.spend({ account: "acme", feature: "background-removal", idempotencyKey: "x" });

// A model beside dimensions; undefined where something may be left out.
await scrip.spend({ account: "acme", feature: "lunar", usage: { input_tokens: 374, output_tokens: 44, model: "large-1" }, member: undefined });
// @ts-expect-error a dimension is counted in numbers
await scrip.spend({ account: "acme", feature: "lunar", usage: { input_tokens: { many: true } } });

const done = await scrip.reserve({ account: "acme", feature: "lunar" }, async (reservation, { signal }) => {
  reservation.credits satisfies number;
  signal satisfies AbortSignal | undefined;
  return { usage: { output_tokens: 44 }, value: { html: "<p>" } };
});
done.value.html satisfies string;
done.released satisfies number;
// @ts-expect-error what the function gave has no such field
done.value.css;
(await scrip.reserve({ account: "acme", feature: "lunar" }, async () => {})).value satisfies undefined;
(await scrip.reserve({ account: "acme", feature: "lunar" }, { idempotencyKey: "page-1" })).id satisfies string;
// @ts-expect-error what was used is said by its name
await scrip.reserve({ account: "acme", feature: "lunar" }, async () => ({ tokens: 44 }));

for await (const entry of scrip.entries("acme", { kind: "spend", limit: 200 })) entry satisfies Entry;
scrip.entries("acme") satisfies List<Entry>;
// @ts-expect-error an account is named
scrip.entries();

await scrip.accounts.create({ id: "acme", kind: "business", plan: "build" });
// @ts-expect-error no such kind
await scrip.accounts.create({ id: "acme", kind: "person" });
await scrip.orders.create({ account: "acme", package: "extra-1000", total: { amount: 2337, currency: "USD" }, pay_with: "transfer" });
// @ts-expect-error money has a currency
await scrip.orders.create({ account: "acme", package: "extra-1000", total: { amount: 2337 } });
// @ts-expect-error the way to pay is one of three
await scrip.orders.create({ account: "acme", package: "extra-1000", total: { amount: 2337, currency: "USD" }, pay_with: "cash" });

try {
  await scrip.spend({ account: "acme", feature: "lunar", credits: 5 });
} catch (error) {
  if (Refusal.is(error, "insufficient_credits")) {
    error.code satisfies "insufficient_credits";
    error.shortfall satisfies number;
    error.ways satisfies readonly Way[];
  } else if (Refusal.is(error, "plan_lacks_feature", "role_not_allowed")) {
    error.who_can[0]?.members[0]?.name satisfies string | null | undefined;
  } else if (error instanceof Refusal) {
    error.shortfall satisfies number | undefined;
    // @ts-expect-error it is not known to be there
    error.shortfall satisfies number;
  } else if (error instanceof Unavailable) {
    error.idempotencyKey satisfies string | undefined;
  } else if (error instanceof Unsettled) {
    error.reservation.id satisfies string;
  }
  // @ts-expect-error no such code
  Refusal.is(error, "too_expensive");
  // @ts-expect-error a code of the door is no refusal
  Refusal.is(error, "unauthenticated");
}

// Any call, by its address.
(await scrip.request("GET", "/v1/spends/{spend}", { path: { spend: "spd_1" } })).credits satisfies number;
(await scrip.request("POST", "/v1/accounts/{account}/spends", { path: { account: "acme" }, body: { feature: "lunar" }, keyed: true })).id satisfies string;
// @ts-expect-error it moves credits, so it carries a key
await scrip.request("POST", "/v1/accounts/{account}/spends", { path: { account: "acme" }, body: { feature: "lunar" } });
// @ts-expect-error no such address
await scrip.request("GET", "/v1/wishes", {});
// @ts-expect-error that address knows no DELETE
await scrip.request("DELETE", "/v1/accounts/{account}", { path: { account: "acme" } });

(await verifyWebhook(["whsec_1", "whsec_2"], new Headers(), new Uint8Array())) satisfies Event;
credits.sum(1, 2.5) satisfies number;
