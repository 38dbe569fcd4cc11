// How soon a balance is seen: from the start of the module to the first frame with the number, and from the click on a link. Told, never judged.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { kit } from "./kit.mjs";

const kitted = kit();
const RUNS = 9;

/** In the page: looks at each frame until the number is in it. */
const LOOK = () => {
  const look = () => {
    const total = document.querySelector("scrip-usage-menu")?.shadowRoot?.querySelector('[part~="total"]')?.textContent.trim();
    if (!total) return requestAnimationFrame(look);
    // A message comes right after the paint of the frame that it was sent in.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      const painted = performance.now();
      const [module] = performance.getEntriesByName(document.querySelector('meta[name="scrip"]').content + "/ui/v1/scrip.js");
      window.painted = { fromModule: painted - module.responseEnd, fromClick: painted };
    };
    port2.postMessage(undefined);
  };
  requestAnimationFrame(look);
};

const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];

describe("a balance", () => {
  it("is painted soon after the module has come", async (t) => {
    const { world } = kitted;
    const times = { first: [], next: [] };
    for (let run = 0; run < RUNS; run += 1) {
      const context = await world.person();
      await context.addInitScript(LOOK);
      const page = await context.newPage();
      const address = world.host.show({ account: "acme", member: "ada", body: "<scrip-usage-menu></scrip-usage-menu>", lang: "en", dir: "ltr" });
      for (const visit of ["first", "next"]) {
        await page.goto(address);
        await page.waitForFunction(() => window.painted !== undefined);
        times[visit].push(await page.evaluate(() => window.painted));
      }
      await context.close();
    }
    for (const [visit, all] of Object.entries(times)) {
      const [module, click] = ["fromModule", "fromClick"].map((from) => Math.round(median(all.map((time) => time[from]))));
      t.diagnostic(`first paint of a balance, the ${visit} visit: ${module} ms after the module has come, ${click} ms after the click; medians of ${RUNS}`);
      assert.equal(all.length, RUNS);
    }
  });
});
