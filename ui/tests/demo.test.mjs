// Every element in every state, as the demo page shows them, in every pair of theme, direction, width and language; looked at by axe.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

import { LOOKS, PAIRS } from "../demo/looks.mjs";
import { serve } from "../demo/serve.mjs";
import { STATES } from "../demo/states.mjs";
import { accessible } from "./axe.mjs";
import { CHROMIUM, PERSON, WAIT_MS_MAX } from "./world.mjs";

const PICTURES = process.env.SCRIP_PICTURES;
/** Pictures that docs/elements.md shows, and the look of each. */
const SHOWN = [
  ["usage-menu", "scrip-usage-menu/open", "light", "en", 400],
  ["feature-button", "scrip-feature-button", "light", "en", 560],
  ["buy-dialog", "scrip-buy-dialog/saved card, and why", "light", "en", 620],
  ["buy-plan-dark", "scrip-buy-dialog/a higher plan", "dark", "de", 620],
  ["usage", "scrip-usage/by day", "light", "en", 760],
  ["history-dark", "scrip-history/a line opened", "dark", "en", 760],
  ["orders", "scrip-orders/every status, a card", "light", "en", 760],
  ["agency-settings-320", "scrip-agency-settings/shared, with limits", "light", "de", 320],
  ["grants", "scrip-grants/every status", "light", "pl", 760],
];

/** Answers that are a no in some state: a browser writes them down by itself. */
const EXPECTED = /\/(payment-method|auto-top-up|session|checks)$/;

let browser;
let demo;

before(async () => {
  demo = await serve({ module: process.env.SCRIP_MODULE });
  browser = await chromium.launch(CHROMIUM);
});
after(async () => {
  await browser?.close();
  await demo?.close();
});

async function show(look) {
  const context = await browser.newContext({ ...PERSON, colorScheme: look.theme, viewport: { width: look.width, height: 800 }, deviceScaleFactor: look.scale ?? 1 });
  context.setDefaultTimeout(WAIT_MS_MAX);
  const page = await context.newPage();
  page.faults = [];
  page.on("pageerror", (error) => page.faults.push(error.message));
  page.on("console", (line) => line.type() === "error" && !EXPECTED.test(line.location().url) && page.faults.push(`${line.text()} ${line.location().url}`));
  const { theme, dir = "ltr", width, lang, only } = look;
  await page.goto(`${demo.url}/?${new URLSearchParams({ theme, dir, width: width < 400 ? "320" : "1000", lang, ...(only ? { only } : {}) })}`);
  const shown = STATES.filter(({ of, name }) => only === undefined || only === of || only === `${of}/${name}`);
  await page.waitForFunction((all) => document.querySelectorAll('[data-stands="yes"]').length === all, shown.length);
  // Nothing waits for an answer any more but what waits for ever.
  await page.waitForFunction((waiting) => {
    const busy = [...document.querySelectorAll("main *")].filter((element) => element.shadowRoot?.querySelector(".skeleton"));
    return busy.length <= waiting;
  }, shown.filter(({ answers }) => answers !== undefined).length);
  return page;
}

describe("every element in every state", () => {
  it("is in the list", async () => {
    const module = await demo.url;
    const text = await (await fetch(`${module}/scrip.js`)).text();
    const defined = [...new Set([...text.matchAll(/"(scrip-[a-z-]+)":/g)].map(([, name]) => name))].sort();
    assert.deepEqual([...new Set(STATES.map(({ of }) => of))].sort(), defined);
  });

  for (const look of process.env.SCRIP_ALL_LOOKS ? LOOKS : PAIRS) {
    const name = Object.values(look).join(" ");
    it(`is accessible and fits: ${name}`, async () => {
      const page = await show(look);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${wide} px too wide`);
      // One element stands there many times, so its landmarks have the same names; on a host's page it stands once.
      await accessible(page, name, { except: ["landmark-unique"] });
      if (PICTURES) {
        await mkdir(PICTURES, { recursive: true });
        await page.screenshot({ path: `${PICTURES}/demo ${name}.png`, fullPage: true });
      }
      assert.deepEqual(page.faults, []);
      await page.context().close();
    });
  }

  for (const [name, only, theme, lang, width] of SHOWN) {
    it(`has a picture in docs/elements.md: ${name}`, async () => {
      const path = fileURLToPath(new URL(`../../docs/pictures/elements-${name}.png`, import.meta.url));
      if (process.env.SCRIP_DOCS === undefined) return assert.ok(existsSync(path), `${path} is missing: cargo xtask pages --docs`);
      const page = await show({ theme, lang, width, only });
      // The page's own words go, the elements' stay.
      await page.evaluate(() => document.querySelectorAll("h1, h2, figcaption, details:has(nav)").forEach((element) => element.remove()));
      await page.locator("main").screenshot({ path });
      await page.context().close();
    });
  }
});
