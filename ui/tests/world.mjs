// The world of a browser test: a real server on the sample catalog, a host with a strict policy, a real Chromium.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const PROGRAM = process.env.SCRIP_PROGRAM ?? join(ROOT, "target/debug/scrip");
const STRIPE = join(dirname(PROGRAM), "fake-stripe");
const OPERATOR = "sk_test_browser_tests_0123456789";

/** Tests open windows faster than people do: no answer of theirs depends on how many a second has room for. */
const CALLS_OF_A_TEST = ["--requests-per-session", "1000"];

/** Starts everything; `end` stops it again. `settings` are those of the server. */
export async function begin(settings = CALLS_OF_A_TEST) {
  const host = await hostServer();
  const begun = [() => host.close()];
  const stop = async () => {
    for (const end of begun.splice(0).reverse()) await end();
  };
  const started = async (starting, end) => {
    const one = await starting.catch((cause) => stop().then(() => Promise.reject(cause)));
    begun.push(() => end(one));
    return one;
  };
  const stripe = await started(program(STRIPE, [], ({ url }) => url), (one) => one.stop());
  const scrip = await started(scripServer(host.url, stripe.said, settings), (one) => one.stop());
  host.scrip = scrip.url;
  const browser = await started(chromium.launch(CHROMIUM), (one) => one.close());
  return {
    browser,
    scrip: scrip.url,
    host,
    stripe: stripe.said,
    api: (method, path, body) => call(scrip.url, method, path, body),
    /** A browser of one person: its pages are windows that know of each other. */
    async person(look = {}) {
      const context = await browser.newContext({ ...PERSON, colorScheme: look.scheme ?? "light", viewport: { width: look.width ?? 1000, height: 720 } });
      context.setDefaultTimeout(WAIT_MS_MAX);
      // The program carries the committed module; a newer one is tried without building the program again.
      if (process.env.SCRIP_MODULE) await context.route("**/ui/v1/scrip.js", (route) => route.fulfill({ path: process.env.SCRIP_MODULE, contentType: "text/javascript", headers: { "access-control-allow-origin": "*" } }));
      return context;
    },
    end: stop,
  };
}

/** A loaded machine is slow; only what never comes takes so long. */
export const WAIT_MS_MAX = 120_000;
/** What Playwright switches off (a second list replaces its own), and the pages behind the search box, which each new window would load: a hundred files. */
const OFF = ["AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch"];
const SEARCH_BOX = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "WebUIContentsPreloadManager"];
export const CHROMIUM = {
  executablePath: process.env.SCRIP_CHROMIUM ?? chromiumPath(),
  args: [`--disable-features=${[...OFF, ...SEARCH_BOX]}`, "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
};
export const PERSON = { locale: "en-GB", timezoneId: "UTC", reducedMotion: "reduce" };

/** As packagers name it. */
function chromiumPath() {
  const found = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path));
  if (found === undefined) throw new Error("Chromium is missing: run scripts/install.sh test, or set SCRIP_CHROMIUM");
  return found;
}

/** A port that was free a moment ago may be somebody's by now: another one is. */
const PORTS_MAX = 4;

async function scripServer(origin, stripe, settings) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await scripServerAt(await freePort(), origin, stripe, settings);
    } catch (cause) {
      if (tries === PORTS_MAX) throw cause;
    }
  }
}

async function scripServerAt(port, origin, stripe, settings) {
  const url = `http://127.0.0.1:${port}`;
  const headers = { authorization: `Bearer ${stripe.key}`, "content-type": "application/x-www-form-urlencoded" };
  const hook = new URLSearchParams({ url: `${url}/v1/payments/stripe/webhook`, "enabled_events[]": "*" });
  const made = await fetch(`${stripe.url}/v1/webhook_endpoints`, { method: "POST", headers, body: hook });
  const { secret } = await made.json();
  const args = ["--json", "serve", "--store", "memory", "--listen", `127.0.0.1:${port}`, "--metrics-listen", "127.0.0.1:0"];
  args.push("--catalog", join(ROOT, "examples/catalog.toml"), "--operator-key", OPERATOR, "--allowed-origins", origin);
  args.push("--log", "warn", "--public-url", origin);
  args.push("--stripe-secret-key", stripe.key, "--stripe-webhook-secrets", secret, "--stripe-api-base", stripe.url, ...settings);
  const started = await program(PROGRAM, args, ({ url }) => url);
  return { url, stop: started.stop };
}

/** A program that says where it serves as JSON, on as many lines as it likes. */
async function program(path, args, isWhole) {
  const child = spawn(path, args, { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout });
  let text = "";
  const said = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${path} ended with ${code}: ${text}`)));
    lines.on("line", (line) => {
      text += line;
      try {
        const value = JSON.parse(text);
        if (isWhole(value)) resolve(value);
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
      // Nothing of it is kept, so nothing is waited for.
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

async function call(url, method, path, body) {
  const headers = { authorization: `Bearer ${OPERATOR}`, "content-type": "application/json", "idempotency-key": crypto.randomUUID() };
  const response = await fetch(url + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
  return answer;
}

/** A host: pages under a strict policy, and a backend that mints session tokens from its own sign-in. */
async function hostServer() {
  const pages = new Map();
  const hostScript = await readFile(new URL("host.js", import.meta.url), "utf8");
  const hostStyle = await readFile(new URL("host.css", import.meta.url), "utf8");
  const minted = [];
  const self = { scrip: "", minted, script: undefined };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, "http://host");
    const send = (type, text, status = 200) => response.writeHead(status, { "content-type": type, "content-security-policy": policy(self.scrip) }).end(text);
    if (url.pathname === "/host.js") return send("text/javascript", self.script ?? hostScript);
    if (url.pathname === "/host.css") return send("text/css", hostStyle);
    const page = pages.get(url.pathname.split("/")[1]);
    if (page === undefined) return send("text/plain", "nothing here", 404);
    if (!url.pathname.endsWith("/token")) return send("text/html; charset=utf-8", shown(page, self.scrip));
    const session = await call(self.scrip, "POST", `/v1/accounts/${page.account}/sessions`, { member: page.member });
    minted.push(session);
    return send("application/json", JSON.stringify(session));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  self.url = `http://127.0.0.1:${server.address().port}`;
  self.show = (page) => {
    const name = `p${pages.size + 1}`;
    pages.set(name, page);
    return `${self.url}/${name}/`;
  };
  self.close = () => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve)));
  return self;
}

const policy = (scrip) =>
  `default-src 'none'; script-src 'self' ${scrip}; style-src 'self'; connect-src 'self' ${scrip}; img-src 'self' data:; base-uri 'none'; require-trusted-types-for 'script'; trusted-types lit-html`;

const shown = ({ body, lang, dir, token = "host" }, scrip) => `<!doctype html>
<html lang="${lang}" dir="${dir}" data-token="${token}"><head><meta charset="utf-8"><title>A host</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="scrip" content="${scrip}">
<link rel="stylesheet" href="/host.css"><link rel="icon" href="data:,"><script type="module" src="/host.js"></script></head>
<body><main><h1>A host</h1>${body}</main></body></html>`;
