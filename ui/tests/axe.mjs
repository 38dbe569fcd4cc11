// Accessibility: axe-core on a page as it stands, inside the strict policy (so it is evaluated by the debugger, not the page).

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import assert from "node:assert/strict";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What the light of day and the dark can differ in. */
const COLORS = ["color-contrast", "link-in-text-block"];

/** Fails with every violation and where it is; with `isBoth` the colors are looked at in the other scheme, too. */
export async function accessible(page, what, { except = [], isBoth = false } = {}) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Runtime.evaluate", { expression: AXE });
  await judged(cdp, what, { runOnly: RULES, rules: Object.fromEntries(except.map((rule) => [rule, { enabled: false }])) });
  if (isBoth) {
    const own = await page.evaluate(() => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
    const other = own === "dark" ? "light" : "dark";
    await page.emulateMedia({ colorScheme: other });
    await judged(cdp, `${what}, ${other}`, { runOnly: COLORS });
    await page.emulateMedia({ colorScheme: own });
  }
  await cdp.detach();
}

async function judged(cdp, what, options) {
  const run = `axe.run(document, ${JSON.stringify(options)}).then((r) => JSON.stringify(r.violations.map((v) => [v.id, v.help, v.nodes.map((n) => [n.target.flat().join(" "), n.failureSummary])])))`;
  const { result, exceptionDetails } = await cdp.send("Runtime.evaluate", { expression: run, awaitPromise: true, returnByValue: true });
  assert.equal(exceptionDetails, undefined, JSON.stringify(exceptionDetails));
  assert.deepEqual(JSON.parse(result.value), [], what);
}
