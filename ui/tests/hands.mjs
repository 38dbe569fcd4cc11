// The two hands that a journey is made with: one points and presses, the other never leaves the keyboard. Both can do the same things.

import assert from "node:assert/strict";

/** More stops than any page has: a key press that goes nowhere ends there. */
const TABS_MAX = 260;
/** More choices than any group has. */
const ARROWS_MAX = 12;

/** Files are chosen by the test from the first moment on: a key press is faster than the browser learns to ask. */
const chooses = (page) => void page.on("filechooser", () => undefined);

const isFocused = (element) => element.getRootNode().activeElement === element;

/** Goes there by the Tab key alone. */
export async function reach(page, target) {
  await target.waitFor();
  for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
    if (await target.evaluate(isFocused)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab does not reach ${target}`);
}

/** Who points: each press is the pointer's, in the middle of what is pressed, once that stands still. Words are typed, as everybody's are. */
function mouse(page) {
  chooses(page);
  return {
    press: (target) => target.click(),
    choose: (target) => target.click(),
    async write(target, words) {
      await target.click();
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.insertText(words);
    },
    async file(target, path) {
      const [chooser] = await Promise.all([page.waitForEvent("filechooser"), target.click()]);
      await chooser.setFiles(path);
    },
    // Its list is the browser's own, outside of the page: a pointer of the page cannot press there.
    pick: (target, value) => target.selectOption(value),
  };
}

/** Who types: Tab, arrows, Enter and Space. */
function keyboard(page) {
  chooses(page);
  const off = page.locator('[aria-disabled="true"], :disabled');
  return {
    async press(target, key = "Enter") {
      await target.waitFor();
      // What is off for a moment is pressed when it is on; what is off for good is no part of a journey.
      await target.and(off).waitFor({ state: "detached" });
      await reach(page, target);
      await page.keyboard.press(key);
    },
    async choose(target) {
      await target.waitFor();
      if ((await target.getAttribute("type")) !== "radio") {
        await reach(page, target);
        return page.keyboard.press("Space");
      }
      // Tab stops once in a group, at the choice that holds; arrows go on from there.
      const isThere = (element) => element.getRootNode().activeElement?.name === element.name;
      for (let tabs = 0; !(await target.evaluate(isThere)); tabs += 1) {
        assert.ok(tabs < TABS_MAX, `Tab does not reach the group of ${target}`);
        await page.keyboard.press("Tab");
      }
      for (let arrows = 0; !(await target.isChecked()); arrows += 1) {
        assert.ok(arrows < ARROWS_MAX, `no arrow reaches ${target}`);
        await page.keyboard.press("ArrowDown");
      }
      if (!(await target.evaluate(isFocused))) await page.keyboard.press("Space");
    },
    async write(target, words) {
      await reach(page, target);
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.insertText(words);
    },
    async file(target, path) {
      await reach(page, target);
      const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Enter")]);
      await chooser.setFiles(path);
    },
    async pick(target, value) {
      await reach(page, target);
      await page.keyboard.press("Home");
      for (let arrows = 0; (await target.inputValue()) !== value; arrows += 1) {
        assert.ok(arrows < ARROWS_MAX, `no arrow reaches ${value}`);
        await page.keyboard.press("ArrowDown");
      }
    },
  };
}

export const HANDS = { mouse, keyboard };

/** The keys that make a keyboard's journey. Typing words is neither hand's own. */
const KEYS = ["Tab", "Enter", " ", "ArrowDown"];

/** What is used in the windows of a browser: `pointer`, `key`. Heard by the pages themselves, so that no journey can say it of itself. */
export async function usedIn(context) {
  const used = new Set();
  await context.exposeBinding("scripTestsUsed", (_, what) => void used.add(what));
  await context.addInitScript((keys) => {
    addEventListener("pointerdown", ({ isTrusted }) => isTrusted && window.scripTestsUsed("pointer"), { capture: true });
    addEventListener("keydown", ({ isTrusted, key }) => isTrusted && keys.includes(key) && window.scripTestsUsed("key"), { capture: true });
  }, KEYS);
  return used;
}
