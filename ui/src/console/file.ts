/** An answer of the API as a file on the reader's disk. */

import { problemOf } from "../store.js";
import { type Part, sentence } from "./desk.js";
import type { Ask } from "./line.js";

/** The browser has read the address long before. */
const LET_GO_MS = 10_000;

export async function saved(part: Part, call: Ask<unknown>, name: string): Promise<void> {
  try {
    const response = await part.desk.line.fetch(call);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await response.blob());
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), LET_GO_MS);
  } catch (cause) {
    part.desk.tell(sentence(problemOf(cause), part.text));
  }
}
