// Using: what costs credits, what it costs before, what is left after, what only some plans have; S1-S4, S10-S12, S17.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

import { number, sheet } from "./world.mjs";

const MUG = fileURLToPath(new URL("../../../examples/landing-builder/background/tests/pictures/mug.jpg", import.meta.url));

export const USING = [
  {
    rows: ["S1", "S2", "S4"],
    says: "an Owner removes a background, sees the cost before and the balance after",
    picture: "background",
    async go({ signIn, available, judged }) {
      const me = await signIn("Sam Okafor", "Background removal");
      const before = await available("summit-gear");
      const menu = await me.menu.boundingBox();
      assert.ok(menu.x < 300 && menu.y + menu.height > 700, `My Usage stands at the lower left: ${JSON.stringify(menu)}`);
      await me.button(/Remove background.*10 credits/).waitFor();
      await me.counter.getByText(`${number(before)} credits left`).waitFor();
      await me.file(me.page.getByLabel(/A picture/), MUG);
      await me.page.getByRole("img", { name: "The chosen picture" }).waitFor();
      await me.press(me.button(/Remove background/));
      await me.see("Done, for 10 credits.");
      await me.page.getByRole("img", { name: "The picture without its background" }).waitFor();
      assert.equal(await available("summit-gear"), before - 10);
      await me.menu.locator('css=[part~="total"]').getByText(number(before - 10)).waitFor();
      await me.counter.getByText(`${number(before - 10)} credits left`).waitFor();
      await judged(me, "background removal");
      return me;
    },
  },
  {
    rows: ["S1", "S2"],
    says: "fifty pages from a sheet: the cost of all rows on the button, and what cannot be made is named and costs nothing",
    picture: "programmatic",
    async go({ signIn, available, judged }) {
      const me = await signIn("Sam Okafor", "Programmatic pages");
      const before = await available("summit-gear");
      await me.button(/Make the pages.*60 credits/).waitFor();
      await me.write(me.page.getByRole("textbox", { name: /CSV/ }), `${sheet(50)}\nGarden care,,20`);
      await me.button(/Make the pages.*1,020 credits/).waitFor();
      await me.press(me.button(/Make the pages.*1,020 credits/));
      await me.see("50 pages were made for 1,000 credits.");
      await me.see("Line 52 city is empty");
      assert.equal(await available("summit-gear"), before - 1_000);
      await judged(me, "programmatic pages");
      await me.shown();
      await me.press(me.page.getByRole("link", { name: "See the pages" }));
      await me.see("50 pages.");
      await judged(me, "the list of pages");
      return me;
    },
  },
  {
    rows: ["S3"],
    says: "Lunar writes a page: an estimate before, what it used after; the page is published",
    picture: "lunar",
    async go({ signIn, available, judged }) {
      const me = await signIn("Omar Haddad", "Lunar");
      const before = await available("orchard-homes");
      await me.see(/about 5 credits/i);
      await me.press(me.button(/Write the page/));
      await me.see(/The page is there, for 6 credits \(1,?600 tokens\)/);
      assert.equal(await available("orchard-homes"), before - 6);
      await judged(me, "Lunar");
      await me.shown();
      await me.press(me.page.getByRole("link", { name: "Open the page" }));
      await me.page.getByRole("heading", { name: "Bicycles, mended while you wait" }).waitFor();
      await judged(me, "the editor");
      await me.press(me.button("Publish"));
      await me.press(me.page.getByRole("link", { name: "See it as a visitor" }));
      await me.page.getByRole("heading", { level: 1, name: "Bicycles, mended while you wait" }).waitFor();
      await judged(me, "a published page");
      return me;
    },
  },
  {
    rows: ["S10"],
    says: "Owner and Admin use and buy, Author and Designer use only, Viewer and Accountant do neither and are told who can",
    picture: "role",
    async go({ account, signIn, judged }) {
      const roles = [["Owen", "owner", true, true], ["Adam", "admin", true, true], ["Aura", "author", true, false], ["Dana", "designer", true, false], ["Vito", "viewer", false, false], ["Abel", "accountant", false, false]];
      await account("six-roles", { members: roles.map(([name, role]) => [name.toLowerCase(), role, `${name} of Six`]) });
      let me;
      for (const [name, role, uses, buys] of roles) {
        me = await signIn(`${name} of Six`, "Programmatic pages");
        const button = me.button(/Make the pages/);
        if (uses) {
          await me.press(button);
          await me.see("3 pages were made for 60 credits.");
        } else {
          await me.page.locator("scrip-feature-button").getByText(/Your role does not include this\. .*Owen of Six/).waitFor();
          assert.equal(await button.getAttribute("aria-disabled"), "true", role);
        }
        await me.press(me.menu.getByRole("button").last());
        await me.menu.getByText("Who may do what").waitFor();
        assert.equal(await me.menu.getByRole("button", { name: "Buy extra credits" }).count(), buys ? 1 : 0, `${role} buys`);
        assert.equal(await me.counter.getByRole("button").count(), buys ? 1 : 0, `${role}: the number leads to buying or nowhere`);
        await judged(me, role);
      }
      return me;
    },
  },
  {
    rows: ["S11", "S12"],
    says: "an agency's Owner shares its credits and sets a limit; a Subaccount manager uses them, may not buy, and stops at the limit",
    picture: "sharing",
    async go({ signIn, available, judged }) {
      const bianca = await signIn("Bianca Rossi", "Background removal");
      const why = bianca.page.locator("scrip-feature-button");
      await why.getByText(/does not share/).waitFor();
      const bea = await signIn("Bea Moreau", "Settings");
      const share = bea.page.getByRole("switch", { name: /Allow subaccounts use your credits/i });
      await judged(bea, "Agency Options");
      await bea.choose(share);
      await bea.see("Saved");
      await why.getByText(/credits left/).waitFor();
      assert.equal(await bianca.counter.getByRole("button").count(), 0, "a subaccount cannot buy");
      const before = await available("bright-agency");
      await bianca.file(bianca.page.getByLabel(/A picture/), MUG);
      await bianca.press(bianca.button(/Remove background/));
      await bianca.see("Done, for 10 credits.");
      assert.equal(await available("bright-agency"), before - 10, "the agency's pool pays");
      await bea.pick(bea.page.getByLabel("For"), "one.subaccount");
      await bea.write(bea.page.getByLabel("Subaccount", { exact: true }), "bright-bikes");
      await bea.write(bea.page.getByLabel("Credits", { exact: true }), "15");
      await bea.press(bea.button("Set limit"));
      await why.getByText(/spend limit is reached/).waitFor();
      await judged(bianca, "a limit is reached");
      await judged(bea, "a limit that is set");
      await bea.shown();
      // The main account's Admin turns it off again; the subaccount's Owner sees it at once.
      const bruno = await signIn("Bruno Silva", "Programmatic pages");
      await bruno.button(/Make the pages/).and(bruno.page.locator('[aria-disabled="false"]')).waitFor();
      const ben = await signIn("Ben Costa", "Settings");
      await ben.choose(ben.page.getByRole("switch", { name: /Allow subaccounts use your credits/i }));
      await bruno.see(/does not share/);
      return bea;
    },
  },
  {
    rows: ["S17"],
    says: "features of higher plans, without credits: a plan that lacks them names those that have them, another uses all five; one list tells which are which",
    picture: "gated",
    async go({ account, signIn, available, judged }) {
      await account("small-plan", { members: [["pia", "owner", "Pia Small"]] });
      const pia = await signIn("Pia Small");
      await pia.write(pia.page.getByLabel("Headline of a new page"), "A small page");
      await pia.press(pia.button("New page"));
      for (const feature of ["ab-testing", "event-tracker", "ml-translation", "solis"]) await pia.page.locator(`scrip-feature-button[feature=${feature}]`).getByText(/optimize, scale,? or enterprise/i).waitFor();
      await judged(pia, "a plan that lacks features");
      await pia.shown();
      const olga = await signIn("Olga Orlova", "Smart Sections");
      const before = await available("orchard-homes");
      await olga.write(olga.page.getByLabel("Heading").last(), "Open till eight");
      await olga.write(olga.page.getByLabel("Text").last(), "All summer long.");
      await olga.press(olga.button(/Make the section/));
      await olga.see("On 0 pages.");
      await olga.press(olga.page.getByRole("link", { name: "Pages", exact: true }));
      await olga.write(olga.page.getByLabel("Headline of a new page"), "Homes with a garden");
      await olga.press(olga.button("New page"));
      await olga.write(olga.page.getByLabel("Headline of variant B"), "Your garden comes with a home");
      await olga.press(olga.button(/Begin the test.*Free/));
      await olga.see("B: Your garden comes with a home");
      await olga.press(olga.button(/Count clicks.*Free/));
      await olga.see("0 clicks on the button so far.");
      await olga.press(olga.button(/Ask Solis.*Free/));
      await olga.see("Say the price in the headline.");
      const original = olga.page.url();
      await olga.press(olga.button(/Translate.*Free/));
      await olga.page.waitForURL((url) => url.href !== original);
      assert.equal(await available("orchard-homes"), before, "none of them costs credits");
      await judged(olga, "a page in another language");
      await olga.press(olga.page.getByRole("link", { name: "Credits", exact: true }));
      for (const words of ["Features that require credits", "Features available without credits"]) await olga.see(words);
      await judged(olga, "the list of features");
      return olga;
    },
  },
];
