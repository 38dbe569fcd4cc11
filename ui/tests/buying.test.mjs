// Buying: on the gateway's page, by transfer; where the order stands, and going on where the member stood.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { accessible } from "./axe.mjs";
import { HANDS } from "./hands.mjs";
import { kit, picture, told } from "./kit.mjs";

const { open, api } = kit();

const BODY = '<scrip-counter feature="lunar"></scrip-counter><scrip-buy-dialog></scrip-buy-dialog>';

/** Fills in the gateway's page. */
async function pay(gateway, number) {
  await gateway.getByLabel("Card number").fill(number);
  await gateway.getByLabel(/Expires/).fill("12 / 34");
  await gateway.getByLabel("Security code").fill("123");
  await gateway.getByLabel("Name on the card").fill("Ada");
  await gateway.locator("button[type=submit]").first().click();
}

describe("buying", () => {
  it("with a card on the gateway's page: the credits are there, the host goes on, the focus is where it was", async () => {
    const page = await open("shop", "ada", BODY);
    await page.getByRole("button", { name: /2,500 credits left/ }).press("Enter");
    await page.getByRole("radio", { name: /1,000 credits/ }).waitFor();
    await page.getByRole("radio", { name: "New card" }).check();
    await page.getByText("Tax, 23 %").waitFor();
    await accessible(page, "the dialog with packages");
    await picture(page, "buy-dialog");
    const opened = page.context().waitForEvent("page");
    await page.getByRole("button", { name: "Buy now" }).click();
    const gateway = await opened;
    await page.getByText("Finish the payment in the other window").waitFor();
    await accessible(page, "waiting for the payment");
    await pay(gateway, "4242424242424242");
    await page.getByText("1,000 credits are yours").waitFor();
    await accessible(page, "bought");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: /3,500 credits left/ }).waitFor();
    assert.deepEqual(await told(page), ["scrip-buy", "scrip-bought"]);
    assert.equal(await page.evaluate(() => document.activeElement.localName), "scrip-counter");
  });

  it("by transfer: the bank's details at once, the credits when the operator has seen the money", async () => {
    const page = await open("shop", "ben", `${BODY}<scrip-orders></scrip-orders>`);
    await page.getByRole("button", { name: /credits left/ }).click();
    await page.getByRole("radio", { name: /5,000 credits/ }).check();
    await page.getByRole("radio", { name: /Bank transfer/ }).check();
    await page.getByRole("button", { name: "Buy now" }).click();
    await page.getByText("PL61109010140000071219812874").waitFor();
    await accessible(page, "the bank's details");
    await picture(page, "buy-transfer");
    const { data } = await api("GET", "/v1/orders?status=awaiting_payment");
    await api("POST", `/v1/orders/${data[0].id}/confirm-payment`, { reference: "statement 7" });
    await page.getByText("5,000 credits are yours").waitFor();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.locator("scrip-orders").getByRole("cell", { name: "Paid" }).first().waitFor();
    await accessible(page, "orders");
    await picture(page, "orders");
  });

  it("several of one kind: stepped and typed, the total is the server's, the order is for all of them", async () => {
    const page = await open("several", "ada", BODY);
    await page.getByRole("button", { name: /2,500 credits left/ }).click();
    await page.getByRole("radio", { name: /Bank transfer/ }).check();
    const buy = page.getByRole("button", { name: "Buy now" });
    const isOff = buy.and(page.locator('[aria-disabled="true"]'));
    const total = page.locator('scrip-buy-dialog >> css=[part="total"]');
    const comesTo = async (quantity) => {
      const { packages } = await api("GET", `/v1/accounts/several/offers?quantity=${quantity}`);
      const money = new Intl.NumberFormat("en", { style: "currency", currency: "USD" }).format(packages[0].total.amount / 100);
      await total.getByText(money, { exact: true }).waitFor();
      await page.getByText(`${(1_000 * quantity).toLocaleString("en")} credits together`).waitFor();
      await isOff.waitFor({ state: "detached" });
    };
    await page.getByRole("button", { name: "One more" }).click();
    await comesTo(2);
    const count = page.getByRole("spinbutton", { name: "How many" });
    await count.focus();
    await page.keyboard.press("ArrowUp");
    await comesTo(3);
    await accessible(page, "three of one package");
    await picture(page, "buy-several");
    // What is no number of packages is not bought, and said to be none.
    for (const wrong of ["", "0", "1001", "1.5"]) {
      await count.fill(wrong);
      await isOff.waitFor();
      assert.equal(await total.count(), 0, wrong);
    }
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await count.fill("4");
    await comesTo(4);
    await page.keyboard.press("Enter");
    await page.getByText("The order is placed").waitFor();
    const { data } = await api("GET", "/v1/accounts/several/orders");
    assert.deepEqual(data.map(({ quantity, credits }) => [quantity, credits]), [[4, 4_000]]);
  });

  const lacks = [
    ["a plan covers it, no package does", 3_950, /45,000 credits; 2,500 are left/, "extra-5000", 9, "9 × 5,000 credits cover it"],
    ["nothing alone covers it", 9_450, /100,000 credits; 2,500 are left/, "extra-20000", 5, "5 × 20,000 credits cover it"],
  ];
  for (const [what, pages, needs, id, quantity, proposes] of lacks) {
    it(`more than any one package has (${what}): several of one are proposed, bought, and enough, by keyboard alone`, async () => {
      const account = `lacks-${pages}`;
      await api("POST", "/v1/accounts", { id: account, kind: "business", plan: "build" });
      await api("PUT", `/v1/accounts/${account}/members/ada`, { role: "owner", name: "Ada" });
      const page = await open(account, "ada", `<scrip-feature-button feature="programmatic-landing-pages" quantity="${pages}">Make pages</scrip-feature-button><scrip-buy-dialog></scrip-buy-dialog>`);
      const me = HANDS.keyboard(page);
      await page.getByText(/too few credits/).waitFor();
      await me.press(page.getByRole("button", { name: /Make pages/ }));
      const why = page.locator('scrip-buy-dialog >> css=[part="need"]');
      await why.getByText(needs).waitFor();
      await why.getByText(proposes).waitFor();
      assert.equal(await page.locator(`scrip-buy-dialog >> css=input[value="${id}"]`).isChecked(), true);
      assert.equal(await page.getByRole("spinbutton", { name: "How many" }).inputValue(), String(quantity));
      const { packages } = await api("GET", `/v1/accounts/${account}/offers?quantity=${quantity}`);
      const { amount } = packages.find((offer) => offer.id === id).total;
      await page.locator('scrip-buy-dialog >> css=[part="total"]').getByText(new Intl.NumberFormat("en", { style: "currency", currency: "USD" }).format(amount / 100), { exact: true }).waitFor();
      await accessible(page, what);
      await picture(page, `buy-proposed-${pages}`);
      await me.choose(page.getByRole("radio", { name: /Bank transfer/ }));
      await me.press(page.getByRole("button", { name: "Buy now" }));
      await page.getByText("The order is placed").waitFor();
      const { data } = await api("GET", `/v1/accounts/${account}/orders`);
      assert.deepEqual(data.map((order) => [order.package, order.quantity, order.total.amount]), [[id, quantity, amount]]);
      await api("POST", `/v1/orders/${data[0].id}/confirm-payment`, { reference: "statement 9" });
      await me.press(page.getByRole("button", { name: "Continue" }));
      await me.press(page.getByRole("button", { name: /Make pages/ }));
      await page.waitForFunction(() => window.asked.some(({ name }) => name === "scrip-use"));
    });
  }

  it("again with the saved card, at once and by keyboard alone; a card that is declined says so, and a transfer still works", async () => {
    const page = await open("shop", "ada", `<scrip-feature-button feature="programmatic-landing-pages" quantity="900">Make pages</scrip-feature-button><scrip-buy-dialog></scrip-buy-dialog><scrip-orders></scrip-orders>`);
    // Whoever has too few is led to the package that covers it.
    await page.getByText(/too few credits/).waitFor();
    await page.getByRole("button", { name: /Make pages/ }).press("Enter");
    await page.getByText(/This needs 14,000 credits/).waitFor();
    assert.equal(await page.getByRole("radio", { name: /20,000 credits/ }).isChecked(), true);
    await page.getByRole("radio", { name: /Visa ending in 4242/ }).check();
    await picture(page, "buy-saved-card");
    await page.getByRole("button", { name: "Buy now" }).press("Enter");
    await page.getByText("20,000 credits are yours").waitFor();
    await page.keyboard.press("Enter");
    await page.getByText(/[\d,]+ credits left/).waitFor();
    // Back where the member stood, who goes on.
    assert.equal(await page.evaluate(() => document.activeElement.localName), "scrip-feature-button");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => window.asked.some(({ name }) => name === "scrip-use"));
    assert.deepEqual(await told(page), ["scrip-buy", "scrip-bought", "scrip-use"]);
  });

  it("shows the balance before and after a higher plan, exactly, and hands over", async () => {
    const page = await open("poor", "ada", BODY);
    await page.getByRole("button", { name: /4 credits left/ }).click();
    await page.getByRole("button", { name: "Upgrade to Optimize" }).click();
    await page.getByRole("row", { name: /All 4 7,504/ }).waitFor();
    await accessible(page, "the preview of a plan");
    await picture(page, "buy-plan");
    await page.getByRole("button", { name: "Continue to Optimize" }).press("Enter");
    await page.waitForFunction(() => window.asked.some(({ name, detail }) => name === "scrip-upgrade" && detail.plan === "optimize"));
  });

  it("says that the price has changed before anything is charged", async () => {
    const page = await open("shop", "ada", BODY);
    await page.getByRole("button", { name: /credits left/ }).click();
    await page.getByRole("radio", { name: /1,000 credits/ }).check();
    await page.getByRole("radio", { name: /Bank transfer/ }).check();
    const catalog = await api("GET", "/v1/catalog");
    const price = async (amount) => {
      catalog.packages[0].price.amount = amount;
      await api("PUT", "/v1/catalog", catalog);
    };
    await price(2100);
    await page.getByRole("button", { name: "Buy now" }).click();
    page.expected = [/409/];
    await page.getByText("The price has changed meanwhile").waitFor();
    await page.getByText("$25.83").first().waitFor();
    await accessible(page, "a price that has changed");
    await price(1900);
  });

  it("declined on a saved card: nothing is charged, and the member is told what else works", async () => {
    const page = await open("frail", "ada", `${BODY}<scrip-orders></scrip-orders>`);
    page.expected = [/402/];
    const opened = page.context().waitForEvent("page");
    await page.getByRole("button", { name: "Add a card" }).click();
    const gateway = await opened;
    await pay(gateway, "4000000000000341");
    await page.locator("scrip-orders").getByText(/Visa ending in 0341/).waitFor();
    await page.getByRole("button", { name: /credits left/ }).click();
    await page.getByRole("radio", { name: /Visa ending in 0341/ }).check();
    await page.getByRole("button", { name: "Buy now" }).click();
    await page.getByText(/The bank declined the payment\. Nothing was charged/).waitFor();
    await accessible(page, "declined");
    await picture(page, "buy-declined");
    await page.getByRole("radio", { name: /Bank transfer/ }).check();
    await page.getByRole("button", { name: "Buy now" }).click();
    await page.getByText("The order is placed").waitFor();
    await page.getByRole("button", { name: "Done" }).click();
    await page.locator("scrip-orders").getByText(/Due on/).waitFor();
    await page.getByRole("button", { name: /Cancel the order/ }).first().click();
    await page.locator("scrip-orders").getByText("Canceled").first().waitFor();
  });

  it("a bank that asks: the member confirms there, and the pop-up goes on by itself", async () => {
    const page = await open("asked", "ada", `${BODY}<scrip-orders></scrip-orders>`);
    const opened = page.context().waitForEvent("page");
    await page.getByRole("button", { name: "Add a card" }).click();
    const gateway = await opened;
    await pay(gateway, "4000002760003184");
    await gateway.getByRole("button", { name: /complete|confirm|authori/i }).first().click();
    await page.locator("scrip-orders").getByText(/Visa ending in 3184/).waitFor();
    await page.getByRole("button", { name: /credits left/ }).click();
    await page.getByRole("radio", { name: /Visa ending in 3184/ }).check();
    await page.getByRole("button", { name: "Buy now" }).click();
    await page.getByText("Your bank wants you to confirm this payment").waitFor();
    await accessible(page, "the bank asks");
    await picture(page, "buy-confirm");
    const asks = page.context().waitForEvent("page");
    await page.getByRole("link", { name: "Confirm at your bank" }).press("Enter");
    const bank = await asks;
    await pay(bank, "4242424242424242");
    await page.getByText("1,000 credits are yours").waitFor();
  });

  it("tops up by itself when it is switched on, and no longer when the card is removed", async () => {
    const page = await open("shop", "ada", "<scrip-orders></scrip-orders>");
    await page.getByLabel("When fewer credits than").fill("30000");
    await page.getByRole("combobox", { name: "Buy" }).selectOption("extra-1000");
    await page.getByLabel("At most a month").fill("30");
    await page.getByRole("button", { name: "Switch on" }).click();
    await page.getByText(/Below 30,000 credits: 1,000 credits, at most \$30\.00 a month/).waitFor();
    await api("POST", "/v1/accounts/shop/spends", { feature: "background-removal" });
    await page.getByRole("row", { name: /Auto top-up.*Paid/ }).waitFor();
    await accessible(page, "orders with auto top-up");
    await picture(page, "orders-top-up");
    // By keyboard: the focus goes to the question, and stays in the element when that is gone.
    await HANDS.keyboard(page).press(page.getByRole("button", { name: "Remove the card" }));
    await page.getByText("Auto top-up goes off with it").waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("No card is saved").waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.localName), "scrip-orders");
    await page.getByText("Add a card first").waitFor();
  });
});
