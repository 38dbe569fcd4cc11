/** The console's own shapes, on the tokens of the elements: one accent, calm, dense enough for work. */

import { dialogs } from "./dialogs.js";
import { frame } from "./frame.js";
import { lists } from "./lists.js";

export const look = [frame, lists, dialogs];
