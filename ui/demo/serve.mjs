// @ts-nocheck: runs in node, whose types the elements do not know.
// The demo page, and a server that answers for each of its states: `npm run demo`, then open the address that it says.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { offered, usage } from "./answers.mjs";
import { STATES, USUAL } from "./states.mjs";

const FILES = { "/": "index.html", "/page.mjs": "page.mjs", "/states.mjs": "states.mjs", "/answers.mjs": "answers.mjs", "/looks.mjs": "looks.mjs", "/demo.css": "demo.css", "/scrip.js": "../dist/scrip.js" };
const TYPES = { html: "text/html; charset=utf-8", mjs: "text/javascript", js: "text/javascript", css: "text/css" };
/** As strict as a host's page can be. */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; require-trusted-types-for 'script'; trusted-types lit-html demo";

/** Serves until closed. `module` is another build of the elements. */
export async function serve({ port = 0, module } = {}) {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, "http://demo");
    const state = /^\/s\/(\d+)(\/v1\/.*)$/.exec(url.pathname);
    if (state !== null) return answer(response, STATES[Number(state[1])], state[2], url.searchParams);
    const file = FILES[url.pathname];
    if (file === undefined) return response.writeHead(404).end();
    const path = url.pathname === "/scrip.js" && module ? module : fileURLToPath(new URL(file, import.meta.url));
    response.writeHead(200, { "content-type": TYPES[file.split(".").at(-1)], "content-security-policy": POLICY }).end(await readFile(path));
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))) };
}

function answer(response, state, path, query) {
  const says = { ...USUAL, ...state?.says };
  const rest = path.replace(/^\/v1\/accounts\/[^/]+/, "");
  if (says.isEnded) return send(response, 401, { code: "unauthenticated", detail: "The session has ended." });
  if (says.isRefused && rest === "/checks") return send(response, 404, { code: "not_found", detail: "There is no feature nothing." });
  const list = (data) => ({ data, next_cursor: null });
  const answers = {
    "/v1/session": says.session,
    "/balance": says.balance,
    "/features": list(says.features),
    "/checks": says.check,
    "/quotes": { id: "quo_0000000100000001", credits: says.check.cost },
    "/offers": offered(says.offers, Number(query.get("quantity") ?? 1)),
    "/orders": list(says.orders),
    "/payment-method": says.card,
    "/auto-top-up": says.topUp,
    "/grants": list(says.grants),
    "/entries": list(query.get("kind") ? says.entries.filter(({ kind }) => kind === query.get("kind")) : says.entries),
    "/usage": list(says.isUsed ? usage(query.get("group_by")) : []),
    "/limits": list(says.limits),
    "/members": list(says.members),
    "/sharing": { enabled: says.sharing },
  };
  // Nothing changes here, so there is nothing to hear of.
  if (rest === "/balance/stream") return response.writeHead(204).end();
  const found = path === "/v1/session" ? answers[path] : answers[rest];
  return found === undefined || found === null ? send(response, 404, { code: "not_found", detail: "There is none." }) : send(response, 200, found);
}

function send(response, status, body) {
  response.writeHead(status, { "content-type": status < 400 ? "application/json" : "application/problem+json" }).end(JSON.stringify(body));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await serve({ port: Number(process.env.PORT ?? 4401) });
  console.log(`The demo page: ${url}/?theme=dark&dir=rtl&width=320&lang=de`);
}
