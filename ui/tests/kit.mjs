// What each file of tests begins with: a world, the people in it, and a page that must end without a fault.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { after, afterEach, before } from "node:test";

import { people } from "./people.mjs";
import { begin } from "./world.mjs";

const PICTURES = process.env.SCRIP_PICTURES;

/** What a browser itself writes for an answer that is a no. An account without a card or auto top-up has none. */
const NOTHING_THERE = /\/(payment-method|auto-top-up)$/;

/** Registers what goes before and after; `kit.world` is there once tests run. `settings` are those of the server. */
export function kit(settings) {
  const contexts = new Map();
  const pages = [];
  const self = {
    world: undefined,
    /** A host page as this member sees it; windows of one person share what a browser shares. */
    async open(account, member, body, look = {}) {
      const person = `${look.browser ?? ""} ${look.scheme ?? ""} ${look.width ?? ""}`;
      if (!contexts.has(person)) contexts.set(person, await self.world.person(look));
      const page = await contexts.get(person).newPage();
      pages.push(page);
      page.faults = [];
      page.expected = [];
      page.on("pageerror", (error) => page.faults.push(`page: ${error.message}`));
      page.on("console", (line) => line.type() === "error" && !NOTHING_THERE.test(line.location().url) && page.faults.push(`console: ${line.text()} ${line.location().url}`));
      await page.goto(self.world.host.show({ account, member, body, lang: look.lang ?? "en", dir: look.dir ?? "ltr", token: look.token }));
      return page;
    },
    api: (...asked) => self.world.api(...asked),
  };
  before(async () => {
    self.world = await begin(settings);
    if (PICTURES) await mkdir(PICTURES, { recursive: true });
    await people(self.world.api);
  });
  afterEach(async () => {
    const faults = pages.flatMap((page) => page.faults.filter((fault) => !page.expected.some((pattern) => pattern.test(fault))));
    pages.length = 0;
    for (const context of contexts.values()) await context.close();
    contexts.clear();
    assert.deepEqual(faults, []);
  });
  after(() => self.world?.end());
  return self;
}

/** The words of a part. */
export const text = (page, selector, part) => page.locator(`${selector} >> css=[part~="${part}"]`).first().innerText();

/** Kept where they are asked for. */
export async function picture(page, name) {
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true });
}

/** What the host was told. */
export const told = (page) => page.evaluate(() => window.asked.map(({ name }) => name));
