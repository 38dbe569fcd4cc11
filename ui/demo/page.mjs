// The demo page: each state of each element, in the look that its address names.

import { LOOKS } from "./looks.mjs";
import { STATES } from "./states.mjs";

const asked = new URLSearchParams(location.search);
const root = document.documentElement;
root.lang = asked.get("lang") ?? "en";
root.dir = asked.get("dir") ?? "ltr";
root.dataset.theme = asked.get("theme") ?? "light";
root.dataset.width = asked.get("width") ?? "1000";

/** The list's own words, which are constants of this page. */
// @ts-ignore: not every browser has trusted types
const policy = globalThis.trustedTypes?.createPolicy("demo", { createHTML: (text) => text }) ?? { createHTML: (/** @type {string} */ text) => text };

/** @type {(name: string) => HTMLElement} */
const make = (name) => document.createElement(name);
const main = /** @type {HTMLElement} */ (document.querySelector("main"));
await import(new URL("/scrip.js", location.origin).href);

/** A host that is slow for ever, or away, gives no token: no line to the server is kept waiting for it. */
const TOKENS = { soon: () => "demo", never: () => new Promise(() => {}), away: () => Promise.reject(new Error("away")) };

const only = asked.get("only");
let heading = "";
STATES.forEach((state, place) => {
  if (only !== null && only !== state.of && only !== `${state.of}/${state.name}`) return;
  if (heading !== state.of) {
    heading = state.of;
    const title = make("h2");
    title.textContent = `<${state.of}>`;
    main.append(title);
  }
  const figure = make("figure");
  const caption = make("figcaption");
  caption.textContent = state.name;
  caption.lang = "en";
  const stage = make("div");
  stage.innerHTML = policy.createHTML(`<${state.of} ${state.attributes ?? ""}>${state.inside ?? ""}</${state.of}>`);
  const element = /** @type {any} */ (stage.firstElementChild);
  element.server = `${location.origin}/s/${place}`;
  element.getToken = TOKENS[state.answers ?? "soon"];
  figure.append(caption, stage);
  main.append(figure);
  void stand(element, state);
});

/**
 * Brings an element to its state.
 * @param {any} element
 * @param {import("./states.mjs").State} state
 */
async function stand(element, state) {
  const { asked: why, ...put } = /** @type {Record<string, unknown>} */ (state.put ?? {});
  if (state.says?.isEnded) await until(() => element.known.problem !== undefined);
  else if (state.answers === undefined) await until(() => element.known.session !== undefined && element.known.features !== undefined);
  if (state.of === "scrip-buy-dialog") await until(() => element.step === "choosing");
  if (why !== undefined) await element.show(why);
  Object.assign(element, put);
  if (state.press !== undefined) {
    // What stood there before what was put is not what is meant; and what is found is pressed before it is drawn anew.
    await element.updateComplete;
    await until(() => {
      const found = element.renderRoot.querySelector(state.press);
      found?.click();
      return found !== null;
    });
  }
  element.dataset.stands = "yes";
}

/** @param {() => boolean} is */
async function until(is) {
  while (!is()) await new Promise((resolve) => requestAnimationFrame(resolve));
}

const nav = /** @type {HTMLElement} */ (document.querySelector("nav"));
for (const look of LOOKS) {
  const link = /** @type {HTMLAnchorElement} */ (make("a"));
  link.href = `?${new URLSearchParams(Object.entries(look).map(([name, value]) => [name, String(value)]))}`;
  link.textContent = Object.values(look).join(" ");
  nav.append(link, " ");
}
