// Webhooks: what the real server sends is taken, what is bent in any way is not, and the official library agrees.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";

import { BadWebhook, verifyWebhook } from "@scrip/sdk";
import { Webhook } from "standardwebhooks";

import { begin } from "./world.mjs";

const SECRET = `whsec_${Buffer.from("a secret of thirty-two bytes ...").toString("base64")}`;
const BODY = JSON.stringify({ id: "evt_0000000100000007", type: "balance.low", account: "acme", text: "ł €" });
const NOW = Date.parse("2026-03-01T09:30:00Z");

function signed({ secret = SECRET, id = "evt_1", at = NOW / 1000, body = BODY } = {}) {
  const mac = createHmac("sha256", Buffer.from(secret.slice(6), "base64")).update(`${id}.${at}.${body}`).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": String(at), "webhook-signature": `v1,${mac}` };
}

test("what fits is taken, in whatever shape a framework hands it over", async () => {
  const headers = signed();
  const bytes = new TextEncoder().encode(BODY);
  const shapes = [
    [headers, BODY], [headers, bytes], [headers, bytes.buffer], [headers, Buffer.from(BODY)], [new Headers(headers), BODY],
    [Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), [value]])), BODY],
    [{ ...headers, "webhook-signature": `v1,AAAA v2,x ${headers["webhook-signature"]}` }, BODY],
  ];
  for (const [given, body] of shapes) assert.equal((await verifyWebhook(SECRET, given, body, { now: NOW })).type, "balance.low");
  const old = "whsec_b2xk";
  assert.equal((await verifyWebhook([old, SECRET], headers, BODY, { now: NOW })).account, "acme");
  for (const at of [-300, 300]) assert.ok(await verifyWebhook(SECRET, signed({ at: NOW / 1000 + at }), BODY, { now: NOW }));
});

test("what is bent in any way is not", async () => {
  const headers = signed();
  const rows = [
    ["another body", headers, BODY.replace("acme", "acmf")],
    ["a body that was parsed and written again", headers, JSON.stringify(JSON.parse(BODY), null, 1)],
    ["another secret", signed({ secret: "whsec_b3RoZXI=" }), BODY],
    ["another id", { ...headers, "webhook-id": "evt_2" }, BODY],
    ["another time", { ...headers, "webhook-timestamp": String(NOW / 1000 + 1) }, BODY],
    ["too old", signed({ at: NOW / 1000 - 301 }), BODY],
    ["from the future", signed({ at: NOW / 1000 + 301 }), BODY],
    ["no time", signed({ at: "soon" }), BODY],
    ["no signature of this kind", { ...headers, "webhook-signature": headers["webhook-signature"].replace("v1,", "v2,") }, BODY],
    ["half a signature", { ...headers, "webhook-signature": headers["webhook-signature"].slice(0, 20) }, BODY],
    ["no base 64", { ...headers, "webhook-signature": "v1,%%%" }, BODY],
    ["a signature too far back", { ...headers, "webhook-signature": `${"v1,AAAA ".repeat(8)}${headers["webhook-signature"]}` }, BODY],
    ["signed, and no JSON", signed({ body: "{" }), "{"],
    ...Object.keys(headers).map((name) => [`without ${name}`, { ...headers, [name]: undefined }, BODY]),
  ];
  for (const [name, given, body] of rows) await assert.rejects(verifyWebhook(SECRET, given, body, { now: NOW }), BadWebhook, name);
  await assert.rejects(verifyWebhook("whsec_", headers, BODY, { now: NOW }), TypeError);
});

test("what the real server sends is taken here and by the official library, also while a secret is rotated", async () => {
  const world = await begin();
  const got = [];
  let heard;
  const receiver = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    got.push({ headers: request.headers, body: Buffer.concat(parts) });
    response.writeHead(204).end();
    heard?.();
  });
  receiver.listen(0, "127.0.0.1");
  await once(receiver, "listening");
  const next = () => (got.length > 0 ? Promise.resolve() : new Promise((resolve) => (heard = resolve))).then(() => got.shift());
  try {
    const { id, secret } = await world.scrip.webhooks.create({ url: `http://127.0.0.1:${receiver.address().port}/`, events: ["spend.recorded"] });
    const account = await world.account();
    const spend = await world.scrip.spend({ account, member: "ann", feature: "background-removal", metadata: { note: "ł €" } });
    const { headers, body } = await next();
    const event = await verifyWebhook(secret, headers, body);
    assert.deepEqual([event.type, event.account, event.id, event.data.entry.spend], ["spend.recorded", account, headers["webhook-id"], spend.id]);
    assert.deepEqual(new Webhook(secret).verify(body, headers), event);
    const rotated = await world.scrip.webhooks.rotateSecret(id);
    await world.scrip.spend({ account, member: "ann", feature: "background-removal" });
    const later = await next();
    for (const one of [secret, rotated.secret, ["whsec_b3RoZXI=", rotated.secret]]) assert.ok(await verifyWebhook(one, later.headers, later.body));
  } finally {
    await world.end();
    await new Promise((resolve) => receiver.close(resolve));
  }
});
