// The elements on a host's page, in a real browser, with mouse and keyboard, each state looked at by axe.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { after, before, describe, it } from "node:test";

import { accessible } from "./axe.mjs";
import { begin } from "./world.mjs";

const PICTURES = process.env.SCRIP_PICTURES;
let world;

before(async () => {
  world = await begin();
  const { api } = world;
  if (PICTURES) await mkdir(PICTURES, { recursive: true });
  const members = (account, list) => Promise.all(list.map(([id, role, name, rest]) => api("PUT", `/v1/accounts/${account}/members/${id}`, { role, name, ...rest })));
  await api("POST", "/v1/accounts", { id: "acme", kind: "business", plan: "build" });
  await members("acme", [["ada", "owner", "Ada"], ["ben", "admin", "Ben"], ["cleo", "author", "Cleo"], ["dora", "designer", "Dora"], ["vic", "viewer", "Vic"], ["abe", "accountant", "Abe"]]);
  await api("POST", "/v1/accounts/acme/grants", { kind: "promotional", credits: 500, reason: "Welcome" });
  await api("POST", "/v1/accounts", { id: "shop", kind: "business", plan: "build", billing: { name: "Shop sp. z o.o.", country: "PL", email: "billing@shop.example" } });
  await members("shop", [["ada", "owner", "Ada"], ["ben", "admin", "Ben"]]);
  await api("POST", "/v1/accounts", { id: "poor", kind: "business", plan: "build" });
  await members("poor", [["ada", "owner", "Ada"], ["cleo", "author", "Cleo"]]);
  await api("POST", "/v1/accounts/poor/spends", { credits: 2496 });
  await api("POST", "/v1/accounts", { id: "studio", kind: "agency", plan: "optimize" });
  await api("POST", "/v1/accounts", { id: "studio-a", kind: "subaccount", parent: "studio" });
  await members("studio", [["mia", "main_owner", "Mia"], ["sam", "subaccount_manager", "Sam", { subaccounts: ["studio-a"] }]]);
  await members("studio-a", [["zoe", "subaccount_owner", "Zoe"]]);
  await api("POST", "/v1/accounts", { id: "newbie", kind: "business", plan: "scale", status: "trial" });
  await members("newbie", [["tia", "owner", "Tia"]]);
});

after(() => world.end());

const text = (page, selector, part) => page.locator(`${selector} >> css=[part~="${part}"]`).first().innerText();

async function picture(page, name) {
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true });
}

function clean(page) {
  assert.deepEqual(page.faults, []);
}

describe("my usage", () => {
  it("shows monthly (1) and extra credits (2) and the option to buy more, by mouse and by keyboard", async () => {
    const page = await world.page("acme", "ada", "<scrip-usage-menu></scrip-usage-menu>");
    await page.getByRole("button", { name: /My Usage 3,000/ }).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText("2,500 of 2,500").waitFor();
    assert.match(await text(page, "scrip-usage-menu", "extra"), /Extra credits\s+500/);
    assert.match(await text(page, "scrip-usage-menu", "monthly"), /Renews on/);
    await accessible(page, "the open menu");
    await picture(page, "usage-menu");
    await page.getByRole("button", { name: "Buy extra credits" }).click();
    assert.equal(await page.evaluate(() => window.asked[0].name), "scrip-buy");
    await page.getByRole("button", { name: /My Usage/ }).click();
    await page.getByText("2,500 of 2,500").waitFor({ state: "hidden" });
    clean(page);
    await page.close();
  });

  it("changes by itself when credits are used elsewhere, in every element of two windows", async () => {
    const body = '<scrip-usage-menu open></scrip-usage-menu><scrip-counter feature="lunar"></scrip-counter>';
    const [one, two] = await Promise.all([world.page("acme", "ada", body), world.page("acme", "cleo", body)]);
    for (const page of [one, two]) await page.getByText("3,000 credits left").waitFor();
    await world.api("POST", "/v1/accounts/acme/spends", { member: "ben", feature: "background-removal" });
    for (const page of [one, two]) {
      await page.getByText("2,990 credits left").waitFor();
      await page.getByText("2,490 of 2,500").waitFor();
      clean(page);
      await page.close();
    }
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
      const page = await world.page("acme", member, "<scrip-usage-menu open></scrip-usage-menu>");
      await page.getByText("of 2,500").waitFor();
      assert.equal(await page.getByRole("button", { name: "Buy extra credits" }).count(), mayBuy ? 1 : 0);
      await page.getByText("Who may do what").click();
      assert.match(await text(page, "scrip-usage-menu", "who"), /Ada \(owner\)/);
      clean(page);
      await page.close();
    });
  }
});

