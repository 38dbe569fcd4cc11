// Every look and language, and a server that goes away and comes back.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { accessible } from "./axe.mjs";
import { kit, picture } from "./kit.mjs";

const { open } = kit();

describe("everywhere", () => {
  const body = '<scrip-usage-menu open></scrip-usage-menu><scrip-feature-button feature="background-removal">Los</scrip-feature-button><scrip-features></scrip-features><scrip-grants></scrip-grants><scrip-usage></scrip-usage><scrip-history></scrip-history>';
  const looks = [
    ["dark", { scheme: "dark" }],
    ["narrow", { width: 320 }],
    ["right to left", { dir: "rtl" }],
    ["German", { lang: "de" }],
    ["Polish", { lang: "pl" }],
  ];
  for (const [what, look] of looks) {
    it(`is accessible: ${what}`, async () => {
      const page = await open("acme", "ada", body, look);
      await page.locator("scrip-history table").waitFor();
      await page.locator("scrip-usage h3").last().waitFor();
      await accessible(page, what);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${wide} px too wide`);
      await picture(page, `all-${what.replaceAll(" ", "-")}`);
    });
  }

  it("stands still where people want no motion", async () => {
    const page = await open("acme", "ada", "<p>nothing yet</p>");
    await page.route("**/v1/session", () => undefined);
    await page.waitForFunction(() => window.add !== undefined);
    await page.evaluate(() => window.add("scrip-counter"));
    await page.locator("scrip-counter .skeleton").waitFor();
    const moving = () => page.evaluate(() => document.querySelector("scrip-counter").shadowRoot.getAnimations().length);
    assert.equal(await moving(), 0);
    await page.emulateMedia({ reducedMotion: "no-preference" });
    assert.equal(await moving(), 1);
  });

  it("counts in the plural forms of its language", async () => {
    const page = await open("poor", "ada", '<scrip-counter lang="pl"></scrip-counter><scrip-counter lang="de"></scrip-counter>');
    await page.getByText("Zostały 4 kredyty").waitFor();
    await page.getByText("4 Credits übrig").waitFor();
  });
});
