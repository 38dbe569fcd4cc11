// Buying: on the gateway's page, by transfer; where the order stands, and going on where the member stood.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { accessible } from "./axe.mjs";
import { kit, picture, told } from "./kit.mjs";

const { open, api } = kit();

const BODY = '<scrip-counter feature="lunar"></scrip-counter><scrip-buy-dialog></scrip-buy-dialog>';

/** Fills in the gateway's page. */
export async function pay(gateway, number) {
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
});
