import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";

/** All that a graph follows from, but for what is installed. */
const followsFrom = [
  "sst.config.ts",
  "package-lock.json",
  "config",
  "stacks",
  "infra",
  "scripts/synth",
  "packages/core",
  "packages/functions",
];

/** The same where a graph would be the same; what is not committed counts as well. */
export function markOfSources(): string {
  const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "-z", ...followsFrom]);
  const hash = createHash("sha256");
  for (const path of listed.toString().split("\0"))
    if (path !== "" && existsSync(path)) hash.update(`${path}\0`).update(readFileSync(path));
  return hash.digest("hex");
}
