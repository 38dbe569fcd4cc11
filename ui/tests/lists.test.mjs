// What a member reads: features, history, grants, usage; and an agency's options.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";

import ts from "typescript";

import { accessible } from "./axe.mjs";
import { kit, picture } from "./kit.mjs";

const { open, api } = kit();
/** The sources are no modules of Node's: one that imports nothing but types is made to one. */
async function sourced(path) {
  const source = await readFile(new URL(`../src/${path}`, import.meta.url), "utf8");
  const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 } });
  return import(`data:text/javascript,${encodeURIComponent(outputText)}`);
}
const { forecast } = await sourced("forecast.ts");
const { fitting } = await sourced("buying/fitting.ts");

describe("lists", () => {
  it("names which features require credits, which are free, which need a plan", async () => {
    const page = await open("acme", "ada", "<scrip-features></scrip-features>");
    for (const words of ["Features that require credits", "Features available without credits", "Features that need a higher plan", "EventTracker", /In Optimize, Scale,? or Enterprise/]) await page.getByText(words).first().waitFor();
    await accessible(page, "the list of features");
    await picture(page, "features");
  });

  it("shows every movement with refunds and reservations as lines of their own, filtered, explained, as CSV", async () => {
    const spend = await api("POST", "/v1/accounts/acme/spends", { member: "ben", feature: "programmatic-landing-pages", quantity: 3 });
    await api("POST", `/v1/spends/${spend.id}/reversals`, { credits: 20, reason: "One page was broken" });
    const reserved = await api("POST", "/v1/accounts/acme/reservations", { member: "cleo", feature: "lunar", credits: 50 });
    await api("POST", `/v1/reservations/${reserved.id}/settle`, { credits: 12 });
    const page = await open("acme", "ada", "<scrip-history></scrip-history>");
    const line = (words) => page.getByRole("row").filter({ hasText: words });
    await line("Use: Programmatic Landing Pages").filter({ hasText: "−60" }).waitFor();
    await line("Set aside: Lunar").filter({ hasText: "−50" }).waitFor();
    await line("Use settled: Lunar").filter({ hasText: "−12" }).waitFor();
    const back = line("Put back: Programmatic Landing Pages").filter({ hasText: "+20" });
    await back.locator("summary").click();
    await back.getByText("One page was broken").waitFor();
    const use = line("Use: Programmatic Landing Pages");
    await use.locator("summary").press("Enter");
    for (const words of ["From: Plan", "Priced by", /Line \d+/]) await use.getByText(words).waitFor();
    await accessible(page, "the history");
    await picture(page, "history");
    await page.getByLabel("Member").selectOption("cleo");
    await use.waitFor({ state: "detached" });
    await line("Set aside: Lunar").waitFor();
    await page.getByLabel("Member").selectOption("");
    await page.getByLabel("Feature").selectOption("programmatic-landing-pages");
    await line("Set aside: Lunar").waitFor({ state: "detached" });
    await page.getByLabel("Feature").selectOption("");
    await page.getByLabel("Kind").selectOption("grant");
    await use.waitFor({ state: "detached" });
    await page.getByText("Credits granted").nth(1).waitFor();
    await page.locator('input[name="to"]').fill("2020-01-01");
    await page.getByText("No line fits these filters").waitFor();
    await page.locator('input[name="to"]').fill("");
    await page.getByLabel("Kind").selectOption("everything");
    await line("Account: ").first().waitFor();
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download CSV" }).click()]);
    assert.match(file.suggestedFilename(), /credits-acme\.csv/);
    assert.match(await readFile(await file.path(), "utf8"), /One page was broken/);
  });

  it("shows the newest of many lines first, and the others when they are asked for", async () => {
    const items = Array.from({ length: 450 }, (_, n) => ({ account: "busy", credits: (n + 1) / 1000, idempotency_key: `b${n}` }));
    await api("POST", "/v1/accounts", { id: "busy", kind: "business", plan: "build" });
    await api("PUT", "/v1/accounts/busy/members/ada", { role: "owner", name: "Ada" });
    await api("POST", "/v1/spends/batch", { items });
    const page = await open("busy", "ada", "<scrip-history></scrip-history>");
    const lines = page.locator("tbody tr");
    await lines.first().filter({ hasText: "−0.45" }).waitFor();
    assert.equal(await lines.count(), 100);
    await page.getByRole("button", { name: "Show more" }).click();
    await lines.nth(199).filter({ hasText: "−0.251" }).waitFor();
  });

  it("shows an author the own lines only", async () => {
    await api("POST", "/v1/accounts/acme/spends", { member: "dora", feature: "background-removal" });
    const page = await open("acme", "dora", "<scrip-history></scrip-history><scrip-usage></scrip-usage><scrip-grants></scrip-grants><scrip-orders></scrip-orders>");
    await page.locator("scrip-history").getByText("Use: Background removal").first().waitFor();
    assert.equal(await page.getByRole("row").filter({ hasText: "Credits granted" }).count(), 0);
    await page.getByText("Your role does not show where credits come from").waitFor();
    await page.getByText(/Your role does not include this/).waitFor();
  });

  it("shows grants in the burn order, and usage by feature with a table behind it", async () => {
    await api("POST", "/v1/accounts/acme/spends", { member: "ben", feature: "background-removal" });
    const page = await open("acme", "ada", "<scrip-grants></scrip-grants><scrip-usage></scrip-usage>");
    await page.getByRole("row", { name: /Plan Build/ }).waitFor();
    await page.getByText("Used in 30 days").waitFor();
    await page.getByText(/At the pace of the last 30 days/).waitFor();
    await page.getByText(/Plan: [\d,]+, the first expire on/).waitFor();
    for (const [group, words] of [["member", "Ben"], ["subaccount", "Main account"], ["feature", "Background removal"]]) {
      await page.getByLabel("Group by").selectOption(group);
      await page.locator("scrip-usage").getByText(words).first().waitFor();
    }
    await page.getByText("Show as a table").click();
    await page.getByRole("cell", { name: "Background removal" }).waitFor();
    await accessible(page, "grants and usage");
    await picture(page, "grants-and-usage");
  });
});

