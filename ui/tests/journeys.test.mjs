// Every row of what the product promises, as people go through it in the sample host: each journey by mouse and by keyboard, judged by axe, with a picture.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { after, afterEach, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";

import { HANDS } from "./hands.mjs";
import { BUYING } from "./journeys/buying.mjs";
import { NEWCOMER } from "./journeys/newcomer.mjs";
import { PLANS } from "./journeys/plans.mjs";
import { TROUBLES } from "./journeys/troubles.mjs";
import { USING } from "./journeys/using.mjs";
import { begin } from "./journeys/world.mjs";

const PICTURES = process.env.SCRIP_PICTURES;
const DOCS = fileURLToPath(new URL("../../docs/pictures/journeys", import.meta.url));
const JOURNEYS = [...NEWCOMER, ...USING, ...PLANS, ...BUYING, ...TROUBLES];

/** A stand-in for the model gives the photograph back: no picture for docs. `make test-models` says where it installs the real one. */
const NEEDS_THE_MODEL = new Set(["background"]);
const STANDS_IN = process.env.SCRIP_HOST_INSTALLED === undefined;

/** What must be gone through, by each hand. */
const PROMISES = {
  S1: "a credit-paid feature takes a specific number of credits",
  S2: "the cost of a fixed or per-unit feature is shown before, on the button",
  S3: "an AI generator's cost depends on what it makes, and is settled on what was used",
  S4: "what is left is seen at the lower left and beside each feature, and changes with use",
  S5: "too few credits: a higher plan or a package is offered",
  S6: "monthly credits by plan, renewed each period",
  S7: "a trial has 1,000 credits, and cannot buy",
  S8: "a legacy plan's credits do not renew and do not reset",
  S9: "packages, any time; extra credits are counted apart",
  S10: "business roles: who uses, who buys",
  S11: "agency roles: who uses, who buys, who shares",
  S12: "an agency's credits are shared when its Owner or Admin says so; subaccounts cannot buy",
  S13: "buying from My Usage: the pop-up, credits at once, the invoice by e-mail",
  S14: "buying from inside a feature, from the counter at the bottom of its window",
  S15: "without a card: paid by hand, the credits within 2 business days",
  S16: "My Usage shows monthly (1), extra credits (2), and buying more",
  S17: "features of higher plans without credits, and one list of all",
  "two windows": "two windows at once",
  "a session that ends": "a token that ends and is renewed in mid-task",
  "a server that is away": "a server that is away, and back",
  "a slow server": "a slow server",
  "a declined card": "a declined card",
  "a price that changes": "a price that changes between showing and pressing",
  "two members at once": "concurrent uses by two members",
};

const gone = Object.fromEntries(Object.keys(HANDS).map((hand) => [hand, new Set()]));

for (const hand of Object.keys(HANDS)) {
  describe(`by ${hand}`, () => {
    let world;
    before(async () => {
      world = await begin(hand);
      for (const folder of [PICTURES, process.env.SCRIP_DOCS && DOCS]) if (folder) await mkdir(folder, { recursive: true });
    });
    afterEach(() => world?.over());
    after(() => world?.end());

    for (const { rows, says, picture, go } of JOURNEYS) {
      it(`${rows.join(", ")}: ${says}`, async () => {
        let isShown = false;
        const shown = async (me, name) => {
          isShown = true;
          if (PICTURES) await me.page.screenshot({ path: `${PICTURES}/journey-${name}-${hand}.png` });
          if (process.env.SCRIP_DOCS && hand === "mouse" && !(NEEDS_THE_MODEL.has(name) && STANDS_IN)) await me.page.screenshot({ path: `${DOCS}/${name}.png` });
        };
        const name = picture ?? rows[0].replaceAll(" ", "-");
        const me = await go(world.drawn(shown, name));
        if (!isShown) await shown(me, name);
        for (const row of rows) gone[hand].add(row);
      });
    }
  });
}

describe("every promise", () => {
  for (const [row, words] of Object.entries(PROMISES)) {
    it(`is gone through by every hand: ${row}, ${words}`, () => {
      for (const hand of Object.keys(HANDS)) assert.ok(gone[hand].has(row), `no journey by ${hand} ended well`);
    });
  }

  it("is named by each journey, and each has a picture in docs/journeys.md", () => {
    for (const { rows, picture } of JOURNEYS) {
      for (const row of rows) assert.ok(row in PROMISES, row);
      const path = `${DOCS}/${picture ?? rows[0].replaceAll(" ", "-")}.png`;
      assert.ok(existsSync(path), `${path} is missing: cargo xtask pages --docs`);
    }
  });
});
