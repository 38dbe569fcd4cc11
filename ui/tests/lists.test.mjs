// What a member reads: features, history, grants, usage; and an agency's options.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { accessible } from "./axe.mjs";
import { kit, picture } from "./kit.mjs";

const { open, api } = kit();

describe("lists", () => {
  it("names which features require credits, which are free, which need a plan", async () => {
    const page = await open("acme", "ada", "<scrip-features></scrip-features>");
    for (const words of ["Features that require credits", "Features available without credits", "Features that need a higher plan", "EventTracker", /From optimize/i]) await page.getByText(words).first().waitFor();
    await accessible(page, "the list of features");
    await picture(page, "features");
  });

  it("shows every movement, filtered, explained, as CSV", async () => {
    await api("POST", "/v1/accounts/acme/spends", { member: "ben", feature: "background-removal" });
    const page = await open("acme", "ada", "<scrip-history></scrip-history>");
    await page.getByText("Use: background-removal").first().click();
    await page.getByText(/#\d+/).first().waitFor();
    await accessible(page, "the history");
    await picture(page, "history");
    await page.getByLabel("Kind").selectOption("grant");
    await page.getByText("Use: background-removal").first().waitFor({ state: "detached" });
    await page.getByText("Credits granted").nth(1).waitFor();
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download CSV" }).click()]);
    assert.match(file.suggestedFilename(), /credits-acme\.csv/);
  });

  it("shows grants in their order of use, and usage by feature with a table behind it", async () => {
    const page = await open("acme", "ada", "<scrip-grants></scrip-grants><scrip-usage></scrip-usage>");
    await page.getByRole("row", { name: /Plan build/i }).waitFor();
    await page.getByText("Used in 30 days").waitFor();
    await page.getByLabel("Group by").selectOption("feature");
    await page.getByText("background-removal").first().waitFor();
    await page.getByText("Show as a table").click();
    await accessible(page, "grants and usage");
    await picture(page, "grants-and-usage");
  });
});

describe("an agency", () => {
  it("shares its credits by the switch; the subaccount may use them at once", async () => {
    const zoe = await open("studio-a", "zoe", '<scrip-feature-button feature="background-removal">Remove</scrip-feature-button>', { browser: "zoe's" });
    await zoe.getByText(/does not share/).waitFor();
    const mia = await open("studio", "mia", "<scrip-agency-settings></scrip-agency-settings>");
    await mia.getByRole("switch", { name: "Allow subaccounts use your credits" }).focus();
    await mia.keyboard.press("Space");
    await mia.getByText("Saved").waitFor();
    await accessible(mia, "agency options");
    await zoe.getByText(/10,000 credits left/).waitFor();
    await mia.getByLabel("For").fill("subaccount:studio-a");
    await mia.getByLabel("Credits", { exact: true }).fill("15");
    await mia.getByRole("button", { name: "Set limit" }).click();
    await mia.getByRole("cell", { name: "subaccount:studio-a", exact: true }).waitFor();
    await picture(mia, "agency-settings");
    await api("POST", "/v1/accounts/studio-a/spends", { member: "zoe", feature: "background-removal" });
    await zoe.getByText(/subaccount's spend limit is reached/).waitFor();
  });

  it("lets a subaccount manager see the switch and say who may turn it", async () => {
    const page = await open("studio", "sam", "<scrip-agency-settings></scrip-agency-settings>");
    assert.equal(await page.getByRole("switch").isDisabled(), true);
    await page.getByText(/Mia.* can/).waitFor();
  });
});
