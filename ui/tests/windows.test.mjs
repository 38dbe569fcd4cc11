// Many windows of one member, under the usual bound of a session's calls: they wait their time, and all become true.

import { describe, it } from "node:test";

import { kit } from "./kit.mjs";

const USUAL = [];
const { open, api } = kit(USUAL);

describe("many windows", () => {
  it("are live in more windows of one member than a browser opens lines to a server", async () => {
    const pages = [];
    for (let window = 0; window < 8; window += 1) pages.push(await open("shop", "ada", "<scrip-counter></scrip-counter>"));
    // Eight windows at once may be more than one member's calls of a second: they wait their time, and the browser writes it down.
    for (const page of pages) page.expected = [/429/];
    for (const page of pages) await page.getByText("2,500 credits left").waitFor();
    await api("POST", "/v1/accounts/shop/spends", { feature: "background-removal" });
    for (const page of pages) await page.getByText("2,490 credits left").waitFor();
    // The window that hears for all of them goes; another takes over.
    await pages[0].close();
    await api("POST", "/v1/accounts/shop/spends", { feature: "background-removal" });
    for (const page of pages.slice(1)) await page.getByText("2,480 credits left").waitFor();
  });
});
