// Plans: what each grants a month, a renewal that is seen to happen, trials, legacy plans; S6-S8.

import assert from "node:assert/strict";

import { number, sheet } from "./world.mjs";

const MONTH_MS = 32 * 86_400_000;

/** An account that lives by a clock of its own, which a test may turn. */
async function clocked({ api, account }, id, more) {
  const clock = await api("POST", "/v1/test-clocks", { now: new Date().toISOString() });
  await account(id, { ...more, test_clock: clock.id });
  return (months) => api("POST", `/v1/test-clocks/${clock.id}/advance`, { to: new Date(Date.parse(clock.now) + months * MONTH_MS).toISOString() });
}

/** A use that takes sixty credits. */
async function used(me) {
  await me.press(me.button(/Make the pages.*60 credits/));
  await me.see("3 pages were made for 60 credits.");
}

export const PLANS = [
  {
    rows: ["S6"],
    says: "Build, Optimize, Scale and Enterprise show 2,500, 10,000, 20,000 and 60,000 monthly credits; what was used is there again with the next period",
    picture: "renewed",
    async go(world) {
      const { account, signIn, judged } = world;
      for (const [plan, credits] of [["optimize", "10,000"], ["scale", "20,000"], ["enterprise", "60,000"]]) {
        await account(`on-${plan}`, { plan, members: [["pat", "owner", `Pat on ${plan}`]] });
        const me = await signIn(`Pat on ${plan}`);
        await me.press(me.button(/My Usage/));
        await me.menu.getByText(`${credits} of ${credits}`).waitFor();
        await me.menu.getByText(/Renews on/).waitFor();
      }
      const advance = await clocked(world, "on-build", { plan: "build", members: [["pat", "owner", "Pat on build"]] });
      const me = await signIn("Pat on build", "Programmatic pages");
      await me.press(me.button(/My Usage/));
      await me.menu.getByText("2,500 of 2,500").waitFor();
      await used(me);
      await me.menu.getByText("2,440 of 2,500").waitFor();
      await advance(1);
      await me.menu.getByText("2,500 of 2,500").waitFor();
      await judged(me, "a renewed period");
      return me;
    },
  },
  {
    rows: ["S7"],
    says: "a trial uses its thousand credits, cannot buy, runs short and is shown plans in place of packages, and starts one",
    picture: "trial",
    async go({ signIn, available, judged }) {
      const me = await signIn("Theo Marsh", "Programmatic pages");
      const before = await available("tiny-trial");
      await used(me);
      assert.equal(await available("tiny-trial"), before - 60);
      await me.press(me.button(/My Usage/));
      await me.menu.getByText(/of 1,000/).waitFor();
      await me.menu.getByText("During the trial no extra credits can be bought.").waitFor();
      assert.equal(await me.button("Buy extra credits").count(), 0);
      await judged(me, "a trial's menu");
      // Running short leads to the plans too: all of them that would do, with what is left after.
      await me.write(me.page.getByRole("textbox", { name: /CSV/ }), sheet(100));
      await me.press(me.button(/Make the pages.*2,000 credits/));
      await me.see(/This needs 2,000 credits/);
      await me.see("During the trial no credits can be bought.");
      await me.button("Upgrade to Build").waitFor();
      assert.equal(await me.page.getByRole("radio").count(), 0, "no package");
      await judged(me, "a trial that runs short");
      await me.press(me.button("Close"));
      await me.press(me.button("See plans"));
      await me.press(me.button("Upgrade to Scale"));
      await me.page.getByRole("row", { name: new RegExp(`All ${number(before - 60)} 20,000`) }).waitFor();
      await me.press(me.button("Continue to Scale"));
      await me.see("You are on a trial");
      await judged(me, "the plans of a trial");
      await me.shown();
      await me.press(me.button("Start Scale"));
      await me.page.getByRole("heading", { name: "Credits", exact: true }).waitFor();
      assert.equal(await available("tiny-trial"), 20_000);
      return me;
    },
  },
  {
    rows: ["S8"],
    says: "a legacy plan's credits neither renew nor reset, whatever time goes by",
    picture: "legacy",
    async go(world) {
      const advance = await clocked(world, "old-timer", { plan: "core-2021", members: [["leo", "owner", "Leo Oldtimer"]] });
      const me = await world.signIn("Leo Oldtimer", "Programmatic pages");
      await me.press(me.button(/My Usage 3,000/));
      await me.menu.getByText("These credits do not renew.").waitFor();
      assert.equal(await me.menu.getByText(/renews on/i).count(), 0);
      await used(me);
      await me.menu.getByText("2,940", { exact: true }).first().waitFor();
      await advance(13);
      // Another use is what the window hears of after thirteen months: nothing came, and nothing went.
      await used(me);
      await me.menu.getByText("2,880", { exact: true }).first().waitFor();
      await world.judged(me, "a legacy account");
      return me;
    },
  },
];
