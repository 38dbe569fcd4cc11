/** Publishing a version of the catalog, with what it changes. */

import type { Problem } from "../../api/client.js";
import type { Catalog, Published } from "../catalog.js";
import type { Deed } from "../deed.js";
import { ask } from "../line.js";
import type { ConsoleText } from "../text/index.js";

export function publish(text: ConsoleText, catalog: Catalog, base: string, tried: Published, failed: (problem: Problem) => boolean): Deed<Published> {
  return {
    title: text.say("publish.title", { version: text.number(tried.version) }),
    says: text.say("publish.says"),
    button: text.say("publish.button"),
    isGrave: true,
    effect: () => tried.changes.map(({ sentence }) => ({ what: sentence })),
    ask: () => ask("put", "/v1/catalog", { body: catalog, ifMatch: base }),
    told: ({ version }) => text.say("publish.told", { version: text.number(version) }),
    failed,
  };
}
