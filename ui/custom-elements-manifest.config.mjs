// The manifest of the elements: attributes, properties, events, slots, parts, from the sources' own words. Editors and catalogs read it.
export default {
  globs: ["src/base.ts", "src/elements/*.ts"],
  outdir: ".",
  litelement: true,
  packagejson: false,
  plugins: [
    {
      name: "public-only",
      /** What is nobody's business outside is left out. */
      packageLinkPhase({ customElementsManifest }) {
        for (const module of customElementsManifest.modules) {
          module.declarations = (module.declarations ?? []).filter(({ kind }) => kind === "class");
          module.exports = module.exports?.filter(({ declaration }) => module.declarations.some(({ name }) => name === declaration.name));
          for (const one of module.declarations) {
            for (const what of ["attributes", "members", "cssParts", "cssProperties"]) for (const it of one[what] ?? []) delete it.inheritedFrom;
            one.members = one.members?.filter(({ privacy, name, description, static: isStatic }) => (privacy ?? "public") === "public" && description && !isStatic && !LIFE.has(name));
            one.attributes = one.attributes?.filter(({ description }) => description);
            one.events = one.events?.filter(({ description }) => description);
          }
        }
      },
    },
  ],
};

/** What a custom element's class has for the browser and for Lit. */
const LIFE = new Set(["connectedCallback", "disconnectedCallback", "render", "updated", "willUpdate", "firstUpdated", "store", "known", "text", "say", "tell"]);
