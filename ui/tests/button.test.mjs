// The host's paid action: its cost before use, and every reason for which it may not be pressed.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { accessible } from "./axe.mjs";
import { kit, picture, told } from "./kit.mjs";

const { open, api } = kit();

describe("a feature's button", () => {
  it("shows the cost before use and lets the host act", async () => {
    const page = await open("acme", "cleo", '<scrip-feature-button feature="programmatic-landing-pages" quantity="3">Make pages</scrip-feature-button>');
    await page.getByText("60 credits").waitFor();
    await accessible(page, "a button that may be pressed");
    await picture(page, "feature-button");
    await page.getByRole("button", { name: /Make pages/ }).focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => window.asked.length === 1);
    const [asked] = await page.evaluate(() => window.asked);
    assert.equal(asked.name, "scrip-use");
    assert.equal(asked.detail.check.cost, 60);
    assert.match(asked.detail.quote, /^quo_/);
  });

  it("never fires at another price than the one on it; the quote then binds, whatever the price list does", async () => {
    const page = await open("acme", "cleo", '<scrip-feature-button feature="background-removal">Remove</scrip-feature-button>');
    await page.getByText("10 credits").waitFor();
    const catalog = await api("GET", "/v1/catalog");
    const price = async (per_use) => {
      catalog.features.find(({ id }) => id === "background-removal").price.per_use = per_use;
      await api("PUT", "/v1/catalog", catalog);
    };
    // Exactly between showing and pressing: the price changes before the server hears of the press, and after any question before it.
    let isChanged = false;
    await page.route("**/checks", async (route) => {
      const isPressed = (await page.locator('scrip-feature-button button[aria-busy="true"]').count()) > 0;
      if (isPressed && !isChanged) {
        isChanged = true;
        await price(12);
      }
      await route.continue();
    });
    await page.getByRole("button", { name: /Remove/ }).click();
    await page.getByText("The cost has changed from 10 to 12 credits").waitFor();
    await accessible(page, "a cost that has changed");
    assert.deepEqual(await told(page), []);
    await page.getByRole("button", { name: /Remove/ }).click();
    await page.waitForFunction(() => window.asked.length === 1);
    await price(99);
    const [{ detail }] = await page.evaluate(() => window.asked);
    const spent = await api("POST", "/v1/accounts/acme/spends", { member: "cleo", feature: "background-removal", quote: detail.quote });
    assert.equal(spent.credits, 12);
    await price(10);
  });

  const rows = [
    ["too few credits, who may buy is led there", "poor", "ada", "background-removal", /too few credits/, "scrip-buy"],
    ["too few credits, who may not buy is told who can", "poor", "cleo", "background-removal", /too few credits.*Ada or Ben can get more/, undefined],
    ["a role without the right is told who can", "acme", "vic", "background-removal", /Your role does not include this\. .*Ada/, undefined],
    ["a plan without the feature names those that have it", "acme", "ada", "ml-translation", /optimize, scale,? or enterprise/i, undefined],
    ["an agency that does not share", "studio-a", "zoe", "background-removal", /does not share/, undefined],
  ];
  for (const [what, account, member, feature, words, event] of rows) {
    it(what, async () => {
      const page = await open(account, member, `<scrip-feature-button feature="${feature}">Do it</scrip-feature-button>`);
      await page.getByText(words).waitFor();
      await accessible(page, what);
      // It says that it is off, and stays where the keyboard finds it; whoever presses it all the same gets nothing.
      const answered = page.waitForResponse(/\/checks$/);
      await page.getByRole("button", { name: /Do it/ }).click({ force: true });
      await answered;
      await page.locator('scrip-feature-button button[aria-busy="false"]').waitFor();
      assert.deepEqual(await told(page), event === undefined ? [] : [event]);
    });
  }

  it("shows an estimate and a ceiling where the cost depends on the scope", async () => {
    const page = await open("acme", "cleo", '<p>Lunar <scrip-cost feature="lunar"></scrip-cost></p><p><scrip-cost feature="background-removal" after></scrip-cost></p>');
    await page.getByText(/About 5 credits, 2,000 credits at most/).waitFor();
    await page.locator("scrip-cost").nth(1).filter({ hasText: /10 credits .*left after it/ }).waitFor();
  });
});