describe("a feature's button", () => {
  it("shows the cost before use and lets the host act", async () => {
    const page = await world.page("acme", "cleo", '<scrip-feature-button feature="programmatic-landing-pages" quantity="3">Make pages</scrip-feature-button>');
    await page.getByText("60 credits").waitFor();
    await accessible(page, "a button that may be pressed");
    await picture(page, "feature-button");
    await page.getByRole("button", { name: /Make pages/ }).focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => window.asked.length === 1);
    const [asked] = await page.evaluate(() => window.asked);
    assert.equal(asked.name, "scrip-use");
    assert.equal(asked.detail.check.cost, 60);
    clean(page);
    await page.close();
  });

  const rows = [
    ["too few credits, who may buy is led there", "poor", "ada", "background-removal", /too few credits/, "scrip-buy"],
    ["too few credits, who may not buy is told so", "poor", "cleo", "background-removal", /too few credits/, undefined],
    ["a role without the right is told who can", "acme", "vic", "background-removal", /Your role does not include this\. .*Ada/, undefined],
    ["a plan without the feature names those that have it", "acme", "ada", "ml-translation", /optimize, scale,? or enterprise/, undefined],
    ["an agency that does not share", "studio-a", "zoe", "background-removal", /does not share/, undefined],
  ];
  for (const [what, account, member, feature, words, event] of rows) {
    it(what, async () => {
      const page = await world.page(account, member, `<scrip-feature-button feature="${feature}">Do it</scrip-feature-button>`);
      await page.getByText(words).waitFor();
      await accessible(page, what);
      // It says that it is off, and stays where the keyboard finds it; whoever presses it all the same gets nothing.
      await page.getByRole("button", { name: /Do it/ }).click({ force: true });
      await page.waitForTimeout(300);
      assert.deepEqual(await page.evaluate(() => window.asked.map(({ name }) => name)), event === undefined ? [] : [event]);
      clean(page);
      await page.close();
    });
  }

  it("shows an estimate and a ceiling where the cost depends on the scope", async () => {
    const page = await world.page("acme", "cleo", '<p>Lunar <scrip-cost feature="lunar"></scrip-cost></p><p><scrip-cost feature="background-removal" after></scrip-cost></p>');
    await page.getByText(/About 5 credits, 2,000 credits at most/).waitFor();
    await page.locator("scrip-cost").nth(1).filter({ hasText: /10 credits .*left after it/ }).waitFor();
    clean(page);
    await page.close();
  });
});

describe("buying", () => {
  const body = '<scrip-counter feature="lunar"></scrip-counter><scrip-buy-dialog></scrip-buy-dialog>';

  it("with a card on the gateway's page: the credits are there, the host goes on, the focus is where it was", async () => {
    const page = await world.page("shop", "ada", body);
    await page.getByRole("button", { name: /2,500 credits left/ }).press("Enter");
    await page.getByRole("radio", { name: /1,000 credits/ }).waitFor();
    await page.getByRole("radio", { name: "New card" }).check();
    await page.getByText("Tax, 23 %").waitFor();
    await accessible(page, "the dialog with packages");
    await picture(page, "buy-dialog");
    const opened = world.browser.waitForEvent("page");
    await page.getByRole("button", { name: "Buy now" }).click();
    const gateway = await opened;
    await page.getByText("Finish the payment in the other window").waitFor();
    await accessible(page, "waiting for the payment");
    await gateway.getByLabel("Card number").fill("4242424242424242");
    await gateway.getByLabel(/Expires/).fill("12 / 34");
    await gateway.getByLabel("Security code").fill("123");
    await gateway.getByLabel("Name on the card").fill("Ada");
    await gateway.locator("button[type=submit]").first().click();
    await page.getByText("1,000 credits are yours").waitFor();
    await accessible(page, "bought");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: /3,500 credits left/ }).waitFor();
    assert.deepEqual(await page.evaluate(() => window.asked.map(({ name }) => name)), ["scrip-buy", "scrip-bought"]);
    assert.equal(await page.evaluate(() => document.activeElement.localName), "scrip-counter");
    clean(page);
    for (const other of world.browser.pages().slice(1)) if (other !== page) await other.close();
    await page.close();
  });

  it("by transfer: the bank's details at once, the credits when the operator has seen the money", async () => {
    const page = await world.page("shop", "ben", `${body}<scrip-orders></scrip-orders>`);
    await page.getByRole("button", { name: /credits left/ }).click();
    await page.getByRole("radio", { name: /5,000 credits/ }).check();
    await page.getByRole("radio", { name: /Bank transfer/ }).check();
    await page.getByRole("button", { name: "Buy now" }).click();
    await page.getByText("PL61109010140000071219812874").waitFor();
    await accessible(page, "the bank's details");
    await picture(page, "buy-transfer");
    const { data } = await world.api("GET", "/v1/orders?status=awaiting_payment");
    await world.api("POST", `/v1/orders/${data[0].id}/confirm-payment`, { reference: "statement 7" });
    await page.getByText("5,000 credits are yours").waitFor();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.locator("scrip-orders").getByRole("cell", { name: "Paid" }).first().waitFor();
    await accessible(page, "orders");
    await picture(page, "orders");
    clean(page);
    await page.close();
  });
});

