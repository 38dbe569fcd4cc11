// Hosts of other kinds: one inside React 19, one with an accent of its own, and the package as npm packs it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";

import { build } from "vite";

import { accessible } from "./axe.mjs";
import { kit, picture, told } from "./kit.mjs";

const kitted = kit();
const { open } = kitted;
const UI = fileURLToPath(new URL("..", import.meta.url));

describe("a host", () => {
  it("in React 19 gives properties, hears events, and keeps its own state", async () => {
    const { output } = await build({
      configFile: false,
      logLevel: "error",
      define: { "process.env.NODE_ENV": '"production"' },
      build: { write: false, target: "es2022", modulePreload: false, rollupOptions: { input: join(UI, "tests/react/app.mjs"), output: { format: "es" } } },
    });
    kitted.world.host.script = output[0].code;
    const page = await open("acme", "cleo", '<div id="app"></div>');
    kitted.world.host.script = undefined;
    const button = page.getByRole("button", { name: /Make pages/ });
    await button.filter({ hasText: "20 credits" }).waitFor();
    await page.getByLabel("Pages").fill("3");
    await button.filter({ hasText: "60 credits" }).waitFor();
    await button.press("Enter");
    await page.getByText(/^3 pages, 60 credits, quo_/).waitFor();
    // React takes an element away and puts it there again.
    await page.getByText("3,000 credits left").last().waitFor();
    await page.getByRole("button", { name: "Hide" }).click();
    await page.locator("scrip-counter").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Show" }).click();
    await kitted.api("POST", "/v1/accounts/acme/spends", { feature: "background-removal" });
    await page.locator("scrip-counter").getByText("2,990 credits left").waitFor();
    await accessible(page, "in React");
    await picture(page, "react");
  });

  for (const accent of ["#ffe14d", "#0b3d2e", "#ff6a3d", "#8a8a8a"]) {
    it(`may have the accent ${accent}, and its buttons can still be read`, async () => {
      const page = await open("acme", "ada", `<scrip-usage-menu open class="accent-${accent.slice(1)}"></scrip-usage-menu>`);
      await page.getByText("of 2,500").waitFor();
      await accessible(page, accent);
    });
  }

  it("under a strict policy breaks none of it, whatever the member does", async () => {
    const page = await open("shop", "ada", '<scrip-usage-menu open></scrip-usage-menu><scrip-buy-dialog></scrip-buy-dialog><scrip-agency-settings></scrip-agency-settings><scrip-orders></scrip-orders>');
    await page.evaluate(() => {
      window.broken = [];
      addEventListener("securitypolicyviolation", ({ violatedDirective, sourceFile }) => window.broken.push(`${violatedDirective} ${sourceFile}`));
    });
    await page.getByRole("button", { name: "Buy extra credits" }).click();
    await page.getByRole("radio", { name: /5,000 credits/ }).check();
    await page.getByRole("button", { name: "Close" }).press("Enter");
    assert.deepEqual(await told(page), ["scrip-buy"]);
    assert.deepEqual(await page.evaluate(() => window.broken), []);
  });
});

describe("the module", () => {
  it("may be pinned by the hash that docs/elements.md names, and by no other", async () => {
    const docs = new URL("../../docs/elements.md", import.meta.url);
    const hash = `sha384-${createHash("sha384").update(await readFile(join(UI, "dist/scrip.js"))).digest("base64")}`;
    const text = await readFile(docs, "utf8");
    if (process.env.SCRIP_DOCS) await writeFile(docs, text.replace(/sha384-[\w+/=]+/g, hash));
    else assert.deepEqual([...text.matchAll(/sha384-[\w+/=]+/g)].map(([found]) => found), [hash], "`cargo xtask pages --docs` writes it anew");
    const page = await open("acme", "ada", "<scrip-counter></scrip-counter>");
    page.expected = [/integrity/];
    const loads = (integrity) => page.evaluate(([url, integrity]) => fetch(url, { integrity, cache: "no-store" }).then(() => true, () => false), [`${kitted.world.scrip}/ui/v1/scrip.js`, integrity]);
    assert.equal(await loads(hash), true);
    assert.equal(await loads(hash.replace(/.{8}$/, "AAAAAAAA")), false);
  });
});

