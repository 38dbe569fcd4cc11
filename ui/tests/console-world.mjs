// The world of the console's tests: a server with a past, a mail server and a webhook's receiver, operators of each role who sign in for real.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

import { accessible as judged } from "./axe.mjs";
import { seeded } from "./console-seed.mjs";
import { reach } from "./hands.mjs";
import { begin, WAIT_MS_MAX } from "./world.mjs";

export const PASSWORD = "correct horse battery staple";
const PICTURES = process.env.SCRIP_PICTURES;

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

/** Pictures that docs/console.md shows, by what they are called here. */
const SHOWN = { "light-overview": "overview", entry: "entry", refund: "refund", catalog: "catalog", support: "support", plan: "plan", "light-audit": "audit" };

export async function picture(page, name) {
  if (process.env.SCRIP_DOCS && name in SHOWN) await page.screenshot({ path: fileURLToPath(new URL(`../../docs/pictures/console-${SHOWN[name]}.png`, import.meta.url)) });
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/console-${name}.png` });
}

/** Each question and each state is looked at in the light and in the dark. */
export const accessible = (page, what) => judged(page, what, { isBoth: true });

export { reach };

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
    const arrived = new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`nothing came that fits ${fits}`)), WAIT_MS_MAX).unref();
      this.#waiting.push({ fits, resolve: (item) => (clearTimeout(late), resolve(item)) });
    });
    // A test that fails before it waits for this has failed of something else.
    arrived.catch(() => undefined);
    return arrived;
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

/** What a page of the console has one of by this name. */
export const button = (page, name, exact = true) => page.getByRole("button", { name, exact });
export const dialog = (page) => page.getByRole("dialog");