describe("what a pace comes to", () => {
  const NOW = Date.parse("2026-01-01T00:00:00Z");
  const DAY = 86_400_000;
  const grant = (available, days, state = "open") => ({ available, state, expires_at: days === undefined ? null : new Date(NOW + days * DAY).toISOString() });
  const rows = [
    ["ten a day of a hundred", [grant(100)], 10, [10, 0]],
    ["what expires first is lost beyond its day", [grant(100, 4)], 10, [4, 60]],
    ["what is after it goes on from then", [grant(100, 4), grant(20)], 10, [6, 60]],
    ["what expires while another burns is lost whole", [grant(100), grant(30, 5)], 10, [10, 30]],
    ["what is closed or empty counts for nothing", [grant(50, 1, "void"), grant(0, 1), grant(10)], 10, [1, 0]],
    ["nothing at all", [], 10, [0, 0]],
  ];
  for (const [what, grants, perDay, [days, lost]] of rows) {
    it(what, () => {
      const { end, lost: gone } = forecast(grants, perDay / DAY, NOW);
      assert.deepEqual([(end - NOW) / DAY, gone].map((n) => Math.round(n * 1000) / 1000), [days, lost]);
    });
  }

  it("is said as the end of a trial's credits, and not as a day years after it", async () => {
    await api("POST", "/v1/accounts/newbie/spends", { member: "tia", feature: "background-removal" });
    const page = await open("newbie", "tia", "<scrip-usage></scrip-usage>");
    await page.getByText(/about [\d,]+ credits expire unused, the last on/).waitFor();
  });
});

