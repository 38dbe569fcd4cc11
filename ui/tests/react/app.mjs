// A React 19 application that uses the elements as it uses its own: properties, events, its own state in between.

import { createElement as h, StrictMode, useCallback, useState } from "react";
import { createRoot } from "react-dom/client";

const server = document.querySelector('meta[name="scrip"]').content;
await import(/* @vite-ignore */ `${server}/ui/v1/scrip.js`);
const getToken = async () => (await (await fetch("token")).json()).token;

function App() {
  const [pages, setPages] = useState(1);
  const [made, setMade] = useState([]);
  const [isShown, setShown] = useState(true);
  const use = useCallback(({ detail }) => setMade((before) => [...before, `${detail.quantity} pages, ${detail.check.cost} credits, ${detail.quote}`]), []);
  const link = { server, getToken };
  return h(
    "div",
    null,
    h("h2", null, "A host in React"),
    h("label", null, "Pages ", h("input", { type: "number", value: pages, onChange: ({ target }) => setPages(Number(target.value)) })),
    h("scrip-feature-button", { ...link, feature: "programmatic-landing-pages", quantity: pages, "onscrip-use": use }, "Make pages"),
    h("ul", { "aria-label": "Made" }, made.map((line) => h("li", { key: line }, line))),
    h("button", { onClick: () => setShown(!isShown) }, isShown ? "Hide" : "Show"),
    isShown ? h("scrip-counter", { ...link, feature: "lunar" }) : null,
    h("scrip-buy-dialog", link),
  );
}

createRoot(document.querySelector("#app")).render(h(StrictMode, null, h(App)));
