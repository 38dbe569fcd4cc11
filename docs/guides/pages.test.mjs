// Commands on other pages are run too: the README's first spend, the quick start by curl and by the command line, and a check of
// webhooks by hand; and docs/api.md names no call that openapi.json does not know.
import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { begin, KEY } from "../../sdk/typescript/tests/world.mjs";
import { readerOf } from "./reader.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PROGRAM = process.env.SCRIP_PROGRAM ?? join(ROOT, "target/debug/scrip");

const page = (path) => readFile(join(ROOT, path), "utf8");
const blocks = (text, language) => [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "gm"))].map(([, code]) => code);
const block = (all, word) => {
  const found = all.filter((code) => code.includes(word));
  assert.equal(found.length, 1, `blocks with ${word}: ${found.length}`);
  return found[0];
};

/** A reader of a page, on a server of its own. */
async function following(act) {
  const folder = await mkdtemp(join(tmpdir(), "scrip-page-"));
  const world = await begin();
  try {
    const reader = await readerOf(folder, world.url);
    // What a page calls `scrip` is the program that is tested.
    await mkdir(join(folder, "bin"));
    await writeFile(join(folder, "bin/scrip"), `#!/bin/sh\nexec "${PROGRAM}" "$@"\n`);
    await chmod(join(folder, "bin/scrip"), 0o755);
    await reader.type(`PATH=${folder}/bin:$PATH`);
    return await act(reader, world);
  } finally {
    await world.end();
    await rm(folder, { recursive: true, force: true });
  }
}

/** No answer is a problem, and each of these was said. */
function said(output, ...parts) {
  assert.doesNotMatch(output, /"type":\s*"[^"]*problems#/, output);
  for (const part of parts) assert.match(output, part, output);
}

test("README.md: the first spend", () =>
  following(async (reader, { url }) => {
    const lines = block(blocks(await page("README.md"), "sh"), "call accounts").split("\n");
    await reader.type(`export KEY=${KEY} URL=${url}/v1`);
    const output = await reader.type(lines.filter((line) => line.startsWith("call")).join("\n"));
    said(output, /"allowed":true,"cost":10/, /"available":2490/, /"kind":"spend"/);
    const ids = new Set(output.match(/"id":"spd_\w+"/g));
    assert.equal(ids.size, 1, "the second spend is the first one's answer");
  }));

test("docs/quickstart.md: by curl, and when the cost shows later", () =>
  following(async (reader) => {
    const all = blocks(await page("docs/quickstart.md"), "sh");
    said(await reader.type(block(all, "api accounts ")), /"allowed":true,"cost":10/, /"available":2490/);
    const [reserve, settle] = block(all, "reservations/rsv_").split("\n\n");
    const output = await reader.type(reserve);
    said(output, /"state":"open"/);
    const [id] = /rsv_\w+/.exec(output);
    said(await reader.type(settle.replace("rsv_...", id)), /"released":/, /"spend":\{/);
  }));

test("docs/quickstart.md: by the command line", () =>
  following(async (reader) => {
    const lines = block(blocks(await page("docs/quickstart.md"), "sh"), "scrip account create").trim().split("\n");
    let id = "";
    for (const line of lines) {
      const output = await reader.type(line.replace("rsv_...", id));
      id = /rsv_\w+/.exec(output)?.[0] ?? id;
    }
    assert.match(await reader.type("scrip --json balance acme"), /"available":\s*2489/);
  }));

test("docs/webhooks.md: verified by hand, in Python", async () => {
  const code = block(blocks(await page("docs/webhooks.md"), "python"), "def is_ours");
  const secret = Buffer.from("a secret of thirty-two bytes ...");
  const { createHmac } = await import("node:crypto");
  const stamp = String(Math.floor(Date.now() / 1000));
  const mac = createHmac("sha256", secret).update(`evt_1.${stamp}.{}`).digest("base64");
  const headers = JSON.stringify({ "webhook-id": "evt_1", "webhook-timestamp": stamp, "webhook-signature": `v1,AAAA v1,${mac}` });
  const asked = `${code}\nH = ${headers}\nS = "whsec_${secret.toString("base64")}"\nprint(is_ours(S, H, b"{}"), is_ours(S, H, b"{ }"))`;
  await following(async (reader) => {
    await reader.write("hook.py", asked);
    assert.equal((await reader.type("python hook.py")).trim(), "True False");
  });
});

test("docs/api.md names no call that the API does not know", async () => {
  const { paths } = JSON.parse(await page("openapi.json"));
  const known = new Set(Object.entries(paths).flatMap(([path, verbs]) => Object.keys(verbs).map((verb) => `${verb.toUpperCase()} ${path.replace(/\{\w+\}/g, "{}")}`)));
  const named = [...(await page("docs/api.md")).matchAll(/`((?:GET|POST|PUT|PATCH|DELETE)(?:`?, `?(?:GET|POST|PUT|PATCH|DELETE))*) (\/v1\/[\w/{}-]*)/g)];
  const calls = named.flatMap(([, verbs, path]) => verbs.match(/[A-Z]+/g).map((verb) => `${verb} ${path.replace(/\{\w+\}/g, "{}")}`));
  assert.ok(calls.length >= 12, `${calls.length} calls are read`);
  // `GET`, `DELETE /v1/things` may mean one of them, too.
  assert.deepEqual(calls.filter((call) => !known.has(call) && !known.has(`${call}/{}`)), []);
});