describe("how long credits last", () => {
  const DAY = 86_400_000;
  const soon = (days) => new Date(Date.now() + days * DAY).toISOString();

  it("follows the order in which grants burn, though the API lists them by age: what expires later is not lost to what is older", async () => {
    await api("POST", "/v1/accounts", { id: "pace", kind: "business", plan: "core-2021" });
    await api("PUT", "/v1/accounts/pace/members/ada", { role: "owner", name: "Ada" });
    const { data: begun } = await api("GET", "/v1/accounts/pace/grants");
    for (const { id } of begun) await api("POST", `/v1/grants/${id}/void`, { reason: "Only what the test gives" });
    // Older and lasting, newer and short: 300 of 10 days are used first, at 30 a day, and nothing of the other is lost meanwhile.
    await api("POST", "/v1/accounts/pace/grants", { kind: "promotional", credits: 1_200, expires_at: soon(200), reason: "Lasts" });
    await api("POST", "/v1/accounts/pace/grants", { kind: "promotional", credits: 1_200, expires_at: soon(10), reason: "Soon gone" });
    await api("POST", "/v1/accounts/pace/spends", { member: "ada", credits: 900 });
    const { data } = await api("GET", "/v1/accounts/pace/grants");
    const open_ = data.filter(({ state }) => state === "open");
    assert.deepEqual(open_.map(({ available }) => available), [1_200, 300], "the API lists them by age");
    const page = await open("pace", "ada", "<scrip-usage></scrip-usage><scrip-grants></scrip-grants>");
    const forecast_ = page.locator('scrip-usage >> css=[part="forecast"]');
    // The day may end while the test runs.
    const day = (ms) => new Intl.DateTimeFormat("en", { dateStyle: "medium", timeZone: "UTC" }).format(new Date(Date.now() + 50 * DAY + ms));
    const ends = [day(-600_000), day(600_000)].join("|");
    // 30 a day: ten days of what goes soon, then forty of what lasts. In the order of age 300 would be lost.
    await forecast_.getByText(new RegExp(`At the pace of the last 30 days \\(30 a day\\), the credits run out around (${ends})\\.`)).waitFor();
    const rows = page.locator("scrip-grants tbody tr");
    assert.match(await rows.nth(0).innerText(), /300 of 1,200/);
    assert.match(await rows.nth(1).innerText(), /1,200 of 1,200/);
    await accessible(page, "a forecast");
  });
});

describe("how many of a package", () => {
  const offer = (id, credits, amount) => ({ id, credits, total: { amount, currency: "USD" } });
  const sample = [offer("s", 1_000, 1_900), offer("m", 5_000, 7_900), offer("l", 20_000, 24_900)];
  const rows = [
    ["one that covers", sample, 20_000, { id: "l", quantity: 1 }],
    ["one thousandth more is one more", sample, 20_000.001, { id: "m", quantity: 5 }],
    ["the cheapest number, not the biggest package", sample, 39_000, { id: "l", quantity: 2 }],
    ["many small ones where they are cheaper", [offer("s", 100, 100), offer("l", 1_000, 5_000)], 1_500, { id: "s", quantity: 15 }],
    ["of two that cost the same, the fewer", [offer("s", 100, 100), offer("m", 200, 200)], 400, { id: "m", quantity: 2 }],
    ["tenths are counted exactly", [offer("s", 0.1, 10)], 0.3, { id: "s", quantity: 3 }],
    ["no order holds so many", [offer("s", 1, 10)], 1_001, undefined],
    ["nothing is sold", [], 10, undefined],
  ];
  for (const [what, packages, missing, found] of rows) it(what, () => assert.deepEqual(fitting(packages, missing), found));
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
    await mia.getByLabel("For").selectOption("one.subaccount");
    await mia.getByLabel("Subaccount", { exact: true }).fill("studio-a");
    await mia.getByLabel("Credits", { exact: true }).fill("15");
    await mia.getByRole("button", { name: "Set limit" }).press("Enter");
    const row = mia.getByRole("row", { name: /Subaccount studio-a/ });
    await row.filter({ hasText: "15 per billing period" }).waitFor();
    await api("POST", "/v1/accounts/studio-a/spends", { member: "zoe", feature: "background-removal" });
    await zoe.getByText(/subaccount's spend limit is reached/).waitFor();
    // What was used stands beside the limit.
    await row.getByRole("cell", { name: "10", exact: true }).waitFor();
    await mia.getByRole("row", { name: /Zoe|zoe/ }).waitFor();
    await accessible(mia, "limits");
    await picture(mia, "agency-settings");
    await mia.getByRole("button", { name: "Remove the limit of Subaccount studio-a" }).press("Enter");
    await mia.getByRole("button", { name: "Remove the limit of Subaccount studio-a" }).waitFor({ state: "detached" });
    assert.equal(await mia.evaluate(() => document.activeElement.localName), "scrip-agency-settings", "the focus stays where the button was");
    await zoe.getByText(/9,990 credits left/).waitFor();
    await mia.getByRole("switch").click();
    await zoe.getByText(/does not share/).waitFor();
  });

  it("lets a subaccount manager see the switch and say who may turn it", async () => {
    const page = await open("studio", "sam", "<scrip-agency-settings></scrip-agency-settings>");
    assert.equal(await page.getByRole("switch").isDisabled(), true);
    await page.getByText(/Mia.* can turn this on or off/).waitFor();
  });
});
