// The world of the console's tests: a server with a past, a mail server and a webhook's receiver, operators of each role who sign in for real.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";

import { seeded } from "./console-seed.mjs";
import { begin } from "./world.mjs";

export const PASSWORD = "correct horse battery staple";
const PICTURES = process.env.SCRIP_PICTURES;
/** More stops than any room has: a key press that goes nowhere ends there. */
const TABS_MAX = 220;

export async function beginConsole() {
  const mails = await mailServer();
  const hooks = await hookServer();
  // The server that the world starts reads them.
  Object.assign(process.env, { SCRIP_SMTP_URL: mails.url, SCRIP_MAIL_FROM: "Scrip <billing@scrip.example>", SCRIP_WEBHOOKS_ALLOW_PRIVATE: "true" });
  const world = await begin();
  const { api } = world;
  const hook = await api("POST", "/v1/webhook-endpoints", { url: hooks.url, description: "The product" });
  const ids = await seeded(api);
  const staff = {};
  for (const [role, name] of [["admin", "Eva Nowak"], ["finance", "Fay Okoro"], ["support", "Sol Lind"]]) {
    staff[role] = await api("POST", "/v1/operators", { name, email: `${role}@scrip.example`, role, password: PASSWORD });
  }
  const cookies = {};
  const self = {
    ...world,
    ids,
    mails,
    hooks,
    hook,
    staff,
    home: `${world.scrip}/console`,
    /** A page of the console as an operator of this role sees it; signed in through the form once, with the same cookie after that. */
    async as(role, path = "", look = {}) {
      const context = await world.person({ width: 1280, ...look });
      await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: world.scrip });
      const words = { key: "scrip-console-language", language: look.language ?? "en" };
      await context.addInitScript(({ key, language }) => localStorage.getItem(key) ?? localStorage.setItem(key, language), words);
      const page = await self.watched(context);
      if (cookies[role] !== undefined) await context.addCookies(cookies[role]);
      await page.goto(self.home + path);
      if (cookies[role] === undefined) await self.sign(page, role);
      await page.locator("main#main h1").first().waitFor();
      cookies[role] = await context.cookies();
      return page;
    },
    /** The next page of this role signs in anew. */
    forget: (role) => delete cookies[role],
    async sign(page, role, password = PASSWORD) {
      await page.getByLabel("E-mail").fill(`${role}@scrip.example`);
      await page.getByLabel("Password").fill(password);
      await page.getByRole("button", { name: "Sign in" }).click();
    },
    /** A page that keeps what goes wrong in it; answers that are no are no fault. */
    async watched(context) {
      // The program carries the committed module; a newer one is tried without building the program again.
      if (process.env.SCRIP_CONSOLE_MODULE) await context.route("**/ui/v1/console.js", (route) => route.fulfill({ path: process.env.SCRIP_CONSOLE_MODULE, contentType: "text/javascript" }));
      const page = await context.newPage();
      page.faults = [];
      page.on("pageerror", (error) => page.faults.push(`page: ${error.message}`));
      page.on("console", (line) => line.type() === "error" && !line.text().startsWith("Failed to load resource") && page.faults.push(`console: ${line.text()}`));
      return page;
    },
    async end() {
      await world.end();
      await mails.close();
      await hooks.close();
    },
  };
  return self;
}

/** Ends the page, and fails with what went wrong in it. */
export async function close(page) {
  assert.deepEqual(page.faults, []);
  await page.context().close();
}

export async function picture(page, name) {
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/console-${name}.png` });
}

/** Goes there by the Tab key alone. */
export async function reach(page, target) {
  await target.waitFor();
  for (let press = 0; press < TABS_MAX; press += 1) {
    if (await target.evaluate((element) => element.getRootNode().activeElement === element)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab does not reach ${target}`);
}

/** Goes there by the Tab key and presses it. */
export async function press(page, target, key = "Enter") {
  await reach(page, target);
  await page.keyboard.press(key);
}

/** What came in, and waiting for the next one that fits. */
class Inbox {
  all = [];
  #waiting = [];

  put(item) {
    this.all.push(item);
    this.#waiting = this.#waiting.filter(({ fits, resolve }) => !(fits(item) && (resolve(item), true)));
  }

  next(fits) {
    return new Promise((resolve) => this.#waiting.push({ fits, resolve }));
  }
}

/** A mail server that takes everything. */
async function mailServer() {
  const inbox = new Inbox();
  const sockets = new Set();
  const server = createServer((socket) => {
    sockets.add(socket.on("close", () => sockets.delete(socket)).on("error", () => socket.destroy()));
    let text = "";
    let data;
    socket.setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
      for (let end = text.indexOf("\r\n"); end >= 0; end = text.indexOf("\r\n")) {
        const line = text.slice(0, end);
        text = text.slice(end + 2);
        if (data !== undefined) {
          if (line !== ".") {
            data.push(line);
            continue;
          }
          inbox.put(data.join("\n"));
          data = undefined;
          socket.write("250 taken\r\n");
        } else if (/^DATA/i.test(line)) {
          data = [];
          socket.write("354 go on\r\n");
        } else if (/^QUIT/i.test(line)) socket.end("221 bye\r\n");
        else socket.write("250 ok\r\n");
      }
    });
    socket.write("220 test\r\n");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { inbox, url: `smtp://127.0.0.1:${server.address().port}?tls=none`, close: () => (sockets.forEach((socket) => socket.destroy()), closed(server)) };
}

/** The product's end of a webhook. */
async function hookServer() {
  const inbox = new Inbox();
  const server = createHttpServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    inbox.put({ id: request.headers["webhook-id"], body: JSON.parse(Buffer.concat(parts).toString()) });
    response.writeHead(204).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { inbox, url: `http://127.0.0.1:${server.address().port}/hook`, close: () => (server.closeAllConnections(), closed(server)) };
}

const closed = (server) => new Promise((resolve) => server.close(resolve));
