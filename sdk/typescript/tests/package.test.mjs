// The package as a user gets it: what is in it, what it asks of a runtime, and its README's examples, run.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { begin, KEY, PATH } from "./world.mjs";

const run = promisify(execFile);
const FOLDER = fileURLToPath(new URL("..", import.meta.url));
const read = (path) => readFile(new URL(`../${path}`, import.meta.url), "utf8");

test("npm packs what was built, its README, and nothing else", async () => {
  const { stdout } = await run("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: FOLDER, env: { ...process.env, PATH } });
  const [{ files, size }] = JSON.parse(stdout);
  const sources = (await readdir(new URL("../src", import.meta.url))).map((name) => name.replace(/\.ts$/, ""));
  const wanted = ["README.md", "package.json", ...sources.flatMap((name) => [`dist/${name}.d.ts`, `dist/${name}.js`])];
  assert.deepEqual(files.map(({ path }) => path).sort(), wanted.sort());
  assert.ok(size < 120_000, `${size} bytes`);
});

test("it asks nothing of a runtime but the web's own", async () => {
  const { dependencies, exports } = JSON.parse(await read("package.json"));
  assert.equal(dependencies, undefined);
  assert.deepEqual(Object.keys(exports["."]), ["types", "default"]);
  for (const name of (await readdir(new URL("../dist", import.meta.url))).filter((one) => one.endsWith(".js"))) {
    const code = (await read(`dist/${name}`)).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
    assert.doesNotMatch(code, /\bprocess\b|\bBuffer\b|\brequire\b|node:|__dirname|\beval\b/, name);
    for (const [, from] of code.matchAll(/from "([^"]+)"/g)) assert.match(from, /^\.\//, name);
  }
});

test("the README's examples run, and the first spend takes ten lines", async () => {
  const blocks = [...(await read("README.md")).matchAll(/^```js run\n([\s\S]*?)^```/gm)].map(([, code]) => code);
  assert.equal(blocks.length, 3);
  assert.ok(blocks[0].trim().split("\n").filter((line) => line !== "").length <= 10);
  const world = await begin();
  try {
    await world.scrip.accounts.create({ id: "acme", kind: "business", plan: "build" });
    await world.scrip.members.put({ account: "acme", member: "ann", role: "owner" });
    const said = [];
    const env = { ...process.env, SCRIP_URL: world.url, SCRIP_KEY: KEY };
    for (const code of blocks) said.push((await run(process.execPath, ["--input-type=module", "--eval", code], { cwd: FOLDER, env })).stdout.trim());
    assert.deepEqual(said, ["10 taken, 2490 left", "<h1>Shoes</h1> 1 4", "0.3 999.999 0.021 12.500,5"]);
    await world.scrip.spend({ account: "acme", feature: "lunar", credits: 2489 });
    const short = await run(process.execPath, ["--input-type=module", "--eval", blocks[0]], { cwd: FOLDER, env });
    assert.match(short.stdout, /^10 are missing \[/);
  } finally {
    await world.end();
  }
});
