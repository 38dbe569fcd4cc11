// What goes wrong, and what people do at the same time: windows, sessions, a server that is away or slow, prices that change.

import assert from "node:assert/strict";

import { pay } from "./buying.mjs";
import { number, sheet } from "./world.mjs";

const owner = (name) => ({ members: [["olu", "owner", name]] });

export const TROUBLES = [
  {
    rows: ["two windows"],
    says: "what is used in one window is seen in the other, without a touch",
    async go({ account, signIn, judged }) {
      await account("windows", owner("Olu Windows"));
      const one = await signIn("Olu Windows", "Programmatic pages");
      const other = await one.another();
      for (const me of [one, other]) await me.counter.getByText("2,500 credits left").waitFor();
      await one.press(one.button(/Make the pages.*60 credits/));
      for (const me of [one, other]) await me.counter.getByText("2,440 credits left").waitFor();
      await other.menu.locator('css=[part~="total"]').getByText("2,440").waitFor();
      await judged(other, "the other window");
      return other;
    },
  },
  {
    rows: ["a session that ends"],
    says: "in the middle of a purchase it is renewed, and the purchase goes on, once",
    async go({ account, api, signIn, judged }) {
      await account("sessions", owner("Olu Sessions"));
      const me = await signIn("Olu Sessions", "Lunar");
      await me.counter.getByText("2,500 credits left").waitFor();
      me.page.expected = [/401/];
      await me.press(me.counter.getByRole("button"));
      await me.choose(me.page.getByRole("radio", { name: /Bank transfer/ }));
      // From here on the server knows the token no longer that the page has; another one it knows.
      let ended;
      await me.page.route("**/v1/**", (route) => {
        const { authorization, ...headers } = route.request().headers();
        ended ??= authorization;
        return route.continue({ headers: { ...headers, authorization: authorization === ended ? `${authorization}x` : authorization } });
      });
      const renewed = me.page.waitForResponse(/\/credits\/token$/);
      await me.press(me.button("Buy now"));
      await renewed;
      await me.see("The order is placed");
      assert.equal((await api("GET", "/v1/accounts/sessions/orders")).data.length, 1);
      await judged(me, "an order after a renewed session");
      return me;
    },
  },
  {
    rows: ["a server that is away"],
    says: "the page keeps what it shows and says so; when the server is back, the same button works",
    async go({ account, signIn, available, judged }) {
      await account("away", owner("Olu Away"));
      const me = await signIn("Olu Away", "Programmatic pages");
      const button = me.button(/Make the pages.*60 credits/);
      await me.counter.getByText("2,500 credits left").waitFor();
      await button.and(me.page.locator('[aria-disabled="false"]')).waitFor();
      me.page.expected = [/ERR_(INTERNET_DISCONNECTED|FAILED|NETWORK_CHANGED)/];
      await me.page.context().setOffline(true);
      await me.press(button);
      await me.see("The server cannot be reached");
      await me.counter.getByText("2,500 credits left").waitFor();
      await judged(me, "the server is away");
      await me.page.context().setOffline(false);
      await me.press(button);
      await me.see("3 pages were made for 60 credits.");
      await me.page.getByText("The server cannot be reached").first().waitFor({ state: "detached" });
      assert.equal(await available("away"), 2_440);
      return me;
    },
  },
  {
    rows: ["a slow server"],
    says: "the button says that it is busy, and pressing it often is one use",
    async go({ account, signIn, available, judged }) {
      await account("slow", owner("Olu Slow"));
      const me = await signIn("Olu Slow", "Programmatic pages");
      await me.button(/Make the pages.*60 credits/).waitFor();
      let answer;
      const slow = new Promise((resolve) => (answer = resolve));
      await me.page.route("**/quotes", (route) => slow.then(() => route.continue()));
      for (let press = 0; press < 3; press += 1) await me.press(me.button(/Make the pages/));
      await me.page.locator('scrip-feature-button button[aria-busy="true"]').waitFor();
      await judged(me, "a busy button");
      answer();
      await me.see("3 pages were made for 60 credits.");
      assert.equal(await available("slow"), 2_440);
      return me;
    },
  },
  {
    rows: ["a declined card"],
    says: "nothing is charged, the member is told what else works, and buys by it",
    async go({ account, api, signIn, judged }) {
      await account("declined", owner("Olu Declined"));
      const me = await signIn("Olu Declined", "Credits");
      me.page.expected = [/402/];
      // A card that the gateway takes and every charge is refused of.
      const gateway = await me.opened(() => me.press(me.button("Add a card")));
      await pay(gateway, "4000000000000341");
      await me.page.locator("scrip-orders").getByText(/Visa ending in 0341/).waitFor();
      await me.press(me.counter.getByRole("button"));
      await me.choose(me.page.getByRole("radio", { name: /Visa ending in 0341/ }));
      await me.press(me.button("Buy now"));
      await me.see(/The bank declined the payment\. Nothing was charged/);
      await judged(me, "declined");
      await me.shown();
      await me.choose(me.page.getByRole("radio", { name: /Bank transfer/ }));
      await me.press(me.button("Buy now"));
      await me.see("The order is placed");
      const { data } = await api("GET", "/v1/accounts/declined/orders");
      assert.equal(data.filter(({ status }) => status === "paid").length, 0);
      return me;
    },
  },
  {
    rows: ["a price that changes"],
    says: "between showing and pressing, and after it: nothing is used at another price than the one on the button",
    async go({ account, api, signIn, available, judged }) {
      await account("prices", owner("Olu Prices"));
      const me = await signIn("Olu Prices", "Programmatic pages");
      await me.button(/Make the pages.*60 credits/).waitFor();
      await me.button(/Make the pages/).and(me.page.locator('[aria-disabled="false"]')).waitFor();
      const catalog = await api("GET", "/v1/catalog");
      const tier = catalog.features.find(({ id }) => id === "programmatic-landing-pages").price.tiers[0];
      const price = async (per_unit) => {
        tier.per_unit = per_unit;
        await api("PUT", "/v1/catalog", catalog);
      };
      // Exactly between showing and pressing: before the server hears of the press, and after any question before it.
      let isChanged = false;
      await me.page.route("**/checks", async (route) => {
        const isPressed = (await me.page.locator('scrip-feature-button button[aria-busy="true"]').count()) > 0;
        if (isPressed && !isChanged) {
          isChanged = true;
          await price(30);
        }
        await route.continue();
      });
      try {
        await me.press(me.button(/Make the pages/));
        await me.see("The cost has changed from 60 to 90 credits");
        await judged(me, "a cost that has changed");
        await me.shown();
        assert.equal(await available("prices"), 2_500);
        // The quote that was given to the button binds: the price changes once more, before the host hears of the press.
        await me.page.route("**/programmatic/run", async (route) => (await price(40), route.continue()), { times: 1 });
        await me.press(me.button(/Make the pages.*90 credits/));
        await me.see("3 pages were made for 90 credits.");
        assert.equal(await available("prices"), 2_410);
        // One that does not bind is refused, and the button shows the price of now.
        const forged = (route) => route.continue({ postData: { ...route.request().postDataJSON(), quote: "quo_0000000000000000" } });
        await me.page.route("**/programmatic/run", async (route) => (await price(50), forged(route)), { times: 1 });
        me.page.expected = [/403/];
        await me.press(me.button(/Make the pages.*120 credits/));
        await me.see("The price on the button holds no longer");
        await me.button(/Make the pages.*150 credits/).waitFor();
        assert.equal(await available("prices"), 2_410);
      } finally {
        await price(20);
      }
      return me;
    },
  },
  {
    rows: ["two members at once"],
    says: "with credits for one of them: one has the use, the other is told, and the sum is exact",
    async go({ account, signIn, available, judged }) {
      await account("twins", { members: [["tia", "owner", "Tia Twin"], ["tim", "admin", "Tim Twin"]] });
      const tia = await signIn("Tia Twin", "Programmatic pages");
      const tim = await signIn("Tim Twin", "Programmatic pages");
      // Whoever is second may be told by the host's backend: the browser writes its no down.
      for (const me of [tia, tim]) me.page.expected = [/403/];
      const before = await available("twins");
      for (const me of [tia, tim]) {
        await me.write(me.page.getByRole("textbox", { name: /CSV/ }), sheet(100));
        await me.button(/Make the pages.*2,000 credits/).waitFor();
      }
      const isDone = (me) => me.page.getByText("100 pages were made for 2,000 credits.");
      const isShort = (me) => me.page.getByText(/too few credits|This needs 2,000 credits/);
      await Promise.all([tia, tim].map((me) => me.press(me.button(/Make the pages.*2,000 credits/))));
      for (const me of [tia, tim]) await isDone(me).or(isShort(me)).first().waitFor();
      const done = await Promise.all([tia, tim].map(async (me) => (await isDone(me).count()) > 0));
      assert.deepEqual(done.toSorted(), [false, true], "one of them");
      assert.equal(await available("twins"), before - 2_000);
      for (const me of [tia, tim]) await me.menu.locator('css=[part~="total"]').getByText(number(before - 2_000)).waitFor();
      await judged(tim, "who was second, or first");
      return tim;
    },
  },
];
