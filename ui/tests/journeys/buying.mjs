// Buying: running short, packages in the pop-up from three places, a card, a bank transfer that an operator confirms; S5, S9, S13-S16.

import assert from "node:assert/strict";

import { number, sheet } from "./world.mjs";

/** Fills in the gateway's page and pays. */
export async function pay(gateway, card = "4242424242424242") {
  const { page } = gateway;
  await gateway.write(page.getByLabel("Card number"), card);
  await gateway.write(page.getByLabel(/Expires/), "12 / 34");
  await gateway.write(page.getByLabel("Security code"), "123");
  await gateway.write(page.getByLabel("Name on the card"), "Nina Novak");
  await gateway.press(page.locator("button[type=submit]").first());
}

export const BUYING = [
  {
    rows: ["S5", "S9", "S13"],
    says: "an Owner runs short at a feature, buys the package that covers it with a new card, and goes on with the input kept",
    picture: "run-short",
    async go({ signIn, available, judged, mail }) {
      const me = await signIn("Nina Novak", "Programmatic pages");
      await me.write(me.page.getByRole("textbox", { name: /CSV/ }), sheet(400));
      await me.see("400 rows.");
      const before = await available("nova-studio");
      assert.ok(before < 6_500, `${before} are too few`);
      await me.press(me.button(/Make the pages.*6,500 credits/));
      await me.see(/This needs 6,500 credits/);
      assert.equal(await me.page.getByRole("radio", { name: /5,000 credits/ }).isChecked(), true, "the cheapest that covers it is chosen");
      await me.see("Upgrade to Optimize");
      await me.choose(me.page.getByRole("radio", { name: "New card" }));
      await judged(me, "the pop-up");
      await me.shown();
      const gateway = await me.opened(() => me.press(me.button("Buy now")));
      await pay(gateway);
      await me.see("5,000 credits are yours");
      await me.press(me.button("Continue"));
      assert.equal(await available("nova-studio"), before + 5_000);
      assert.equal(await me.page.getByRole("textbox", { name: /CSV/ }).inputValue(), sheet(400), "the input is kept");
      await me.press(me.button(/Make the pages.*6,500 credits/));
      await me.see("400 pages were made for 6,500 credits.");
      assert.match(await mail(/[Ii]nvoice/, "billing@nova-studio.example"), /\.pdf/, "the invoice comes by e-mail");
      await me.press(me.page.getByRole("link", { name: "Credits", exact: true }));
      await me.page.locator("scrip-orders").getByRole("cell", { name: "Paid" }).first().waitFor();
      await judged(me, "the Credits page");
      return me;
    },
  },
  {
    rows: ["S13", "S16"],
    says: "My Usage shows monthly (1) and extra credits (2); \"Buy extra credits\" there takes the saved card, and the pool grows at once",
    picture: "my-usage",
    async go({ account, api, signIn, available, judged, mail }) {
      await account("saver", { members: [["ola", "owner", "Ola Saver"]] });
      await api("POST", "/v1/accounts/saver/grants", { kind: "promotional", credits: 500, reason: "Welcome" });
      const me = await signIn("Ola Saver", "Credits");
      // The card is saved on the gateway's page, and comes back by itself.
      const gateway = await me.opened(() => me.press(me.button("Add a card")));
      await pay(gateway);
      await me.page.locator("scrip-orders").getByText(/Visa ending in 4242/).waitFor();
      await me.press(me.button(/My Usage 3,000/));
      await me.menu.getByText("2,500 of 2,500").waitFor();
      assert.match(await me.menu.locator('css=[part~="extra"]').innerText(), /Extra credits\s+500/);
      await judged(me, "My Usage");
      await me.shown();
      await me.press(me.button("Buy extra credits"));
      await me.choose(me.page.getByRole("radio", { name: /1,000 credits/ }));
      await me.choose(me.page.getByRole("radio", { name: /Visa ending in 4242/ }));
      await me.see("Payment");
      await me.press(me.button("Buy now"));
      await me.see("1,000 credits are yours");
      await judged(me, "bought with the saved card");
      await me.press(me.button("Continue"));
      await me.menu.getByText("1,500", { exact: true }).waitFor();
      assert.equal(await available("saver"), 4_000);
      assert.match(await mail(/[Ii]nvoice/, "billing@saver.example"), /\.pdf/);
      return me;
    },
  },
  {
    rows: ["S9", "S14", "S15"],
    says: "from the counter in a feature's window by bank transfer: ordered in the host, confirmed by the operator in the console, seen by the member, with the invoice by e-mail",
    picture: "transfer",
    async go({ signIn, operator, available, judged, mail }) {
      const me = await signIn("Lena Fischer", "Background removal");
      const before = await available("legacy-lane");
      await me.press(me.counter.getByRole("button", { name: new RegExp(`${number(before)} credits left`) }));
      await me.choose(me.page.getByRole("radio", { name: /5,000 credits/ }));
      await me.choose(me.page.getByRole("radio", { name: /Bank transfer/ }));
      await me.see(/2 business days/);
      await me.press(me.button("Buy now"));
      await me.see("PL61109010140000071219812874");
      const reference = await me.page.locator("dd", { hasText: /^ord_/ }).first().innerText();
      await judged(me, "the bank's details");
      await me.shown();
      assert.match(await mail(/Please transfer/, "billing@legacy-lane.example"), /\.pdf/);
      assert.equal(await available("legacy-lane"), before, "nothing before the money is there");
      const staff = await operator();
      await staff.press(staff.page.getByRole("link", { name: "Bank transfers" }));
      await staff.press(staff.button(`Confirm: ${reference}`));
      const dialog = staff.page.getByRole("dialog");
      await staff.write(dialog.getByLabel("Line of the statement"), "12 March, no. 7");
      await dialog.getByText(number(before + 5_000)).waitFor();
      await judged(staff, "a transfer to be confirmed");
      await staff.press(dialog.getByRole("button", { name: "Confirm payment" }));
      await staff.see("legacy-lane has its 5,000 credits.");
      // The member's window has stayed open, and says so by itself.
      await me.see("5,000 credits are yours");
      await me.menu.locator('css=[part~="total"]').getByText(number(before + 5_000)).waitFor();
      await me.press(me.button("Continue"));
      await me.counter.getByText(`${number(before + 5_000)} credits left`).waitFor();
      assert.match(await mail(/[Ii]nvoice/, "billing@legacy-lane.example"), /\.pdf/);
      await me.press(me.page.getByRole("link", { name: "Credits", exact: true }));
      await me.page.locator("scrip-orders").getByRole("cell", { name: "Paid" }).first().waitFor();
      return me;
    },
  },
  {
    rows: ["S5"],
    says: "a higher plan: the exact balance afterwards in the pop-up, handed over to the host, changed there",
    picture: "higher-plan",
    async go({ account, signIn, available, judged }) {
      await account("grower", { members: [["gus", "owner", "Gus Grower"]] });
      const me = await signIn("Gus Grower", "Lunar");
      await me.press(me.counter.getByRole("button", { name: /2,500 credits left/ }));
      await me.press(me.button("Upgrade to Optimize"));
      await me.page.getByRole("row", { name: /All 2,500 10,000/ }).waitFor();
      await judged(me, "the preview of a plan");
      await me.shown();
      await me.press(me.button("Continue to Optimize"));
      await me.page.getByRole("heading", { name: "Change plan" }).waitFor();
      await me.see("Left now 2,500, afterwards 10,000.");
      await judged(me, "Change plan");
      await me.press(me.button("Change to Optimize"));
      await me.page.getByRole("heading", { name: "Credits", exact: true }).waitFor();
      assert.equal(await available("grower"), 10_000);
      await me.menu.locator('css=[part~="total"]').getByText("10,000").waitFor();
      return me;
    },
  },
];
