// Two modules: the elements for a host's pages (scrip.js) and, with --mode console, the operator console. Each is whole by itself, so a
// host's page never loads the console's code. The same bytes from the same lock file: no hashes in names, no dates, no source paths.
import { defineConfig } from "vite";

export default defineConfig(({ mode }) => {
  const isConsole = mode === "console";
  return {
    build: {
      target: "es2022",
      outDir: "dist",
      emptyOutDir: !isConsole,
      sourcemap: false,
      modulePreload: false,
      rollupOptions: {
        input: isConsole ? "src/console/index.ts" : "src/index.ts",
        preserveEntrySignatures: "strict",
        output: { format: "es", entryFileNames: isConsole ? "console.js" : "scrip.js", assetFileNames: "console[extname]" },
      },
    },
  };
});
