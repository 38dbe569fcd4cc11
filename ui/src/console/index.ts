/** The module of the operator console: one element, which is the whole page. */

import "./console.css";

import { ScripConsole } from "./console.js";

if (customElements.get("scrip-console") === undefined) customElements.define("scrip-console", ScripConsole);
