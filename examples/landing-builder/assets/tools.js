// The pages of paid tools: what their buttons cost depends on what is written, and nothing that was written is lost.

import { credits, line, refused, send } from "/assets/host.js";

/** Typing rests before the rows are counted. */
const REST_MS = 250;

const tools = { programmatic, background, lunar };
for (const [id, start] of Object.entries(tools)) {
  const form = document.getElementById(id);
  if (form !== null) start(form);
}

for (const form of document.querySelectorAll("form[data-gated]")) gated(form);
for (const card of document.querySelectorAll("[data-install]")) install(card);

function say(...nodes) {
  document.getElementById("said").replaceChildren(...nodes);
}

function programmatic(form) {
  const button = document.getElementById("make");
  const count = document.getElementById("count");
  let timer;
  let turn = 0;
  const counted = async () => {
    const mine = ++turn;
    try {
      const { rows } = await (await send("/programmatic/rows", form.csv.value, { type: "text/csv" })).json();
      if (mine !== turn) return;
      button.quantity = rows;
      button.disabled = false;
      count.textContent = rows === 1 ? "One row." : `${rows} rows.`;
    } catch (error) {
      if (mine !== turn) return;
      button.disabled = true;
      count.textContent = error.message;
    }
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.csv.addEventListener("input", () => {
    button.disabled = true;
    clearTimeout(timer);
    timer = setTimeout(counted, REST_MS);
  });
  document.getElementById("file").addEventListener("change", async ({ target }) => {
    const [file] = target.files;
    if (file === undefined) return;
    form.csv.value = await file.text();
    await counted();
  });
  document.getElementById("sample").addEventListener("click", async () => {
    form.csv.value = await (await fetch("/assets/sample.csv")).text();
    await counted();
  });
  button.addEventListener("scrip-use", async ({ detail }) => {
    button.disabled = true;
    say(line("p", "Making the pages.", "muted"));
    const template = Object.fromEntries(["headline", "intro", "heading", "text", "button", "link"].map((name) => [name, form.elements[name].value]));
    try {
      const made = await (await send("/programmatic/run", { id: crypto.randomUUID(), quote: detail.quote, template, csv: form.csv.value })).json();
      const nodes = [line("p", `${made.made} ${made.made === 1 ? "page was" : "pages were"} made for ${credits(made.credits)}.`, "good")];
      if (made.bad > 0) {
        nodes.push(line("p", `${made.bad} ${made.bad === 1 ? "row" : "rows"} could not be made and cost nothing:`));
        const list = document.createElement("ul");
        for (const bad of made.named) list.append(line("li", `Line ${bad.line} ${bad.reason}`));
        if (made.bad > made.named.length) list.append(line("li", `and ${made.bad - made.named.length} more`));
        nodes.push(list);
      }
      const link = line("a", "See the pages");
      link.href = "/";
      nodes.push(link);
      say(...nodes);
    } catch (error) {
      say(line("p", error.message, "failed"));
      refused(error, detail, button);
    } finally {
      button.disabled = false;
    }
  });
  document.addEventListener("scrip-bought", () => say(line("p", "The credits are there, and your sheet is as you left it.", "good")));
  void counted();
}

function background(form) {
  const button = document.getElementById("cut");
  const chooser = document.getElementById("picture");
  const before = document.getElementById("before");
  const after = document.getElementById("after");
  const use = document.getElementById("use");
  const chosen = () => {
    const [file] = chooser.files;
    button.disabled = file === undefined;
    before.hidden = file === undefined;
    after.hidden = true;
    use.hidden = true;
    if (file !== undefined) before.src = URL.createObjectURL(file);
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  chooser.addEventListener("change", chosen);
  document.getElementById("sample").addEventListener("click", async () => {
    const taken = new DataTransfer();
    taken.items.add(new File([await (await fetch("/assets/sample.jpg")).blob()], "sample.jpg", { type: "image/jpeg" }));
    chooser.files = taken.files;
    chosen();
  });
  chosen();
  button.addEventListener("scrip-use", async ({ detail }) => {
    const [file] = chooser.files;
    button.disabled = true;
    say(line("p", "Working on the picture.", "muted"));
    try {
      const made = await (await send("/background/run", file, { type: file.type, intention: crypto.randomUUID(), quote: detail.quote })).json();
      after.src = `/pictures/${made.picture}`;
      after.hidden = false;
      document.getElementById("download").href = after.src;
      use.hidden = false;
      use.dataset.picture = made.picture;
      say(line("p", `Done, for ${credits(made.credits)}.`, "good"));
    } catch (error) {
      say(line("p", error.message, "failed"));
      refused(error, detail, button);
    } finally {
      button.disabled = false;
    }
  });
  document.getElementById("put")?.addEventListener("click", async () => {
    const page = document.getElementById("onto").value;
    await send(`/pages/${page}/picture`, { picture: use.dataset.picture });
    location.assign(`/pages/${page}`);
  });
  document.addEventListener("scrip-bought", () => say(line("p", "The credits are there, and your picture is still chosen.", "good")));
}

/** How often a generation is asked after; its text comes in pieces anyway. */
const ASK_MS = 250;

function lunar(form) {
  const button = document.getElementById("write");
  const stop = document.getElementById("stop");
  const text = document.getElementById("text");
  const empty = text.textContent;
  form.addEventListener("submit", (event) => event.preventDefault());
  button.addEventListener("scrip-use", async ({ detail }) => {
    const id = crypto.randomUUID();
    button.disabled = true;
    text.textContent = "";
    text.classList.remove("muted");
    say(line("p", "Lunar is writing.", "muted"));
    try {
      await send("/lunar/run", { id, wish: form.wish.value });
      stop.hidden = false;
      stop.onclick = () => void send(`/lunar/run/${id}/stop`, {});
      for (;;) {
        const heard = await (await fetch(`/lunar/run/${id}`, { headers: { accept: "application/json" } })).json();
        if (heard.text !== undefined) text.textContent = readable(heard.text);
        if (heard.state === "done") {
          const { page, credits: cost, tokens } = heard.done;
          const nodes = [line("p", page === null ? `Stopped. ${credits(cost)} for the ${tokens} tokens used so far.` : `The page is there, for ${credits(cost)} (${tokens} tokens).`, "good")];
          if (page !== null) {
            const link = line("a", "Open the page");
            link.href = `/pages/${page}`;
            nodes.push(link);
          }
          say(...nodes);
          return;
        }
        if (heard.state !== "writing") throw Object.assign(new Error(heard.detail), { code: heard.code });
        await new Promise((resolve) => setTimeout(resolve, ASK_MS));
      }
    } catch (error) {
      if (text.textContent === "") {
        text.textContent = empty;
        text.classList.add("muted");
      }
      say(line("p", error.message, "failed"));
      refused(error, detail, button);
    } finally {
      button.disabled = false;
      stop.hidden = true;
    }
  });
  document.addEventListener("scrip-bought", () => say(line("p", "The credits are there, and your wish is as you left it.", "good")));
}

/** The texts of a JSON that is still being written. */
function readable(json) {
  const texts = [...json.matchAll(/"(headline|intro|heading|text|button)"\s*:\s*"((?:[^"\\]|\\.)*)/g)];
  return texts.map(([, , said]) => said.replace(/\\n/g, "\n").replace(/\\(.)/g, "$1")).join("\n\n");
}

