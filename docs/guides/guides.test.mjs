// Each guide is followed to the letter on a real server: files written, commands run, what they print compared.
//
// The word after a block's language says what becomes of it: `file=PATH` is written, `run` is run, `serve` is started and kept,
// `console` is typed line by line (`$ `) and must print what stands below, `log` must be said by the application, `log never` must
// not; `away` stops Scrip first. `…` stands for anything. A block without such a word is for people.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { begin, PATH, until } from "../../sdk/typescript/tests/world.mjs";
import { readerOf } from "./reader.mjs";

const run = promisify(execFile);
const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, "../..");

/** A guide, and what its reader has installed before. */
const GUIDES = [
  ["express", expressModules],
  ["django", async () => {}],
  ["rails", async () => {}],
];

for (const [guide, install] of GUIDES) {
  describe(guide, async () => {
    const text = await readFile(join(HERE, `${guide}.md`), "utf8");
    const blocks = [...text.matchAll(/^```(\w+) (\S[^\n]*)\n([\s\S]*?)^```$|^```(console)\n([\s\S]*?)^```$|^```(log)\n([\s\S]*?)^```$/gm)].map((found) => ({
      language: found[1] ?? found[4] ?? found[6],
      word: found[2] ?? "",
      code: found[3] ?? found[5] ?? found[7],
      line: text.slice(0, found.index).split("\n").length,
    }));
    const folder = await mkdtemp(join(tmpdir(), `scrip-guide-${guide}-`));
    await install(folder);
    const world = await begin();
    const reader = await readerOf(folder, world.url);
    let app;
    after(async () => {
      await app?.end();
      await world.end();
      await rm(folder, { recursive: true, force: true });
    });

    for (const { language, word, code, line } of ordered(blocks)) {
      const name = `${guide}.md:${line}`;
      if (word.startsWith("file=")) {
        test(`${name} ${word}`, () => reader.write(word.slice(5), code));
      } else if (language === "sh" && word === "run") {
        test(`${name} runs`, () => reader.type(code));
      } else if (language === "sh" && word === "serve") {
        test(`${name} serves`, async () => (app = await reader.serve(code)));
      } else if (language === "console") {
        if (word === "away") test("Scrip is stopped", () => world.end());
        for (const { command, expected } of typed(code)) test(`${name} ${command.split("\n")[0].slice(0, 60)}`, async () => fits(await reader.type(command), expected));
      } else if (language === "log") {
        for (const said of code.trim().split("\n")) {
          if (word === "never") test(`${name} is never said: ${said}`, () => assert.ok(!app.said().includes(said), app.said()));
          else test(`${name} is said: ${said}`, { timeout: 30_000 }, () => until(() => app.said().includes(said)));
        }
      } else {
        test(`${name} is a block that somebody knows`, () => assert.fail(`${language} ${word}`));
      }
    }
  });
}

test("each guide spends, refuses, hears, and stands still while Scrip is away", async () => {
  for (const [guide] of GUIDES) {
    const text = await readFile(join(HERE, `${guide}.md`), "utf8");
    for (const part of ['left":', "role_not_allowed", "insufficient_credits", "who_can", "ses_", "heard spend.recorded", "console away", "log never"]) {
      assert.ok(text.replaceAll('": ', '":').includes(part), `${guide}.md lacks ${part}`);
    }
  }
});

/** Files before all that runs them: a page explains in another order than a machine needs. */
const ordered = (blocks) => {
  const isFile = ({ word }) => word.startsWith("file=");
  const first = blocks.findIndex(({ word }) => word === "serve");
  return [...blocks.slice(0, first), ...blocks.slice(first).filter(isFile), ...blocks.slice(first).filter((block) => !isFile(block))];
};

/** The commands of a console block, each with what it must print. */
function typed(code) {
  const commands = [];
  for (const line of code.trimEnd().split("\n")) {
    const last = commands.at(-1);
    if (line.startsWith("$ ")) commands.push({ command: line.slice(2), expected: [] });
    else if (last?.command.endsWith("\\") && last.expected.length === 0) last.command += `\n${line}`;
    else last.expected.push(line);
  }
  return commands.map(({ command, expected }) => ({ command, expected: expected.join("\n") }));
}

function fits(printed, expected) {
  const pattern = expected.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("[\\s\\S]*?");
  assert.match(printed.trim(), new RegExp(`^${pattern}$`));
}

/** What `npm install express @scrip/sdk` gives: the locked Express, and the SDK as npm packs it. */
async function expressModules(folder) {
  const modules = join(folder, "node_modules");
  const installed = join(HERE, "express/node_modules");
  await mkdir(join(modules, "@scrip/sdk"), { recursive: true });
  for (const name of await readdir(installed)) if (!name.startsWith(".")) await symlink(join(installed, name), join(modules, name));
  const sdk = join(ROOT, "sdk/typescript");
  const { stdout } = await run("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: sdk, env: { ...process.env, PATH } });
  for (const { path } of JSON.parse(stdout)[0].files) await cp(join(sdk, path), join(modules, "@scrip/sdk", path));
}
