// The console's accounts: found, explained line by line, made, given credits, limited, on another plan.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { after, before, describe, it } from "node:test";

import { accessible, beginConsole, button, close, dialog, picture, press, reach } from "./console-world.mjs";
import { HANDS } from "./hands.mjs";

let world;

before(async () => {
  if (process.env.SCRIP_PICTURES) await mkdir(process.env.SCRIP_PICTURES, { recursive: true });
  world = await beginConsole();
});

after(() => world?.end());

const available = async (account) => (await world.api("GET", `/v1/accounts/${account}/balance`)).available;
/** By mouse; the keyboard alone does each deed in console-keyboard.test.mjs. */
const byMouse = (what, go) => it(`${what}: by mouse`, () => go(HANDS.mouse, "mouse"));

describe("accounts", () => {
  it("are found by mouse, and by keyboard with /", async () => {
    const page = await world.as("support");
    await page.getByLabel("Search by id").fill("tud");
    await page.getByRole("link", { name: "acme" }).waitFor({ state: "detached" });
    await page.getByRole("link", { name: "studio", exact: true }).first().click();
    await page.getByRole("heading", { name: "studio", exact: true }).waitFor();
    await page.keyboard.press("/");
    await accessible(page, "the search");
    await page.keyboard.type("acm");
    await page.getByRole("option", { name: /acme/ }).waitFor();
    await picture(page, "search");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "acme" }).waitFor();
    // One key alone opens nothing once it is switched off.
    await page.locator("summary", { hasText: "Sol Lind" }).click();
    await page.getByLabel("The key / opens the search").uncheck();
    await reach(page, button(page, "Act as support"));
    await page.keyboard.press("/");
    assert.equal(await dialog(page).count(), 0);
    await page.keyboard.press("Control+K");
    await dialog(page).waitFor();
    await close(page);
  });

  it("tell each entry down to its price and its grants", async () => {
    const page = await world.as("support", "/accounts/acme/entries");
    const line = page.getByRole("row").filter({ hasText: "Use: lunar" });
    await press(page, line.locator("summary"));
    // 1,500 tokens at 1 per 1,000 and 900 at 12 per 1,000 of large models: 1.5 + 10.8, rounded up once.
    for (const words of ["1,500 input_tokens at 1 per 1,000", "900 output_tokens at 12 per 1,000 (large-*)", "Cost, rounded up once"]) await line.getByText(words).waitFor();
    await line.getByRole("cell", { name: "13", exact: true }).waitFor();
    await accessible(page, "an entry explained");
    await picture(page, "entry");
    await page.getByRole("row").filter({ hasText: "Use: programmatic" }).locator("summary").click();
    for (const words of ["100 × page at 20", "5 × page at 15"]) await page.getByText(words).waitFor();
    assert.equal(await page.getByText("Taken: a quote").count(), 0);
    const [file] = await Promise.all([page.waitForEvent("download"), button(page, "Download CSV").click()]);
    assert.equal(file.suggestedFilename(), "entries-acme.csv");
    await close(page);
  });

  it("get credits and give them back, with a reason and the balance shown beforehand", async () => {
    const page = await world.as("finance", "/accounts/newbie");
    await button(page, "Give credits").click();
    await dialog(page).getByLabel("Credits").fill("250");
    await dialog(page).getByText("1,000").waitFor();
    await dialog(page).getByText("1,250").waitFor();
    await button(dialog(page), "Give credits").click();
    // Without a reason nothing is done.
    assert.equal(await available("newbie"), 1000);
    await dialog(page).getByLabel("Reason").fill("Sorry for the outage");
    await accessible(page, "credits to be given");
    await picture(page, "give");
    await button(dialog(page), "Give credits").click();
    await page.getByText("newbie has 250 credits more.").waitFor();
    assert.equal(await available("newbie"), 1250);
    await page.keyboard.press("/");
    await page.keyboard.press("Escape");
    await press(page, page.getByRole("link", { name: "Grants" }));
    await press(page, page.getByRole("row", { name: /Adjustment/ }).getByRole("button"));
    await reach(page, dialog(page).getByLabel("Credits"));
    await page.keyboard.press("Control+A");
    await page.keyboard.type("100");
    await dialog(page).getByText("1,150").waitFor();
    await press(page, dialog(page).getByLabel("Reason"), "x");
    await press(page, button(dialog(page), "Take back"));
    await page.getByText("100 credits taken back from newbie.").waitFor();
    assert.equal(await available("newbie"), 1150);
    await close(page);
  });

  byMouse("have limits that are set and removed", async (at, hand) => {
    const account = `limits-${hand}`;
    await world.api("POST", "/v1/accounts", { id: account, kind: "business", plan: "build" });
    const page = await world.as("admin", `/accounts/${account}/limits`);
    const me = at(page);
    await me.press(button(page, "Add a limit"));
    await me.write(dialog(page).getByLabel("For", { exact: true }), "member:tia");
    await me.write(dialog(page).getByLabel("Credits"), "20");
    await me.pick(dialog(page).getByLabel("Per", { exact: true }), "day");
    await me.press(button(dialog(page), "Save limit"));
    await page.getByRole("rowheader", { name: "member:tia" }).waitFor();
    const { credits, per } = await world.api("GET", `/v1/accounts/${account}/limits/member:tia`);
    assert.deepEqual([credits, per], [20, "day"]);
    await me.press(button(page, "Remove: member:tia"));
    await me.press(button(dialog(page), "Remove"));
    await page.getByText("There is no limit for member:tia any more.").waitFor();
    await page.getByText("No limits are set.").waitFor();
    await close(page);
  });

  byMouse("are made, with their people", async (at, hand) => {
    const account = `made-${hand}`;
    const page = await world.as("admin");
    const me = at(page);
    await me.press(button(page, "New account"));
    await me.write(dialog(page).getByLabel("Id"), "not an id");
    await me.press(button(dialog(page), "Make account"));
    await dialog(page).getByRole("alert").waitFor();
    await accessible(page, "an id that is none");
    await me.write(dialog(page).getByLabel("Id"), account);
    await dialog(page).getByText("2,500 credits are granted at once.").waitFor();
    await accessible(page, "an account to be made");
    await picture(page, "make-account");
    await me.press(button(dialog(page), "Make account"));
    await page.getByText(`The account ${account} is there.`).waitFor();
    assert.equal(await available(account), 2_500);
    await me.press(page.getByRole("link", { name: account, exact: true }));
    await me.press(page.getByRole("link", { name: "Members" }));
    await page.getByText("Nobody is in this account yet.").waitFor();
    await me.press(button(page, "Add somebody"));
    await me.write(dialog(page).getByLabel("Id"), "may");
    await me.pick(dialog(page).getByLabel("Role"), "author");
    await dialog(page).getByText("May: use and see the balance.").waitFor();
    await me.write(dialog(page).getByLabel(/^Name/), "May Ling");
    await accessible(page, "a member to be added");
    await me.press(button(dialog(page), "Add member"));
    await page.getByRole("row", { name: /May Ling Author/ }).waitFor();
    await me.press(button(page, "Change: May Ling"));
    await me.pick(dialog(page).getByLabel("Role"), "owner");
    await me.press(button(dialog(page), "Save member"));
    await page.getByRole("row", { name: /May Ling Owner/ }).waitFor();
    // The last Owner stays: the server's no stands in the question.
    await me.press(button(page, "Remove: May Ling"));
    await me.press(button(dialog(page), "Remove member"));
    await dialog(page).getByRole("alert").waitFor();
    await accessible(page, "a refused deed");
    await picture(page, "refused");
    await me.press(button(dialog(page), "Cancel"));
    await close(page);
  });

  byMouse("change their plan as it was previewed, pause, go on, owe, end and come back", async (at, hand) => {
    const account = `plan-${hand}`;
    await world.api("POST", "/v1/accounts", { id: account, kind: "business", plan: "build" });
    const page = await world.as("admin", `/accounts/${account}`);
    const me = at(page);
    const state = async () => (({ plan, state, paused, scheduled, overdraft_limit }) => [plan, state, paused, scheduled?.plan, overdraft_limit])(await world.api("GET", `/v1/accounts/${account}`));
    await me.press(button(page, "Change plan"));
    await me.pick(dialog(page).getByLabel("Plan"), "optimize");
    await dialog(page).locator("dl").getByText("10,000").first().waitFor();
    assert.equal(await available(account), 2_500, "a preview changes nothing");
    await accessible(page, "a plan to be changed");
    await picture(page, "plan");
    await dialog(page).getByText("Show as an API call").waitFor();
    await me.press(button(dialog(page), "Change plan"));
    await page.getByText(`The plan of ${account} is changed.`).waitFor();
    assert.equal(await available(account), 10_000);
    // A smaller plan waits for the period's end, and may be dropped until then.
    await me.press(button(page, "Change plan"));
    await me.pick(dialog(page).getByLabel("Plan"), "build");
    await dialog(page).getByText(/build holds from/).waitFor();
    await me.press(button(dialog(page), "Change plan"));
    await me.press(button(page, "Drop the scheduled change"));
    await me.press(button(dialog(page), "Drop change"));
    await page.getByText(`${account} stays on optimize.`).waitFor();
    await me.press(button(page, "Pause"));
    await me.press(button(dialog(page), "Pause account"));
    await page.getByText(`${account} is paused.`).waitFor();
    assert.deepEqual(await state(), ["optimize", "active", true, undefined, 0]);
    await me.press(button(page, "Resume"));
    await me.press(button(dialog(page), "Resume account"));
    await page.getByText(`${account} goes on.`).waitFor();
    await me.press(button(page, "Overdraft limit"));
    await me.write(dialog(page).getByLabel("May owe up to"), "75.5");
    await me.press(button(dialog(page), "Save limit"));
    await page.getByText(`${account} may owe up to 75.5 credits.`).waitFor();
    await me.press(button(page, "Cancel the plan"));
    await dialog(page).getByText(/The plan ends on/).waitFor();
    await me.press(button(dialog(page), "Cancel plan"));
    await page.getByText(`The plan of ${account} is canceled.`).waitFor();
    assert.deepEqual(await state(), ["optimize", "canceling", false, undefined, 75.5]);
    await accessible(page, "an account that ends");
    // A trial begins to pay.
    const trial = `trial-${hand}`;
    await world.api("POST", "/v1/accounts", { id: trial, kind: "business", plan: "build", status: "trial" });
    await page.goto(`${world.home}/accounts/${trial}`);
    await me.press(button(page, "Activate"));
    await dialog(page).getByText("What is left of the trial's credits expires.").waitFor();
    await me.press(button(dialog(page), "Activate account"));
    await page.getByText(`${trial} is active on build.`).waitFor();
    assert.equal(await available(trial), 2_500);
    await close(page);
  });
});
