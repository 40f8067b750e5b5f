import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { resolve } from "node:path";

/** The part of esbuild that is used; SST brings the module, so its types are not ours to import. */
interface Esbuild {
  build(options: object): Promise<unknown>;
}
interface LoadBuild {
  onLoad(options: { filter: RegExp }, load: (file: { path: string }) => Promise<object>): void;
}

/**
 * Bundles the engine, sst.config.ts, the stacks and SST's components into `outdir`, which must lie under .sst/platform:
 * there `@pulumi/*` resolves to SST's own copy, and everything else to the root's node_modules. Plain Node cannot load
 * SST's sources: they need more than type stripping.
 */
export async function bundle(outdir: string): Promise<void> {
  const esbuild: Esbuild = createRequire(resolve(".sst/platform/package.json"))("esbuild");
  await esbuild.build({
    entryPoints: { main: "scripts/synth/engine/main.ts" },
    outdir,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    splitting: true,
    outExtension: { ".js": ".mjs" },
    logLevel: "error",
    tsconfigRaw: {},
    plugins: [{ name: "names-without-chance", setup: namesWithoutChance }],
  });
}

/** SST ends a physical name with a random part; here it follows from the name, so that two runs give the same graph. */
function namesWithoutChance(build: LoadBuild): void {
  build.onLoad({ filter: /platform\/src\/components\/naming\.ts$/ }, async ({ path }) => {
    const source = await readFile(path, "utf8");
    const chance = 'crypto.randomBytes(8).toString("hex")';
    if (!source.includes(chance)) throw new Error(`${path} no longer makes names from ${chance}`);
    return { contents: source.replace(chance, "name"), loader: "ts" };
  });
}
