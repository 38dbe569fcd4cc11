// Journeys through the sample host as people make them, by mouse and by keyboard: S1-S18, each page judged by axe.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { after, afterEach, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";

import { accessible } from "./axe.mjs";
import { demo } from "./demo.mjs";

const MUG = fileURLToPath(new URL("../../examples/landing-builder/background/tests/pictures/mug.jpg", import.meta.url));
const PICTURES = process.env.SCRIP_PICTURES;
/** What a browser itself writes for an answer that is a no. An account without a card or auto top-up has none. */
const NOTHING_THERE = /\/(payment-method|auto-top-up)$/;

let world;
const pages = [];
const contexts = [];

before(async () => {
  world = await demo();
  if (PICTURES) await mkdir(PICTURES, { recursive: true });
});
after(() => world?.end());
afterEach(async () => {
  const faults = pages.flatMap(({ faults }) => faults);
  pages.length = 0;
  for (const context of contexts.splice(0)) await context.close();
  assert.deepEqual(faults, []);
});

/** Somebody signs in, as people do: by their name on the page. */
async function signIn(name, path = "/", look = {}) {
  const context = await world.person(look);
  contexts.push(context);
  const page = await context.newPage();
  page.faults = [];
  page.on("pageerror", (error) => page.faults.push(`page: ${error.message}`));
  page.on("console", (line) => line.type() === "error" && !NOTHING_THERE.test(line.location().url) && page.faults.push(`console: ${line.text()} ${line.location().url}`));
  pages.push(page);
  await page.goto(`${world.url}/sign-in`);
  await page.getByRole("button", { name: new RegExp(name) }).click();
  await page.getByRole("heading", { name: "Pages", exact: true }).waitFor();
  if (path !== "/") await page.goto(world.url + path);
  return page;
}

