// The demo as a newcomer starts it: Scrip with sample accounts, the sample host, a stand-in for Stripe; a language model that is none.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { chromium } from "playwright-core";

import { CHROMIUM, PERSON, PROGRAM, WAIT_MS_MAX } from "./world.mjs";

const PAGE = {
  headline: "Bicycles, mended while you wait",
  intro: "Bring yours in the morning and ride it home before the coffee is cold.",
  parts: [{ heading: "An hour, not a week", text: "Most repairs are done while you sit here." }, { heading: "A price before we begin", text: "You know what it costs, and it stays that." }],
  button: "Come by",
};

/** Starts all of it; `end` stops it again. `bare`: as it is before anything is installed or set, with scripts that install stand-ins. */
export async function demo({ bare = false } = {}) {
  const model = await languageModel();
  const folder = await mkdtemp(join(tmpdir(), "scrip-demo-host-"));
  const ready = async () => ({ LUNAR_BASE_URL: model.url, LUNAR_MODEL: "small-1", LANDING_BUILDER_INSTALLED: process.env.SCRIP_HOST_INSTALLED ?? (await standIn(folder)) });
  const env = { ...process.env, ...(await (bare ? scripts(folder) : ready())) };
  const child = spawn(PROGRAM, ["demo", "--rows", "60", "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "inherit"], env });
  const said = await announced(child);
  const found = (pattern) => said.match(pattern) ?? assert.fail(`the demo said: ${said}`);
  const [, url] = found(/^Open (http:\S+): Landing Builder/m);
  const [, scrip, key] = found(/SCRIP_URL=(\S+) SCRIP_KEY=(\S+)/);
  const [, home, email, password] = found(/^The console is at (\S+): sign in as (\S+) with (.+)$/m);
  const [, mails] = found(/is shown at (http:\S+)/);
  const browser = await chromium.launch(CHROMIUM);
  return {
    folder,
    url,
    scrip,
    mails,
    console: { home, email, password },
    async api(method, path, body) {
      const headers = { authorization: `Bearer ${key}`, "content-type": "application/json", "idempotency-key": crypto.randomUUID() };
      const response = await fetch(scrip + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
      const answer = await response.json();
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
      return answer;
    },
    /** A browser of one person. */
    async person(look = {}) {
      const context = await browser.newContext({ ...PERSON, colorScheme: look.scheme ?? "light", viewport: { width: look.width ?? 1180, height: 800 } });
      context.setDefaultTimeout(WAIT_MS_MAX);
      // The program carries the committed modules; newer ones are tried without building the program again.
      for (const [name, path] of [["scrip", process.env.SCRIP_MODULE], ["console", process.env.SCRIP_CONSOLE_MODULE]]) {
        if (path) await context.route(`**/ui/v1/${name}.js`, (route) => route.fulfill({ path, contentType: "text/javascript", headers: { "access-control-allow-origin": "*" } }));
      }
      return context;
    },
    async end() {
      await browser.close();
      if (child.exitCode === null && child.signalCode === null) {
        child.kill("SIGTERM");
        await once(child, "exit");
      }
      await model.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What it says until it serves. */
async function announced(child) {
  let said = "";
  const lines = createInterface({ input: child.stdout });
  await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the demo ended with ${code}: ${said}`)));
    lines.on("line", (line) => {
      said += `${line}\n`;
      if (line.startsWith("Serving until")) resolve();
    });
  });
  child.removeAllListeners("exit");
  return said;
}

/** Where background removal is not installed for real: a program that gives the picture back. */
async function standIn(folder) {
  const tool = join(folder, "installed/background");
  await mkdir(tool, { recursive: true });
  await writeFile(join(tool, "background"), "#!/bin/sh\ncat\n");
  await chmod(join(tool, "background"), 0o755);
  await writeFile(join(tool, "u2netp.onnx"), "");
  await writeFile(join(tool, "ready"), "");
  return join(folder, "installed");
}

/** Nothing is installed: one script installs the stand-in once the file `go` is there, the other fails. */
async function scripts(folder) {
  await mkdir(join(folder, "tools/scripts"), { recursive: true });
  const stand = await standIn(folder);
  const waits = `echo "Compiling tract"; until [ -e "${folder}/go" ]; do sleep 0.1; done; cp -r "${stand}/background/." "$1"`;
  await writeFile(join(folder, "tools/scripts/install-background.sh"), `set -e; mkdir -p "$1"; ${waits}\n`);
  await writeFile(join(folder, "tools/scripts/install-lunar.sh"), "echo 'No route to the package index.'; exit 1\n");
  return { LANDING_BUILDER_TOOLS: join(folder, "tools"), LANDING_BUILDER_INSTALLED: join(folder, "bare") };
}

/** An OpenAI-compatible endpoint that streams one page, or advice, whatever it is asked. */
async function languageModel() {
  const server = createServer(async (request, response) => {
    let asked = "";
    for await (const piece of request) asked += piece;
    const name = JSON.parse(asked).response_format.json_schema.name;
    const text = JSON.stringify(name === "advice" ? { advice: ["Say the price in the headline.", "Name the street you are in."] } : PAGE);
    response.writeHead(200, { "content-type": "text/event-stream" });
    const send = (value) => response.write(`data: ${JSON.stringify(value)}\n\n`);
    for (const piece of text.match(/.{1,24}/gs)) send({ choices: [{ delta: { content: piece } }] });
    send({ choices: [], usage: { prompt_tokens: 420, completion_tokens: 1_180 } });
    response.end("data: [DONE]\n\n");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${server.address().port}/v1`, close: () => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))) };
}
