// Accessibility: axe-core on a page as it stands, inside the strict policy (so it is evaluated by the debugger, not the page).

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import assert from "node:assert/strict";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Fails with every violation and where it is. */
export async function accessible(page, what, { except = [] } = {}) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Runtime.evaluate", { expression: AXE });
  const run = `axe.run(document, { runOnly: ${JSON.stringify(RULES)}, rules: ${JSON.stringify(Object.fromEntries(except.map((rule) => [rule, { enabled: false }])))} }).then((r) => JSON.stringify(r.violations.map((v) => [v.id, v.help, v.nodes.map((n) => [n.target.flat().join(" "), n.failureSummary])])))`;
  const { result, exceptionDetails } = await cdp.send("Runtime.evaluate", { expression: run, awaitPromise: true, returnByValue: true });
  assert.equal(exceptionDetails, undefined, JSON.stringify(exceptionDetails));
  assert.deepEqual(JSON.parse(result.value), [], what);
  await cdp.detach();
}