describe("lists", () => {
  it("names which features require credits, which are free, which need a plan", async () => {
    const page = await world.page("acme", "ada", "<scrip-features></scrip-features>");
    for (const words of ["Features that require credits", "Features available without credits", "Features that need a higher plan", "EventTracker", "From optimize"]) await page.getByText(words).first().waitFor();
    await accessible(page, "the list of features");
    await picture(page, "features");
    clean(page);
    await page.close();
  });

  it("shows every movement, filtered, explained, as CSV", async () => {
    const page = await world.page("acme", "ada", "<scrip-history></scrip-history>");
    await page.getByText("Use: background-removal").first().click();
    await page.getByText(/#\d+/).first().waitFor();
    await accessible(page, "the history");
    await picture(page, "history");
    await page.getByLabel("Kind").selectOption("grant");
    await page.getByText("Use: background-removal").first().waitFor({ state: "detached" });
    await page.getByText("Credits granted").nth(1).waitFor();
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download CSV" }).click()]);
    assert.match(file.suggestedFilename(), /credits-acme\.csv/);
    clean(page);
    await page.close();
  });

  it("shows grants in their order of use, and usage by feature with a table behind it", async () => {
    const page = await world.page("acme", "ada", "<scrip-grants></scrip-grants><scrip-usage></scrip-usage>");
    await page.getByRole("row", { name: /Plan build/ }).waitFor();
    await page.getByText("Used in 30 days").waitFor();
    await page.getByLabel("Group by").selectOption("feature");
    await page.getByText("background-removal").first().waitFor();
    await page.getByText("Show as a table").click();
    await accessible(page, "grants and usage");
    await picture(page, "grants-and-usage");
    clean(page);
    await page.close();
  });
});

describe("an agency", () => {
  it("shares its credits by the switch; the subaccount may use them at once", async () => {
    const zoe = await world.page("studio-a", "zoe", '<scrip-feature-button feature="background-removal">Remove</scrip-feature-button>');
    await zoe.getByText(/does not share/).waitFor();
    const mia = await world.page("studio", "mia", "<scrip-agency-settings></scrip-agency-settings>");
    await mia.getByRole("switch", { name: "Allow subaccounts use your credits" }).focus();
    await mia.keyboard.press("Space");
    await mia.getByText("Saved").waitFor();
    await accessible(mia, "agency options");
    await zoe.getByText(/10,000 credits left/).waitFor();
    await mia.getByLabel("For").fill("subaccount:studio-a");
    await mia.getByLabel("Credits", { exact: true }).fill("15");
    await mia.getByRole("button", { name: "Set limit" }).click();
    await mia.getByRole("cell", { name: "subaccount:studio-a" }).waitFor();
    await picture(mia, "agency-settings");
    await world.api("POST", "/v1/accounts/studio-a/spends", { member: "zoe", feature: "background-removal" });
    await zoe.getByText(/subaccount's spend limit is reached/).waitFor();
    for (const page of [zoe, mia]) {
      clean(page);
      await page.close();
    }
  });

  it("lets a subaccount manager see the switch and say who may turn it", async () => {
    const page = await world.page("studio", "sam", "<scrip-agency-settings></scrip-agency-settings>");
    assert.equal(await page.getByRole("switch").isDisabled(), true);
    await page.getByText(/Mia can/).waitFor();
    clean(page);
    await page.close();
  });
});

describe("a trial", () => {
  it("has its credits until its end and is offered nothing to buy", async () => {
    const page = await world.page("newbie", "tia", "<scrip-usage-menu open></scrip-usage-menu>");
    await page.getByText("1,000 of 1,000").waitFor();
    await page.getByText(/Trial ends on/).waitFor();
    clean(page);
    await page.close();
  });
});

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
      const page = await world.page("acme", "ada", body, look);
      await page.locator("scrip-history table").waitFor();
      await page.locator("scrip-usage svg.chart").waitFor();
      await accessible(page, what);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${wide} px too wide`);
      await picture(page, `all-${what.replaceAll(" ", "-")}`);
      clean(page);
      await page.close();
    });
  }

  it("counts in the plural forms of its language", async () => {
    const page = await world.page("poor", "ada", '<scrip-counter lang="pl"></scrip-counter><scrip-counter lang="de"></scrip-counter>');
    await page.getByText("Zostały 4 kredyty").waitFor();
    await page.getByText("4 Credits übrig").waitFor();
    clean(page);
    await page.close();
  });

  it("says that the server is away, keeps what is shown, and comes back by itself", async () => {
    const page = await world.page("acme", "ada", "<scrip-usage-menu open></scrip-usage-menu>");
    await page.getByText("of 2,500").waitFor();
    await world.browser.setOffline(true);
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await page.getByText("The server cannot be reached").waitFor();
    assert.equal(await page.getByText("of 2,500").isVisible(), true);
    await world.browser.setOffline(false);
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await page.getByText("The server cannot be reached").waitFor({ state: "detached" });
    await page.close();
  });
});
