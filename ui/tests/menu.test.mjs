// My Usage: for every role, in two windows, as numbers change.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { accessible } from "./axe.mjs";
import { kit, picture, text, told } from "./kit.mjs";

const { open, api } = kit();

describe("my usage", () => {
  it("shows monthly (1) and extra credits (2) and the option to buy more, by mouse and by keyboard", async () => {
    const page = await open("acme", "ada", "<scrip-usage-menu></scrip-usage-menu>");
    await page.getByRole("button", { name: /My Usage 3,000/ }).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText("2,500 of 2,500").waitFor();
    assert.match(await text(page, "scrip-usage-menu", "extra"), /Extra credits\s+500/);
    assert.match(await text(page, "scrip-usage-menu", "monthly"), /Renews on/);
    await accessible(page, "the open menu");
    await picture(page, "usage-menu");
    await page.getByRole("button", { name: "Buy extra credits" }).click();
    assert.deepEqual(await told(page), ["scrip-buy"]);
    await page.getByRole("button", { name: /My Usage/ }).click();
    await page.getByText("2,500 of 2,500").waitFor({ state: "hidden" });
  });

  it("changes by itself when credits are used elsewhere, in every element of two members' windows", async () => {
    const body = '<scrip-usage-menu open></scrip-usage-menu><scrip-counter feature="lunar"></scrip-counter>';
    const pages = await Promise.all([open("acme", "ada", body), open("acme", "cleo", body)]);
    for (const page of pages) await page.getByText("3,000 credits left").waitFor();
    await api("POST", "/v1/accounts/acme/spends", { member: "ben", feature: "background-removal" });
    for (const page of pages) {
      await page.getByText("2,990 credits left").waitFor();
      await page.getByText("2,490 of 2,500").waitFor();
    }
  });

  it("reads again when its window is looked at, though the line for news is cut", async () => {
    const page = await open("acme", "ada", "<p>nothing yet</p>");
    page.expected = [/ERR_FAILED/];
    await page.route("**/balance/stream", (route) => route.abort());
    await page.waitForFunction(() => window.add !== undefined);
    await page.evaluate(() => window.add("scrip-counter"));
    const left = page.locator('scrip-counter >> css=[part="count"]');
    await left.waitFor();
    const { available } = await api("POST", "/v1/accounts/acme/spends", { member: "ben", feature: "background-removal" });
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await left.getByText(`${available.toLocaleString("en")} credits left`).waitFor();
  });

  const roles = [
    ["ada", true],
    ["ben", true],
    ["cleo", false],
    ["dora", false],
    ["vic", false],
    ["abe", false],
  ];
  for (const [member, mayBuy] of roles) {
    it(`${mayBuy ? "offers to buy" : "offers nothing to buy"} to ${member}`, async () => {
      const page = await open("acme", member, "<scrip-usage-menu open></scrip-usage-menu>");
      await page.getByText("of 2,500").waitFor();
      assert.equal(await page.getByRole("button", { name: "Buy extra credits" }).count(), mayBuy ? 1 : 0);
      await page.getByText("Who may do what").click();
      assert.match(await text(page, "scrip-usage-menu", "who"), /Ada \(Owner\)/);
    });
  }

  it("shows a trial its credits until its end, and plans instead of packages", async () => {
    const page = await open("newbie", "tia", "<scrip-usage-menu open></scrip-usage-menu><scrip-buy-dialog></scrip-buy-dialog>");
    await page.getByText("1,000 of 1,000").waitFor();
    await page.getByText(/Trial ends on/).waitFor();
    assert.equal(await page.getByRole("button", { name: "Buy extra credits" }).count(), 0);
    await page.getByRole("button", { name: "See plans" }).click();
    await page.getByText(/During the trial no credits can be bought\. A plan/).waitFor();
    assert.equal(await page.getByRole("radio").count(), 0);
    await accessible(page, "a trial's dialog");
    await picture(page, "trial");
  });

  it("shows an older plan its credits, which do not renew, and lets it buy more", async () => {
    const page = await open("veteran", "leo", "<scrip-usage-menu open></scrip-usage-menu>");
    await page.getByText("These credits do not renew").waitFor();
    assert.match(await text(page, "scrip-usage-menu", "extra"), /Credits\s+3,000/);
    assert.equal(await page.getByText("Monthly credits").count(), 0);
    await page.getByRole("button", { name: "Buy extra credits" }).waitFor();
  });

  it("tells what is shared with a subaccount and what is not", async () => {
    await api("PUT", "/v1/accounts/studio/sharing", { enabled: false });
    const page = await open("studio-a", "zoe", "<scrip-usage-menu open></scrip-usage-menu>");
    await page.getByText("does not share its credits").waitFor();
    await api("PUT", "/v1/accounts/studio/sharing", { enabled: true });
    await page.getByText("Shared from studio").waitFor();
    await page.getByText("10,000 of 10,000").waitFor();
    assert.equal(await page.getByRole("button", { name: "Buy extra credits" }).count(), 0);
  });

  it("says that an account has ended, and keeps what was bought", async () => {
    const now = Date.now();
    const clock = await api("POST", "/v1/test-clocks", { now: new Date(now).toISOString() });
    await api("POST", "/v1/accounts", { id: "gone", kind: "business", plan: "build", status: "trial", trial_ends_at: new Date(now + 3_600_000).toISOString(), test_clock: clock.id });
    await api("PUT", "/v1/accounts/gone/members/gil", { role: "owner", name: "Gil" });
    await api("POST", "/v1/accounts/gone/grants", { kind: "promotional", credits: 70, reason: "Goodbye" });
    await api("POST", `/v1/test-clocks/${clock.id}/advance`, { to: new Date(now + 7_200_000).toISOString() });
    const page = await open("gone", "gil", "<scrip-usage-menu open></scrip-usage-menu>");
    await page.getByText("The subscription has ended").waitFor();
    assert.match(await text(page, "scrip-usage-menu", "extra"), /70/);
    assert.equal(await page.getByRole("button", { name: "Buy extra credits" }).count(), 0);
    await accessible(page, "an account that has ended");
  });

  it("tells what expires next and what is set aside", async () => {
    await api("POST", "/v1/accounts/poor/grants", { kind: "promotional", credits: 300, reason: "Spring", expires_in: "P20D" });
    await api("POST", "/v1/accounts/poor/reservations", { feature: "lunar", credits: 20, member: "ada" });
    const page = await open("poor", "ada", "<scrip-usage-menu open></scrip-usage-menu>");
    await page.getByText(/28\d credits expire on/).waitFor();
    await page.getByText("20 credits set aside for running work").waitFor();
  });
});
