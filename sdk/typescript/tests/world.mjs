// The world of a test: a real server on the sample catalog, a stand-in for Stripe, and a network between that fails on command.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { delimiter, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { Scrip } from "@scrip/sdk";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const PROGRAM = process.env.SCRIP_PROGRAM ?? join(ROOT, "target/debug/scrip");
export const KEY = "sk_test_sdk_tests_0123456789abcdef";

/** Where npm is, too: where the distribution's Node is too old, scripts/install.sh has put one into .tools. */
export const PATH = [join(ROOT, ".tools/python/bin"), dirname(process.execPath), process.env.PATH].join(delimiter);

/** A server; `stripe: true` puts the stand-in behind it, `args` are more arguments. */
export async function begin({ stripe: withStripe = false, args = [] } = {}) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const all = ["--json", "serve", "--store", "memory", "--listen", `127.0.0.1:${port}`, "--metrics-listen", "none", "--log", "error"];
  all.push("--catalog", join(ROOT, "examples/catalog.toml"), "--operator-key", KEY, "--webhooks-allow-private", "true", ...args);
  let stripe;
  if (withStripe) {
    stripe = await program(join(dirname(PROGRAM), "fake-stripe"), []);
    const headers = { authorization: `Bearer ${stripe.said.key}`, "content-type": "application/x-www-form-urlencoded" };
    const hook = new URLSearchParams({ url: `${url}/v1/payments/stripe/webhook`, "enabled_events[]": "*" });
    const made = await fetch(`${stripe.said.url}/v1/webhook_endpoints`, { method: "POST", headers, body: hook });
    const { secret } = await made.json();
    all.push("--stripe-secret-key", stripe.said.key, "--stripe-webhook-secrets", secret, "--stripe-api-base", stripe.said.url);
    all.push("--public-url", "http://127.0.0.1:9");
  }
  const server = await program(PROGRAM, all);
  const scrip = new Scrip({ url, key: KEY });
  let accounts = 0;
  return {
    url,
    port,
    scrip,
    client: (settings = {}) => new Scrip({ url, key: KEY, ...settings }),
    /** An account on a plan, with ann (owner), art (author), vic (viewer). */
    async account({ plan = "build", ...more } = {}) {
      const account = `acme-${(accounts += 1)}`;
      await scrip.accounts.create({ id: account, kind: "business", plan, ...more });
      for (const [member, role] of [["ann", "owner"], ["art", "author"], ["vic", "viewer"]]) {
        await scrip.members.put({ account, member, role, name: member });
      }
      return account;
    },
    /** Saves a card on the gateway's page, and waits until its webhook has told. */
    async saveCard(account, number = "4242424242424242") {
      const setup = await scrip.paymentMethods.setUp({ account, return_url: "http://127.0.0.1:9/back" });
      const form = new URLSearchParams({ cardNumber: number, cardExpiry: "12 / 34", cardCvc: "123", email: "ann@example.com", billingName: "Ann" });
      const shown = await fetch(setup.url, { method: "POST", body: form, redirect: "manual" });
      if (shown.status !== 303) throw new Error(`the card was not saved: ${shown.status} ${await shown.text()}`);
      return until(() => scrip.paymentMethods.get(account).catch((error) => assert.equal(error.code, "not_found")));
    },
    async end() {
      await server.stop();
      await stripe?.stop();
    },
  };
}

/** A program that says where it serves as JSON, on as many lines as it likes. */
async function program(path, args) {
  const child = spawn(path, args, { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  const said = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${path} ended with ${code}: ${text}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      text += line;
      try {
        const value = JSON.parse(text);
        if (value.url) resolve(value);
      } catch {
        // Not whole yet.
      }
    });
  });
  child.removeAllListeners("exit");
  return {
    said,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      // In memory there is nothing to save.
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

async function freePort() {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * A TCP proxy in front of a port. `next` says what happens to the connections of coming requests, one each, then all pass:
 * "pass", "drop before" (nothing arrives), "drop after" (the server answers, nobody hears it), "drop within" (half an
 * answer is heard), "silent" (nothing is ever said), or a text that is answered instead of the server.
 */
export async function proxy(port) {
  const self = { next: [], seen: [], port: 0 };
  const sockets = new Set();
  const server = createServer((client) => {
    sockets.add(client);
    client.on("error", () => {}).on("close", () => sockets.delete(client));
    client.once("data", (begin) => {
      const what = self.next.shift() ?? "pass";
      self.seen.push({ what, at: performance.now(), key: /idempotency-key: (\S+)/i.exec(begin.toString("latin1"))?.[1] });
      if (what === "drop before") return client.destroy();
      if (what === "silent") return;
      if (what !== "pass" && !what.startsWith("drop")) return client.end(what);
      const upstream = connect(port, "127.0.0.1");
      sockets.add(upstream);
      upstream.on("error", () => client.destroy()).on("close", () => (sockets.delete(upstream), client.end()));
      client.on("close", () => upstream.destroy());
      // A connection each, so that the next request is seen as well.
      upstream.write(begin.toString("latin1").replace(/connection: keep-alive\r\n/i, "").replace("\r\n", "\r\nconnection: close\r\n"), "latin1");
      client.on("data", (data) => upstream.write(data));
      upstream.on("data", (data) => {
        if (what === "drop after") return client.destroy();
        if (what === "drop within") return client.end(data.subarray(0, data.length >> 1));
        client.write(data);
      });
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  self.port = server.address().port;
  self.url = `http://127.0.0.1:${self.port}`;
  self.cut = () => sockets.forEach((socket) => socket.destroy());
  self.end = () => {
    self.cut();
    return new Promise((resolve) => server.close(resolve));
  };
  return self;
}

/** What a promise throws. */
export async function thrown(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

/** What is asked for until it is there; the runner's time-out is its bound. */
export async function until(ask) {
  for (;;) {
    const found = await ask();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** An answer of HTTP as text, for `next` of a proxy. */
export const answer = (status, headers = {}, body = "") =>
  `HTTP/1.1 ${status} x\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${body}`;
