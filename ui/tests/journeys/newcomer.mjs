// A newcomer's first minutes, as the sample host's first page proposes them: from the first picture to credits that were bought.

import assert from "node:assert/strict";

import { pay } from "./buying.mjs";

export const NEWCOMER = [
  {
    rows: ["S1", "S2", "S3", "S4", "S5", "S9"],
    says: "whoever begins where the first page says has a picture, fifty pages and a page by Lunar, runs short, buys, goes on, and comes back as the Author",
    picture: "begin-here",
    async go({ signIn, available, judged }) {
      const me = await signIn("Grace Moss", "Background removal");
      const left = (credits) => me.counter.getByText(`${credits} credits left`).waitFor();
      await left("1,100");
      await me.press(me.button("Take a sample picture"));
      await me.press(me.button(/Remove background.*10 credits/));
      await me.see("Done, for 10 credits.");
      await left("1,090");
      await me.room("Programmatic pages");
      await me.press(me.button("Take a sheet of 50 rows"));
      await me.press(me.button(/Make the pages.*1,000 credits/));
      await me.see("50 pages were made for 1,000 credits.");
      await left("90");
      await me.room("Lunar");
      await me.press(me.button(/Write the page/));
      await me.see(/The page is there, for 6 credits/);
      await left("84");
      await me.room("Programmatic pages");
      await me.press(me.button("Take a sheet of 50 rows"));
      await me.press(me.button(/Make the pages.*1,000 credits/));
      await me.see("This needs 1,000 credits; 84 are left.");
      assert.equal(await me.page.getByRole("radio", { name: /1,000 credits/ }).isChecked(), true, "the cheapest that covers it is chosen");
      const gateway = await me.opened(() => me.press(me.button("Buy now")));
      await pay(gateway);
      await me.see("1,000 credits are yours");
      await me.press(me.button("Continue"));
      await me.see("The credits are there, and your sheet is as you left it.");
      await me.press(me.button(/Make the pages.*1,000 credits/));
      await me.see("50 pages were made for 1,000 credits.");
      assert.equal(await available("garden-works"), 84);
      await me.press(me.button("Switch"));
      await me.see("84 credits left");
      await judged(me, "the sign-in page");
      await me.shown();
      await me.press(me.button(/^Gwen Hale/));
      await me.page.getByRole("heading", { name: "Pages", exact: true }).waitFor();
      await me.room("Programmatic pages");
      await me.press(me.button("Take a sheet of 50 rows"));
      await me.see("There are too few credits for this: 84 are available. Grace Moss or Greg Adler can get more.");
      assert.equal(await me.button(/Make the pages/).getAttribute("aria-disabled"), "true");
      return me;
    },
  },
];
