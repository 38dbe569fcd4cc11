// The sample host's pages that no journey ends at: signing in, the last events, in the dark, on a small screen.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { after, afterEach, before, describe, it } from "node:test";
import { setTimeout as rest } from "node:timers/promises";

import { begin } from "./journeys/world.mjs";

const PICTURES = process.env.SCRIP_PICTURES;
const LOOK_AGAIN_MS = 250;
const LOOKS_MAX = 240;
let world;

before(async () => {
  world = await begin("mouse");
  if (PICTURES) await mkdir(PICTURES, { recursive: true });
});
afterEach(() => world?.over());
after(() => world?.end());

const picture = async ({ page }, name) => {
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/host-${name}.png`, fullPage: true });
};

describe("the sample host", () => {
  it("lets anybody sign in, and shows the last events in the dark", async () => {
    const me = await world.signIn("Sam Okafor", "Programmatic pages", { scheme: "dark" });
    await me.press(me.button(/Make the pages/));
    await me.see("3 pages were made for 60 credits.");
    await me.press(me.page.getByRole("link", { name: "Events" }));
    await me.page.getByRole("heading", { name: "Events" }).waitFor();
    // The webhook comes in its own time; the page shows what has come when it is loaded.
    const settled = me.page.getByText("reservation.settled");
    for (let looks = 1; (await settled.count()) === 0; looks += 1) {
      assert.ok(looks < LOOKS_MAX, "no webhook of the settled reservation came");
      await rest(LOOK_AGAIN_MS);
      await me.page.reload();
    }
    await world.judged(me, "events in the dark");
    await picture(me, "events-dark");
    await me.press(me.button("Switch"));
    await me.page.getByRole("heading", { name: "Bright Agency" }).waitFor();
    await world.judged(me, "sign-in in the dark");
    await picture(me, "sign-in");
  });

  for (const room of ["Pages", "Programmatic pages", "Background removal", "Lunar", "Smart Sections", "Credits", "Plan", "Settings"]) {
    it(`fits into 320 px: ${room}`, async () => {
      const me = await world.signIn("Bea Moreau", room, { width: 320 });
      await me.menu.getByRole("button", { name: /My Usage [\d,]+/ }).waitFor();
      const wide = await me.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${wide} px too wide`);
      await world.judged(me, `${room} at 320 px`);
      await picture(me, `small-${room.replaceAll(" ", "-").toLowerCase()}`);
    });
  }
});
