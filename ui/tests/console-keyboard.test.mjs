// Every task of the console by the keyboard alone: each deed that the sources know, and what is read, found, taken away and copied. A pointer fails it.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";

import { beginConsole, button, close, dialog, PASSWORD } from "./console-world.mjs";
import { HANDS, usedIn } from "./hands.mjs";

let world;
let page;
let me;
let used;

before(async () => {
  world = await beginConsole();
  page = await world.as("admin");
  used = await usedIn(page.context());
  // Heard from the next document on.
  await page.reload();
  me = HANDS.keyboard(page);
});

after(async () => {
  if (page !== undefined) await close(page);
  await world?.end();
});

/** To a room of the console by its address, and by the keyboard from there on. */
async function at(path) {
  await page.goto(`${world.home}${path}`);
  await page.locator("main#main h1").first().waitFor();
  await page.locator(".waiting").first().waitFor({ state: "detached" });
}

const field = (label) => dialog(page).getByLabel(label, { exact: true });
const deed = async (opens, does) => {
  await me.press(button(page, opens));
  await me.press(button(dialog(page), does));
};
const says = (words) => page.getByText(words).first().waitFor();

/** What each deed of `src/console/deeds` is called, where it is done, and how. */
const DEEDS = {
  async give() {
    await at("/accounts/newbie");
    await me.press(button(page, "Give credits"));
    await me.write(field("Credits"), "250");
    await me.write(field("Reason"), "Sorry for the outage");
    await me.press(button(dialog(page), "Give credits"));
    await says("newbie has 250 credits more.");
  },
  async take() {
    await at("/accounts/newbie/grants");
    await me.press(page.getByRole("row", { name: /Adjustment/ }).getByRole("button"));
    await me.write(field("Credits"), "100");
    await me.write(field("Reason"), "Twice");
    await me.press(button(dialog(page), "Take back"));
    await says("100 credits taken back from newbie.");
  },
  async limit() {
    await at("/accounts/newbie/limits");
    await me.press(button(page, "Add a limit"));
    await me.write(field("For"), "member:tia");
    await me.write(field("Credits"), "20");
    await me.press(button(dialog(page), "Save limit"));
    await page.getByRole("rowheader", { name: "member:tia" }).waitFor();
  },
  async unlimit() {
    await deed("Remove: member:tia", "Remove");
    await says("There is no limit for member:tia any more.");
  },
  async support() {
    await at("/accounts/studio");
    await me.press(button(page, "Act as support"));
    await me.pick(field("Member"), "mia");
    await me.write(field("Reason"), "Ticket 4712");
    await me.press(button(dialog(page), "Look at the account"));
    await says("Reason: Ticket 4712");
    await page.locator("scrip-grants table").waitFor();
    await me.press(button(page, "End this view"));
    await page.getByRole("heading", { name: "studio", exact: true }).waitFor();
  },
  async publish() {
    await at("/catalog/edit");
    const catalog = await world.api("GET", "/v1/catalog");
    catalog.features.find(({ id }) => id === "background-removal").price.per_use = 11;
    await me.write(page.getByLabel("The catalog as JSON"), JSON.stringify(catalog, undefined, 2));
    await me.press(button(page, "Check"));
    await says("1 thing would change");
    await deed("Publish …", "Publish");
    await says(/Version \d+ holds now/);
  },
  async mailAgain() {
    await at("/mails");
    await me.press(page.getByRole("row", { name: /ada@acme/ }).first().getByRole("button"));
    await me.press(button(dialog(page), "Send now"));
    await says(/On its way to/);
  },
  async paperAgain() {
    await at("/accounts/acme/orders");
    await me.press(page.getByRole("button", { name: /^Mail again/ }).first());
    await me.press(button(dialog(page), "Send now"));
    await says(/On its way to/);
  },
  async replay() {
    await at("/events");
    await me.write(page.getByLabel("Type"), "order.paid");
    await page.keyboard.press("Enter");
    const { data } = await world.api("GET", "/v1/events?type=order.paid");
    await deed(`Replay: ${data[0].id}`, "Send again");
    await says("Sent to 1 endpoint.");
  },
  async addEndpoint() {
    await at("/webhooks");
    await me.press(button(page, "Add an endpoint"));
    await me.write(field("Address"), `${world.hooks.url}/third`);
    await me.press(button(dialog(page), "Add endpoint"));
    await me.press(button(dialog(page), "Copy"));
    await says("Copied.");
    await me.press(button(dialog(page), "I have kept it"));
    await page.getByRole("link", { name: `${world.hooks.url}/third` }).waitFor();
  },
  async enable() {
    const { data } = await world.api("GET", "/v1/webhook-endpoints");
    const { id } = data.find(({ url }) => url.endsWith("/third"));
    const isOn = async () => (await world.api("GET", `/v1/webhook-endpoints/${id}`)).enabled;
    await deed(`Stop: ${world.hooks.url}/third`, "Stop");
    await says("Not told");
    assert.equal(await isOn(), false);
    await deed(`Start: ${world.hooks.url}/third`, "Start");
    await button(page, `Stop: ${world.hooks.url}/third`).waitFor();
    assert.equal(await isOn(), true);
  },
  async rotate() {
    await deed(`New secret: ${world.hooks.url}/third`, "Make a new secret");
    await me.press(button(dialog(page), "I have kept it"));
  },
  async removeEndpoint() {
    await deed(`Remove: ${world.hooks.url}/third`, "Remove");
    await page.getByRole("link", { name: `${world.hooks.url}/third` }).waitFor({ state: "detached" });
  },
  async report() {
    await at("/transfers");
    await deed(`On its way: ${world.ids.other}`, "Count from now");
    await says(/Credits promised by/);
    const order = await world.api("GET", `/v1/orders/${world.ids.other}`);
    assert.ok(order.credits_by);
  },
  async confirm() {
    await at("/transfers");
    await me.press(button(page, `Confirm: ${world.ids.waiting}`));
    await me.write(field("Line of the statement"), "12 March, no. 7");
    await me.press(button(dialog(page), "Confirm payment"));
    await says("studio has its 1,000 credits.");
  },
  async reject() {
    await me.press(button(page, `Reject: ${world.ids.other}`));
    await me.write(field("Reason"), "The buyer asked for a card instead");
    await me.press(button(dialog(page), "Reject order"));
    await says("No transfer is waited for.");
  },
  async refund() {
    await at(`/orders/${world.ids.paid}`);
    await me.press(button(page, "Refund"));
    await me.write(field("Credits to refund"), "500");
    await me.write(field("Reason"), "Bought by mistake");
    await me.press(button(dialog(page), "Refund"));
    await says(/500 credits of ord_/);
  },
  async makeAccount() {
    await at("");
    await me.press(button(page, "New account"));
    await me.write(dialog(page).getByLabel("Id"), "typed");
    await me.press(button(dialog(page), "Make account"));
    await says("The account typed is there.");
  },
  async putMember() {
    await at("/accounts/typed/members");
    for (const [id, role] of [["may", "owner"], ["tom", "author"]]) {
      await me.press(button(page, "Add somebody"));
      await me.write(dialog(page).getByLabel("Id"), id);
      await me.pick(dialog(page).getByLabel("Role"), role);
      await me.press(button(dialog(page), "Add member"));
      await page.getByRole("rowheader", { name: id }).or(page.getByRole("cell", { name: id, exact: true })).first().waitFor();
    }
  },
  async removeMember() {
    await deed("Remove: tom", "Remove member");
    await button(page, "Remove: tom").waitFor({ state: "detached" });
  },
  async changePlan() {
    await at("/accounts/typed");
    for (const [plan, said] of [["optimize", "The plan of typed is changed."], ["build", /build/]]) {
      await me.press(button(page, "Change plan"));
      await me.pick(dialog(page).getByLabel("Plan"), plan);
      await me.press(button(dialog(page), "Change plan"));
      await says(said);
      await dialog(page).waitFor({ state: "detached" });
    }
  },
  async dropScheduled() {
    await deed("Drop the scheduled change", "Drop change");
    await says("typed stays on optimize.");
  },
  async pause() {
    await deed("Pause", "Pause account");
    await says("typed is paused.");
  },
  async resume() {
    await deed("Resume", "Resume account");
    await says("typed goes on.");
  },
  async overdraft() {
    await me.press(button(page, "Overdraft limit"));
    await me.write(dialog(page).getByLabel("May owe up to"), "75.5");
    await me.press(button(dialog(page), "Save limit"));
    await says("typed may owe up to 75.5 credits.");
  },
  async cancel() {
    await deed("Cancel the plan", "Cancel plan");
    await says("The plan of typed is canceled.");
  },
  async activate() {
    await at("/accounts/newbie");
    await deed("Activate", "Activate account");
    await says(/newbie is active on/);
  },
  async makeKey() {
    await at("/keys");
    await me.press(button(page, "Make a key"));
    await me.write(field("What it is for"), "typed key");
    await me.pick(field("It may"), "read");
    await me.press(button(dialog(page), "Make key"));
    await me.press(button(dialog(page), "I have kept it"));
    await page.getByRole("rowheader", { name: "typed key" }).waitFor();
  },
  async revokeKey() {
    await deed("Revoke: typed key", "Revoke");
    await page.getByRole("rowheader", { name: "typed key" }).waitFor({ state: "detached" });
  },
  async addOperator() {
    await at("/staff");
    await me.press(button(page, "Add somebody"));
    await me.write(field("Name"), "Ivo");
    await me.write(field("E-mail"), "ivo@scrip.example");
    await me.write(field("First password"), PASSWORD);
    await me.press(button(dialog(page), "Add"));
    await page.getByRole("row", { name: /Ivo/ }).getByText("Support").waitFor();
  },
  async changeRole() {
    await me.press(button(page, "Role: Ivo"));
    await me.pick(field("Role"), "finance");
    await me.press(button(dialog(page), "Change role"));
    await page.getByRole("row", { name: /Ivo/ }).getByText("Finance").waitFor();
  },
  async setPassword() {
    await me.press(button(page, "Password: Ivo"));
    await me.write(dialog(page).locator("input[type=password]"), `${PASSWORD} anew`);
    await me.press(button(dialog(page), "Set password"));
    await dialog(page).waitFor({ state: "detached" });
  },
  async disable() {
    await deed("Lock out: Ivo", "Lock out");
    await page.getByRole("row", { name: /Ivo/ }).getByText("locked out").waitFor();
    await deed("Let in: Ivo", "Let in");
    await page.getByRole("row", { name: /Ivo/ }).getByText("locked out").waitFor({ state: "detached" });
  },
  async ownPassword() {
    await at("/me");
    await me.press(button(page, "Change password"));
    await me.write(field("Current password"), PASSWORD);
    await me.write(field("New password"), PASSWORD);
    await me.press(button(dialog(page), "Change password"));
    await says("Your password is changed.");
  },
};

