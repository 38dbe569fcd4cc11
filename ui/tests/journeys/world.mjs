// The world of the journeys: the demo as a newcomer starts it, whoever signs in to the sample host, and the operator in the console.

import assert from "node:assert/strict";
import { setTimeout as rest } from "node:timers/promises";

import { accessible } from "../axe.mjs";
import { demo } from "../demo.mjs";
import { HANDS, usedIn } from "../hands.mjs";
import { WAIT_MS_MAX } from "../world.mjs";

/** What a browser itself writes for an answer that is a no. An account without a card or auto top-up has none. */
const NOTHING_THERE = /\/(payment-method|auto-top-up)$/;
const LOOK_AGAIN_MS = 200;

/** The demo, and people in it who all have the same hand. */
export async function begin(hand, how) {
  const world = await demo(how);
  const contexts = [];
  const pages = [];
  const used = [];

  /** A window; its faults are the journey's. */
  function watched(page) {
    page.faults = [];
    page.expected = [];
    pages.push(page);
    page.on("pageerror", (error) => page.faults.push(`page: ${error.message}`));
    page.on("console", (line) => line.type() === "error" && !NOTHING_THERE.test(line.location().url) && page.faults.push(`console: ${line.text()} ${line.location().url}`));
    return page;
  }

  /** Somebody at a window of a browser of their own. */
  async function somebody(look) {
    const context = await world.person(look);
    contexts.push(context);
    used.push(await usedIn(context));
    return window_(watched(await context.newPage()));
  }

  /** What this hand does in a window, and what is seen there. */
  const window_ = (page) => ({
    page,
    ...HANDS[hand](page),
    button: (name) => page.getByRole("button", { name }),
    see: (words) => page.getByText(words).filter({ visible: true }).first().waitFor(),
    menu: page.locator("scrip-usage-menu"),
    counter: page.locator("scrip-counter"),
    /** Goes to one of the host's rooms. */
    async room(name) {
      await this.press(page.getByRole("navigation", { name: "Landing Builder" }).getByRole("link", { name, exact: true }));
      await page.getByRole("heading", { level: 1 }).and(page.locator(`text=${name === "Plan" ? "Change plan" : name}`)).waitFor();
    },
    /** Another window of the same person, at the same address. */
    async another() {
      const other = window_(watched(await page.context().newPage()));
      await other.page.goto(page.url());
      return other;
    },
    /** The journey's picture. */
    shown() {
      return shown(this);
    },
    /** The window that opens by what is done. */
    async opened(act) {
      const [other] = await Promise.all([page.context().waitForEvent("page"), act()]);
      return window_(other);
    },
  });

  let shown;
  return {
    ...world,
    hand,
    /** The world of one journey, with its picture: taken where the journey says so, or at its end. */
    drawn(take, name) {
      shown = (me) => take(me, name);
      return this;
    },
    available: async (account) => (await world.api("GET", `/v1/accounts/${account}/balance`)).available,
    /** Signs in to the host by the name on the page, and goes to one of its rooms. */
    async signIn(name, room = "Pages", look = {}) {
      const me = await somebody(look);
      await me.page.goto(`${world.url}/sign-in`);
      await me.press(me.button(new RegExp(`^${name}`)));
      await me.page.getByRole("heading", { name: "Pages", exact: true }).waitFor();
      if (room !== "Pages") await me.room(room);
      return me;
    },
    /** The operator's staff sign in to the console. */
    async operator() {
      const me = await somebody({ width: 1280 });
      const { home, email, password } = world.console;
      // A console without a session asks who is there: the browser writes the no down.
      me.page.expected = [/401/];
      await me.page.goto(home);
      await me.write(me.page.getByLabel("E-mail"), email);
      await me.write(me.page.getByLabel("Password"), password);
      await me.press(me.button("Sign in"));
      await me.page.getByRole("heading", { name: "Accounts" }).waitFor();
      return me;
    },
    /** A journey's own account, so that it finds what it needs and leaves the others' as they are. */
    async account(id, { members, ...account }) {
      await world.api("POST", "/v1/accounts", { id, kind: "business", plan: "build", billing: { name: id, country: "PL", email: `billing@${id}.example` }, ...account });
      for (const [member, role, name] of members) await world.api("PUT", `/v1/accounts/${id}/members/${member}`, { role, name, email: `${member}@${id}.example` });
    },
    /** The mail with this subject and recipient, as the mail server's page shows it. */
    async mail(subject, to) {
      const end = Date.now() + WAIT_MS_MAX;
      for (;;) {
        const list = await (await fetch(world.mails)).text();
        const row = list.split("<tr>").find((row) => subject.test(row) && row.includes(to));
        if (row !== undefined) return (await fetch(new URL(row.match(/href="([^"]+)"/)[1], world.mails))).text();
        assert.ok(Date.now() < end, `no mail ${subject} to ${to}: ${list}`);
        await rest(LOOK_AGAIN_MS);
      }
    },
    /** What stands at a journey's end is judged. */
    judged: (me, what) => accessible(me.page, what),
    /** Ends what a journey opened; fails with its faults, and when another hand had a part in it. */
    async over() {
      const faults = pages.flatMap((page) => page.faults.filter((fault) => !page.expected.some((pattern) => pattern.test(fault))));
      const hands = new Set(used.flatMap((set) => [...set]));
      for (const context of contexts) await context.close();
      for (const list of [contexts, pages, used]) list.length = 0;
      assert.deepEqual(faults, []);
      assert.deepEqual([...hands], [hand === "mouse" ? "pointer" : "key"], "one hand alone makes a journey");
    },
  };
}

export const sheet = (rows) => ["service,city,price", ...Array.from({ length: rows }, (_, n) => `Garden care,City ${n + 1},${20 + (n % 7)}`)].join("\n");
/** As the elements write numbers. */
export const number = (value) => new Intl.NumberFormat("en").format(value);
