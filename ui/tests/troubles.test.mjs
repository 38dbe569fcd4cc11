// What goes wrong between a page and its server, and what people do at the same time.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { accessible } from "./axe.mjs";
import { kit, picture, told } from "./kit.mjs";

const kitted = kit();
const { open, api } = kitted;

describe("troubles", () => {
  it("a session that ends in the middle of a purchase is renewed, and the purchase goes on", async () => {
    const page = await open("shop", "ben", '<scrip-counter></scrip-counter><scrip-buy-dialog></scrip-buy-dialog>');
    page.expected = [/401/];
    await page.getByRole("button", { name: /credits left/ }).click();
    await page.getByRole("radio", { name: /5,000 credits/ }).check();
    await page.getByRole("radio", { name: /Bank transfer/ }).check();
    const { minted } = kitted.world.host;
    const { token } = minted.at(-1);
    const before = minted.length;
    // From here on the server knows the token no longer.
    await page.route("**/v1/**", (route) => {
      const headers = route.request().headers();
      return route.continue({ headers: { ...headers, authorization: headers.authorization?.replace(token, `${token}x`) ?? "" } });
    });
    await page.getByRole("button", { name: "Buy now" }).click();
    await page.getByText("The order is placed").waitFor();
    assert.equal(minted.length, before + 1);
    const { data } = await api("GET", "/v1/accounts/shop/orders");
    assert.equal(data.length, 1);
  });

  it("a session that ends and cannot be renewed is said to have ended", async () => {
    const { token } = await api("POST", "/v1/accounts/acme/sessions", { member: "ada" });
    const page = await open("acme", "ada", `<scrip-counter token="${token}x"></scrip-counter>`, { token: "own" });
    page.expected = [/401/];
    await page.getByText("Your session has ended").waitFor();
    await accessible(page, "a session that has ended");
  });

  it("says that the server is away, keeps what is shown, and comes back by itself", async () => {
    const page = await open("acme", "ada", "<scrip-usage-menu open></scrip-usage-menu><scrip-history></scrip-history>");
    page.expected = [/ERR_(INTERNET_DISCONNECTED|NETWORK_CHANGED)/];
    await page.getByText("of 2,500").waitFor();
    await page.context().setOffline(true);
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await page.getByText("The server cannot be reached").first().waitFor();
    assert.equal(await page.getByText("of 2,500").isVisible(), true);
    await accessible(page, "the server is away");
    await api("POST", "/v1/accounts/acme/spends", { feature: "background-removal" });
    await page.context().setOffline(false);
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await page.getByText("The server cannot be reached").first().waitFor({ state: "detached" });
    await page.getByText("2,490 of 2,500").waitFor();
  });

  it("begins when the server comes, though it was away when the page was opened", async () => {
    const page = await open("acme", "ada", "<p>nothing yet</p>");
    page.expected = [/ERR_FAILED/];
    await page.route("**/v1/session", (route) => route.abort());
    await page.waitForFunction(() => window.add !== undefined);
    await page.evaluate(() => window.add("scrip-counter"));
    await page.getByText("The server cannot be reached").waitFor();
    await page.unroute("**/v1/session");
    await page.getByText(/credits left/).waitFor();
  });

  it("a cost that nobody answered is asked for again by itself, and a list, too", async () => {
    const page = await open("acme", "ada", "<p>nothing yet</p>");
    page.expected = [/503/];
    const away = (route) => route.fulfill({ status: 503, headers: { "access-control-allow-origin": "*" } });
    for (const path of ["**/checks", "**/grants?*"]) await page.route(path, away, { times: 1 });
    await page.waitForFunction(() => window.add !== undefined);
    await page.evaluate(() => (window.add("scrip-cost"), window.add("scrip-grants")));
    await page.evaluate(() => (document.querySelector("scrip-cost").feature = "background-removal"));
    await page.locator("scrip-grants").getByText("This could not be loaded").waitFor();
    await page.getByText("10 credits", { exact: true }).waitFor();
    await page.locator("scrip-grants table").waitFor();
  });

  it("a feature that there is not is said to be none, and not waited for", async () => {
    const page = await open("acme", "ada", '<scrip-cost feature="no-such"></scrip-cost><scrip-feature-button feature="no-such">Do it</scrip-feature-button>');
    page.expected = [/404|422/];
    await page.locator("scrip-cost").getByText("This could not be loaded").waitFor();
    await page.locator("scrip-feature-button").getByText("This could not be loaded").waitFor();
    assert.equal(await page.locator("scrip-cost .skeleton, scrip-feature-button .skeleton").count(), 0);
    await accessible(page, "a feature that there is not");
  });

  it("a slow server: the button says that it is busy, and pressing it often is one use", async () => {
    const page = await open("acme", "cleo", '<scrip-feature-button feature="background-removal">Remove</scrip-feature-button>');
    await page.getByText("10 credits", { exact: true }).waitFor();
    let answer;
    const slow = new Promise((resolve) => (answer = resolve));
    await page.route("**/quotes", async (route) => {
      await slow;
      await route.continue();
    });
    const button = page.getByRole("button", { name: /Remove/ });
    for (let press = 0; press < 3; press += 1) await button.click();
    await page.locator('scrip-feature-button button[aria-busy="true"]').waitFor();
    await accessible(page, "a busy button");
    assert.deepEqual(await told(page), []);
    answer();
    await page.locator('scrip-feature-button button[aria-busy="false"]').waitFor();
    assert.deepEqual(await told(page), ["scrip-use"]);
  });

  it("an order whose answer was lost is placed once, though it was pressed twice", async () => {
    const page = await open("poor", "ada", '<scrip-counter></scrip-counter><scrip-buy-dialog></scrip-buy-dialog>');
    page.expected = [/ERR_FAILED/];
    await page.getByRole("button", { name: /credits left/ }).click();
    await page.getByRole("radio", { name: /Bank transfer/ }).check();
    // It arrives, and its answer does not.
    await page.route("**/orders", async (route) => {
      await route.fetch();
      await route.abort();
    });
    await page.getByRole("button", { name: "Buy now" }).click();
    await page.getByText("No answer came").waitFor();
    await accessible(page, "no answer");
    await page.unroute("**/orders");
    await page.getByRole("button", { name: "Buy now" }).click();
    await page.getByText("The order is placed").waitFor();
    const { data } = await api("GET", "/v1/accounts/poor/orders");
    assert.equal(data.length, 1);
  });

  it("two members who use at the same time see the same number, exactly", async () => {
    const body = '<scrip-counter></scrip-counter><scrip-usage-menu open></scrip-usage-menu><scrip-history></scrip-history><scrip-grants></scrip-grants><scrip-usage></scrip-usage>';
    const pages = await Promise.all([open("shop", "ada", body), open("shop", "cleo", body, { browser: "cleo's" })]);
    for (const page of pages) await page.getByText("2,500 credits left").waitFor();
    const members = ["ada", "cleo"];
    await Promise.all(Array.from({ length: 40 }, (_, n) => api("POST", "/v1/accounts/shop/spends", { member: members[n % 2], feature: "background-removal" })));
    for (const page of pages) {
      await page.getByText("2,100 credits left").waitFor();
      await page.getByText("2,100 of 2,500").first().waitFor();
    }
    await pages[0].locator("scrip-grants").getByText("2,100 of 2,500").waitFor();
    await pages[0].getByText("Used in 30 days: 400 credits").waitFor();
    await pages[1].getByText("Used in 30 days: 200 credits").waitFor();
    await picture(pages[0], "everything");
  });

  it("a member whose role changes sees it at the next change, not at the next visit", async () => {
    await api("PUT", "/v1/accounts/acme/members/dora", { role: "designer", name: "Dora" });
    const page = await open("acme", "dora", "<scrip-usage-menu open></scrip-usage-menu>");
    await page.getByText("of 2,500").waitFor();
    assert.equal(await page.getByRole("button", { name: "Buy extra credits" }).count(), 0);
    await api("PUT", "/v1/accounts/acme/members/dora", { role: "admin", name: "Dora" });
    await page.getByRole("button", { name: "Buy extra credits" }).waitFor();
  });
});