describe("the package", () => {
  // npm, and the node that it starts, are those of .tools where the distribution's own are too old; else they stand beside the node that runs this.
  const path = [join(UI, "..", ".tools/python/bin"), dirname(process.execPath), process.env.PATH].join(delimiter);
  const env = { ...process.env, PATH: path };
  const npm = (...args) => execFileSync("npm", args, { cwd: UI, env, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

  before(() => npm("run", "prepack"));

  it("packs the module, its types and its manifest, and nothing else", async () => {
    const [{ files }] = JSON.parse(npm("pack", "--dry-run", "--json", "--ignore-scripts"));
    const paths = files.map(({ path }) => path);
    for (const path of ["LICENSE", "README.md", "custom-elements.json", "dist/scrip.js", "package.json", "types/index.d.ts", "types/api/schema.d.ts"]) assert.ok(paths.includes(path), path);
    assert.deepEqual(paths.filter((path) => !/^(LICENSE|README\.md|custom-elements\.json|package\.json|dist\/scrip\.js|types\/[\w/-]+\.d\.ts)$/.test(path)), []);
  });

  it("has types that an application's TypeScript is content with, and that find its mistakes", async () => {
    const folder = await mkdtemp(join(tmpdir(), "scrip-types-"));
    try {
      const place = join(folder, "node_modules/@scrip/elements");
      await mkdir(join(place, "dist"), { recursive: true });
      for (const what of ["package.json", "types", "dist/scrip.js"]) await cp(join(UI, what), join(place, what), { recursive: true });
      for (const lit of ["lit", "lit-html", "lit-element", "@lit", "@types/trusted-types"]) await cp(join(UI, "node_modules", lit), join(folder, "node_modules", lit), { recursive: true });
      const options = { strict: true, noEmit: true, target: "ES2022", module: "ESNext", moduleResolution: "bundler", lib: ["ES2023", "DOM", "DOM.Iterable"], types: [] };
      await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files: ["app.ts"] }));
      const right = `import "@scrip/elements";
        const button = document.createElement("scrip-feature-button");
        button.quantity = 3;
        button.getToken = async () => "token";
        document.addEventListener("scrip-use", ({ detail }) => console.log(detail.feature.length, detail.quote, detail.check.cost));
        await document.createElement("scrip-buy-dialog").show({ from: "here" });`;
      await writeFile(join(folder, "app.ts"), right);
      const check = () => execFileSync(process.execPath, [join(UI, "node_modules/typescript/bin/tsc"), "-p", folder], { encoding: "utf8" });
      assert.equal(check(), "");
      await writeFile(join(folder, "app.ts"), right.replace("quantity = 3", 'quantity = "3"'));
      assert.throws(check, ({ stdout }) => /Type 'string' is not assignable/.test(stdout));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("has a manifest that is what the sources say, with words for everything", async () => {
    const committed = await readFile(join(UI, "custom-elements.json"), "utf8");
    npm("run", "manifest");
    assert.equal(await readFile(join(UI, "custom-elements.json"), "utf8"), committed, "npm run manifest --prefix ui makes it anew");
    const elements = JSON.parse(committed).modules.flatMap(({ declarations }) => declarations).filter(({ tagName }) => tagName !== undefined);
    assert.equal(elements.length, 11);
    for (const { tagName, attributes, cssParts, cssProperties, members } of elements) {
      assert.ok(attributes.some(({ name }) => name === "server"), tagName);
      assert.ok(members.some(({ name }) => name === "getToken"), tagName);
      for (const { name, description } of [...attributes, ...cssParts, ...cssProperties, ...members]) assert.ok(description, `${tagName} ${name}`);
    }
    // Every part that is in a template is in the manifest, and the other way round.
    for (const { tagName, cssParts } of elements) {
      const sources = [`src/elements/${tagName.slice(6)}.ts`, "src/base.ts", ...(tagName === "scrip-buy-dialog" ? ["src/buying/views.ts"] : [])];
      const text = (await Promise.all(sources.map((path) => readFile(join(UI, path), "utf8")))).join("");
      const used = new Set([...text.matchAll(/ part="([\w-]+)"/g)].map(([, part]) => part));
      assert.deepEqual(cssParts.map(({ name }) => name).sort(), [...used].sort(), tagName);
    }
  });
});