/** A feature without credits: its button fires where the plan has it; the backend asks again. */
function gated(form) {
  const said = form.querySelector(".said");
  const sent = async (body, button) => {
    if (button) button.disabled = true;
    said.replaceChildren(line("p", "One moment.", "muted small"));
    try {
      const answer = await (await send(form.dataset.gated, body)).json();
      if (answer.page) return location.assign(`/pages/${answer.page}`);
      if (!answer.advice) return location.reload();
      const list = document.createElement("ul");
      for (const advice of answer.advice) list.append(line("li", advice));
      said.replaceChildren(list);
    } catch (error) {
      said.replaceChildren(line("p", error.message, "failed small"));
    } finally {
      if (button) button.disabled = false;
    }
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("scrip-use", ({ target }) => void sent({ ...Object.fromEntries(new FormData(form)), on: true }, target));
  form.querySelector("[data-stop]")?.addEventListener("click", () => void sent({ on: false }));
}

/** A tool that is installed on first use: its script's lines, until it is there. */
function install(card) {
  const [name, button, status, lines, bar] = [card.dataset.install, ...["button", "[role=status]", "pre", "progress"].map((part) => card.querySelector(part))];
  if (button === null) return;
  const show = ({ state, seconds, minutes, lines: said }) => {
    button.disabled = state === "running";
    bar.hidden = state !== "running";
    // The minutes are a guess: past them it is nearly there, and never there before it is.
    bar.value = Math.min(seconds, 0.95 * bar.max);
    lines.hidden = said.length === 0;
    lines.textContent = said.join("\n");
    if (state === "running") status.textContent = `Installing for ${Math.floor(seconds / 60)} of about ${minutes} minutes.`;
    if (state === "failed") status.textContent = "That did not work; its last lines say why. You may try again.";
    if (state === "ready") location.reload();
    return state === "running";
  };
  const follow = async () => {
    while (show(await (await fetch(`/install/${name}`, { headers: { accept: "application/json" } })).json())) {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  };
  button.addEventListener("click", async () => {
    try {
      await send(`/install/${name}`, {});
      await follow();
    } catch (error) {
      status.textContent = error.message;
    }
  });
  if (card.dataset.state === "running") void follow();
}
