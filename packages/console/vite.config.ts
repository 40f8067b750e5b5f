import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "/console/",
  // Not the esbuild or React plugins: Vite's own compiler knows JSX, and tsconfig.json says whose.
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  // A data: address would need a hole in the page's content security policy.
  build: { target: "es2023", assetsInlineLimit: 0, reportCompressedSize: false },
  logLevel: "warn",
});