/** A clock that stands behind needs a machine whose time ran back: no test has one, and its question is drawn by the same part as all others. */
const ELSEWHERE = ["acceptClock"];

describe("by keyboard alone", () => {
  for (const [name, go] of Object.entries(DEEDS)) {
    it(`does what is asked: ${name}`, async () => {
      await go();
      assert.deepEqual([...used], ["key"]);
      // The question is gone, and the focus is where it led from, or in the room.
      await dialog(page).waitFor({ state: "detached" });
      await page.waitForFunction(() => document.activeElement !== document.body);
    });
  }

  it("does every deed that there is", async () => {
    const folder = new URL("../src/console/deeds/", import.meta.url);
    const sources = await Promise.all((await readdir(folder)).map((name) => readFile(new URL(name, folder), "utf8")));
    const known = sources.flatMap((source) => [...source.matchAll(/^export function (\w+)\(.*\): Deed</gm)].map(([, name]) => name));
    assert.deepEqual(known.sort(), [...Object.keys(DEEDS), ...ELSEWHERE].sort());
  });

  it("finds, filters, opens a line, takes a report away, copies a call, checks the ledger, and signs out", async () => {
    await at("");
    await page.keyboard.press("Control+K");
    await page.keyboard.type("acm");
    await page.getByRole("option", { name: /acme/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "acme", exact: true }).waitFor();
    await me.press(page.getByRole("link", { name: "Entries" }));
    const line = page.getByRole("row").filter({ hasText: "Use: lunar" });
    await me.press(line.locator("summary"));
    await line.getByText("Cost, rounded up once").waitFor();
    await me.pick(page.getByLabel("Kind"), "grant");
    await line.waitFor({ state: "detached" });
    await me.press(page.getByRole("link", { name: "Reports" }));
    const [file] = await Promise.all([page.waitForEvent("download"), me.press(button(page, "Download CSV"))]);
    assert.equal(file.suggestedFilename(), "usage.csv");
    await me.press(button(page, "API calls"));
    await me.press(dialog(page).locator("summary").first());
    await me.press(button(dialog(page), "Copy as curl").first());
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^curl .*\$SCRIP_KEY/s);
    await page.keyboard.press("Escape");
    await me.press(page.getByRole("link", { name: "Ledger check" }));
    await me.press(button(page, "Check now"));
    await says("Every balance follows from its entries.");
    await me.press(page.locator("summary", { hasText: "Eva Nowak" }));
    await me.press(button(page, "Sign out"));
    await page.getByLabel("Password").waitFor();
    assert.deepEqual([...used], ["key"]);
  });
});
