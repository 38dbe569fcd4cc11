// The sample host's pages that no journey ends at: signing in, the last events, in the dark, on a small screen; and tools that are not installed yet.

import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, afterEach, before, describe, it } from "node:test";
import { setTimeout as rest } from "node:timers/promises";

import { begin } from "./journeys/world.mjs";

const PICTURES = process.env.SCRIP_PICTURES;
const LOOK_AGAIN_MS = 250;
const LOOKS_MAX = 240;
let world;

/** A demo of its own for what is described. */
function starts(how) {
  before(async () => {
    world = await begin("mouse", how);
    if (PICTURES) await mkdir(PICTURES, { recursive: true });
  });
  afterEach(() => world?.over());
  after(() => world?.end());
}

const picture = async ({ page }, name) => {
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/host-${name}.png`, fullPage: true });
};

describe("the sample host", () => {
  starts();

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

describe("before anything is installed or set", () => {
  starts({ bare: true });

  it("Lunar says that it is not configured, its button still asks, and nothing is taken", async () => {
    const me = await world.signIn("Grace Moss", "Lunar");
    // What cannot be done is a no of the host's backend, and the browser writes it down.
    me.page.expected = [/409/];
    await me.page.getByRole("heading", { name: "Lunar is not configured" }).waitFor();
    await me.press(me.button(/Write the page.*About 5 credits/));
    await me.see("No language model is configured here. Nothing was taken.");
    await me.see("It appears here while it is written.");
    assert.equal(await world.available("garden-works"), 1_100);
    await world.judged(me, "Lunar, not configured");
    await picture(me, "not-configured");
    // Whoever may not is told who may, as if it were there.
    const viewer = await world.signIn("Gita Rao", "Lunar");
    await viewer.see(/Your role does not include this\. .*Grace Moss.* can\./);
    assert.equal(await viewer.button(/Write the page/).getAttribute("aria-disabled"), "true");
  });

  it("an installation that fails shows why, and may be tried again", async () => {
    const me = await world.signIn("Grace Moss", "Lunar");
    for (const press of [1, 2]) {
      await me.press(me.button("Install (2 minutes)"));
      await me.see("That did not work; its last lines say why. You may try again.");
      await me.see("No route to the package index.");
      await me.button("Install (2 minutes)").and(me.page.locator(":enabled")).waitFor();
      if (press === 1) await world.judged(me, "an installation that failed");
    }
  });

  it("background removal is installed on first use, with progress, while everything else goes on", async () => {
    const me = await world.signIn("Grace Moss", "Background removal");
    await me.press(me.button("Install (10 minutes)"));
    const progress = me.page.getByRole("progressbar", { name: "How far it is" });
    for (const isBack of [false, true]) {
      await me.see(/Installing for \d+ of about 10 minutes\./);
      await me.see("Compiling tract");
      await progress.waitFor();
      await world.judged(me, "an installation that runs");
      await picture(me, "installing");
      if (isBack) break;
      await me.room("Pages");
      await me.room("Background removal");
    }
    await writeFile(join(world.folder, "go"), "");
    await me.page.getByRole("heading", { name: "Background removal is not installed yet" }).waitFor({ state: "detached" });
    await me.press(me.button("Take a sample picture"));
    await me.press(me.button(/Remove background.*10 credits/));
    await me.see("Done, for 10 credits.");
    assert.equal(await world.available("garden-works"), 1_090);
  });
});
