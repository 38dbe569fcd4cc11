// What every page of the host does: gives Scrip's elements their token, and answers what they tell.

const meta = (name) => document.querySelector(`meta[name="${name}"]`).content;

/** The backend mints a session token for whoever is signed in; the elements ask again when it has ended. */
async function getToken() {
  const response = await fetch("/credits/token", { headers: { accept: "application/json" } });
  if (response.status === 401) location.assign("/sign-in");
  if (!response.ok) throw new Error("no token");
  return (await response.json()).token;
}

const server = meta("scrip");
for (const element of document.querySelectorAll("*")) {
  if (!element.localName.startsWith("scrip-")) continue;
  element.server = server;
  element.getToken = getToken;
}

// A higher plan is paid here, not at Scrip.
document.addEventListener("scrip-upgrade", ({ detail }) => {
  location.assign(`/plan?to=${encodeURIComponent(detail.plan)}`);
});

/** Sends to this host; its answer, or an Error with the code and the sentence that it said. */
export async function send(path, body, { type = "application/json", intention, quote } = {}) {
  const headers = { "content-type": type, accept: "application/json", "x-csrf": meta("csrf") };
  if (intention !== undefined) headers["x-intention"] = intention;
  if (quote !== undefined) headers["x-quote"] = quote;
  const response = await fetch(path, { method: "POST", headers, body: type === "application/json" ? JSON.stringify(body) : body });
  if (response.ok) return response;
  const said = await response.json().catch(() => ({ code: "broken", detail: "The server did not answer as it should." }));
  throw Object.assign(new Error(said.detail), { code: said.code, status: response.status });
}

/** What the backend refused, where it helps: the price of now on the button, or the pop-up when credits went between its question and the use. */
export function refused(error, detail, button) {
  if (error.code === "quote_over") void button.refresh();
  if (error.code === "insufficient_credits") void document.querySelector("scrip-buy-dialog")?.show(detail);
}

/** A line of text, as a node: nothing that anybody wrote becomes markup. */
export function line(tag, text, className = "") {
  const node = document.createElement(tag);
  node.textContent = text;
  if (className !== "") node.className = className;
  return node;
}

export const credits = (amount) => `${new Intl.NumberFormat(document.documentElement.lang).format(amount)} ${amount === 1 ? "credit" : "credits"}`;
