/** Builds the page into dist/ unless it is built from these very sources. */
import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const stamp = `${here}dist/.sources`;

const sources = () => {
  const hash = createHash("sha256");
  // Core's types alone reach the page, but for plain functions: its files count too.
  const own = globSync(["src/**/*.{ts,tsx,css,svg}", "*.{ts,json,html}"], { cwd: here });
  const core = globSync("../core/src/**/*.ts", { cwd: here });
  for (const path of [...own, ...core].filter((each) => !each.endsWith(".test.ts")).toSorted())
    hash.update(path).update(readFileSync(`${here}${path}`));
  return hash.digest("hex");
};

const present = sources();
if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== present) {
  console.error("signalbox: building the page (a few seconds, until its sources change)");
  const { build } = await import("vite");
  await build({ configFile: `${here}vite.config.ts` });
  writeFileSync(stamp, present);
}