const picture = async (page, name) => {
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/host-${name}.png`, fullPage: true });
};
const available = async (account) => (await world.api("GET", `/v1/accounts/${account}/balance`)).available;
const sheet = (rows) => ["service,city,price", ...Array.from({ length: rows }, (_, n) => `Garden care,City ${n + 1},${20 + (n % 7)}`)].join("\n");
/** As the elements write numbers. */
const number = (value) => new Intl.NumberFormat("en").format(value);

describe("the sample host", () => {
  it("lets anybody sign in", async () => {
    const context = await world.person();
    contexts.push(context);
    const page = await context.newPage();
    await page.goto(world.url);
    await page.getByRole("heading", { name: "Bright Agency" }).waitFor();
    await accessible(page, "sign-in");
    await picture(page, "sign-in");
  });

  it("S1, S2, S4: an Owner removes a background, sees the cost before and the balance after", async () => {
    const page = await signIn("Sam Okafor", "/background");
    const before = await available("summit-gear");
    const button = page.getByRole("button", { name: /Remove background.*10 credits/ });
    await button.waitFor();
    await page.getByLabel(/A picture/).setInputFiles(MUG);
    await page.getByRole("img", { name: "The chosen picture" }).waitFor();
    await button.click();
    await page.getByText("Done, for 10 credits.").waitFor();
    await page.getByRole("img", { name: "The picture without its background" }).waitFor();
    assert.equal(await available("summit-gear"), before - 10);
    await page.locator('scrip-usage-menu >> css=[part~="total"]').getByText(number(before - 10)).waitFor();
    await page.locator("scrip-counter").getByText(`${number(before - 10)} credits left`).waitFor();
    await accessible(page, "background removal");
    await picture(page, "background");
  });

  it("S1, S2: fifty pages from a sheet, by keyboard alone; what cannot be made is named", async () => {
    const page = await signIn("Sam Okafor", "/programmatic");
    const before = await available("summit-gear");
    await page.getByRole("button", { name: /Make the pages.*60 credits/ }).waitFor();
    await page.getByRole("textbox", { name: /CSV/ }).focus();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(`${sheet(50)}\nGarden care,,20`);
    await page.getByRole("button", { name: /Make the pages.*1,020 credits/ }).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText("50 pages were made for 1,000 credits.").waitFor();
    await page.getByText("Line 52 city is empty").waitFor();
    assert.equal(await available("summit-gear"), before - 1_000);
    await accessible(page, "programmatic pages");
    await picture(page, "programmatic");
    await page.getByRole("link", { name: "See the pages" }).press("Enter");
    await page.getByText("50 pages.").waitFor();
    await accessible(page, "the list of pages");
    await picture(page, "pages");
  });

  it("S3: Lunar writes a page: an estimate before, what it used after", async () => {
    const page = await signIn("Omar Haddad", "/lunar");
    const before = await available("orchard-homes");
    const button = page.getByRole("button", { name: /Write the page/ });
    await page.getByText(/about 5 credits/i).first().waitFor();
    await button.click();
    await page.getByText(/The page is there, for 6 credits \(1,?600 tokens\)/).waitFor();
    assert.equal(await available("orchard-homes"), before - 6);
    await accessible(page, "Lunar");
    await picture(page, "lunar");
    await page.getByRole("link", { name: "Open the page" }).click();
    await page.getByRole("heading", { name: "Bicycles, mended while you wait" }).waitFor();
    await accessible(page, "the editor");
    await picture(page, "editor");
    await page.getByRole("button", { name: "Publish" }).click();
    await page.getByRole("link", { name: "See it as a visitor" }).click();
    await page.getByRole("heading", { level: 1, name: "Bicycles, mended while you wait" }).waitFor();
    await accessible(page, "a published page");
    await picture(page, "published");
  });

  it("S5, S9, S13, S14: an Owner runs short, buys in the pop-up, and goes on with the input kept", async () => {
    const page = await signIn("Nina Novak", "/programmatic");
    await page.getByRole("textbox", { name: /CSV/ }).fill(sheet(400));
    await page.getByText("400 rows.").waitFor();
    await page.getByRole("button", { name: /Make the pages.*6,500 credits/ }).click();
    await page.getByRole("radio", { name: /5,000 credits/ }).check();
    await page.getByRole("radio", { name: "New card" }).check();
    await accessible(page, "the pop-up");
    await picture(page, "buy");
    const opened = page.context().waitForEvent("page");
    await page.getByRole("button", { name: "Buy now" }).click();
    const gateway = await opened;
    await gateway.getByLabel("Card number").fill("4242424242424242");
    await gateway.getByLabel(/Expires/).fill("12 / 34");
    await gateway.getByLabel("Security code").fill("123");
    await gateway.getByLabel("Name on the card").fill("Nina");
    await gateway.locator("button[type=submit]").first().click();
    await page.getByText("5,000 credits are yours").waitFor();
    await page.getByRole("button", { name: "Continue" }).click();
    assert.equal(await page.getByRole("textbox", { name: /CSV/ }).inputValue(), sheet(400));
    await page.getByRole("button", { name: /Make the pages.*6,500 credits/ }).click();
    await page.getByText("400 pages were made for 6,500 credits.").waitFor();
    await page.goto(`${world.url}/credits`);
    await page.locator("scrip-orders").getByRole("cell", { name: "Paid" }).first().waitFor();
    await accessible(page, "the Credits page");
    await picture(page, "credits");
  });

  it("S10: an Author uses, may not buy, and is told who can", async () => {
    const page = await signIn("Noah Reed", "/programmatic");
    await page.getByRole("button", { name: /Make the pages.*60 credits/ }).click();
    await page.getByText("3 pages were made for 60 credits.").waitFor();
    assert.equal(await page.locator("scrip-counter").getByRole("button").count(), 0, "the number leads nowhere");
    await page.getByRole("textbox", { name: /CSV/ }).fill(sheet(1_000));
    await page.locator("scrip-feature-button").getByText(/Nina Novak/).waitFor();
    await accessible(page, "an Author who is short");
    await picture(page, "author-short");
  });

  for (const [name, role] of [["Vera Klein", "Viewer"], ["Anna Weber", "Accountant"]]) {
    it(`S10: the ${role} does neither`, async () => {
      const page = await signIn(name, "/background");
      const button = page.getByRole("button", { name: /Remove background/ });
      await page.locator("scrip-feature-button").getByText(/role/i).waitFor();
      assert.equal(await button.getAttribute("aria-disabled"), "true");
      await accessible(page, role);
      await page.goto(world.url);
      assert.equal(await page.getByRole("button", { name: "New page" }).count(), 0);
    });
  }

  it("S11, S12: sharing off, on, and a limit", async () => {
    const bianca = await signIn("Bianca Rossi", "/background");
    const why = bianca.locator("scrip-feature-button");
    await why.getByText(/shar/i).waitFor();
    const bea = await signIn("Bea Moreau", "/settings");
    const share = bea.getByRole("switch", { name: /Allow subaccounts use your credits/i });
    await share.waitFor();
    await accessible(bea, "Agency Options");
    await share.press("Space");
    await why.getByText(/credits left/).waitFor();
    await picture(bea, "agency");
    await bianca.getByLabel(/A picture/).setInputFiles(MUG);
    await bianca.getByRole("button", { name: /Remove background/ }).click();
    await bianca.getByText("Done, for 10 credits.").waitFor();
    await world.api("PUT", "/v1/accounts/bright-agency/limits/subaccount:bright-bikes", { credits: 15, per: "period" });
    await bianca.reload();
    await why.getByText(/limit/i).waitFor();
    await accessible(bianca, "a limit is reached");
    await picture(bianca, "limit");
  });

  it("S7: a trial uses its thousand credits, cannot buy, and starts a plan", async () => {
    const page = await signIn("Theo Marsh", "/programmatic");
    await page.getByRole("textbox", { name: /CSV/ }).fill(sheet(200));
    await page.getByText("200 rows.").waitFor();
    await page.locator("scrip-feature-button").getByText(/trial|credits/i).first().waitFor();
    await page.goto(`${world.url}/plan`);
    await page.getByText("You are on a trial").waitFor();
    await accessible(page, "the plans of a trial");
    await picture(page, "trial");
    await page.getByRole("button", { name: "Start Optimize" }).press("Enter");
    await page.getByRole("heading", { name: "Credits", exact: true }).waitFor();
    assert.equal(await available("tiny-trial"), 10_000);
  });

  it("S8: a legacy account has credits that neither renew nor reset", async () => {
    const page = await signIn("Lena Fischer");
    const menu = page.locator("scrip-usage-menu");
    await menu.getByRole("button").first().click();
    await menu.getByText("These credits do not renew.").waitFor();
    assert.equal(await menu.getByText(/renews on/i).count(), 0);
    await accessible(page, "a legacy account");
  });

  it("S17: a plan without A/B testing is told which have it; another begins a test", async () => {
    const nina = await signIn("Nina Novak");
    await nina.getByRole("link", { name: /Garden care in/ }).first().click();
    const locked = nina.locator("scrip-feature-button[feature=ab-testing]");
    await locked.getByText(/optimize/i).waitFor();
    await accessible(nina, "a plan that lacks features");
    await picture(nina, "gated");
    const olga = await signIn("Olga Orlova");
    await olga.getByLabel("Headline of a new page").fill("Homes with a garden");
    await olga.getByRole("button", { name: "New page" }).click();
    await olga.getByLabel("Headline of variant B").fill("Your garden comes with a home");
    await olga.getByRole("button", { name: /Begin the test.*Free/ }).click();
    await olga.getByText("B: Your garden comes with a home").waitFor();
    await olga.getByRole("button", { name: /Ask Solis.*Free/ }).press("Enter");
    await olga.getByText("Say the price in the headline.").waitFor();
    await accessible(olga, "a test that runs");
    await picture(olga, "ab-test");
  });

  it("S5: a higher plan is previewed and changed at the host", async () => {
    const page = await signIn("Nina Novak", "/plan?to=optimize");
    await page.getByText(/afterwards/).first().waitFor();
    await accessible(page, "Change plan");
    await picture(page, "plan");
    const before = await available("nova-studio");
    await page.getByRole("button", { name: "Change to Optimize" }).click();
    await page.getByRole("heading", { name: "Credits", exact: true }).waitFor();
    assert.equal(await available("nova-studio"), before + 7_500);
  });

  it("shows the last events, in the dark, and on a small screen", async () => {
    const dark = await signIn("Sam Okafor", "/events", { scheme: "dark" });
    await dark.getByText("reservation.settled").first().waitFor();
    await accessible(dark, "events in the dark");
    await picture(dark, "events-dark");
    const small = await signIn("Sam Okafor", "/programmatic", { width: 320 });
    await small.getByRole("button", { name: /Make the pages.*60 credits/ }).waitFor();
    const over = await small.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(over, 0, "nothing hangs over at 320 px");
    await accessible(small, "320 px");
    await picture(small, "small");
  });
});
