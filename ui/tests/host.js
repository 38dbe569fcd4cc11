// What a host does: it loads the module, and gives every element a way to its session token.

const server = document.querySelector('meta[name="scrip"]').content;
window.asked = [];
for (const name of ["scrip-use", "scrip-buy", "scrip-bought", "scrip-upgrade"]) {
  addEventListener(name, ({ detail }) => window.asked.push({ name, detail }));
}
await import(`${server}/ui/v1/scrip.js`);
window.getToken = async () => (await (await fetch("token")).json()).token;
const join = (element) => {
  element.server = server;
  if (document.documentElement.dataset.token !== "own") element.getToken = window.getToken;
};
for (const element of document.querySelectorAll("*")) if (element.localName.startsWith("scrip-")) join(element);
window.add = (name) => {
  const element = document.createElement(name);
  join(element);
  document.querySelector("main").append(element);
};
