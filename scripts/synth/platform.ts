import { execFile } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { promisify } from "node:util";

const stamp = ".sst/platform/.signalbox-ready";

/**
 * Installs .sst/platform, SST's own sources and the Pulumi that it pins, when it is missing or of another SST: 30 s, once.
 * npm resolves what SST's package leaves open, so transitive versions may differ from those that SST's bun would take; the
 * direct ones, Pulumi and its providers among them, are exact. Throws an Error when the install fails.
 */
export async function installPlatform(): Promise<void> {
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted()) return;
  console.error("signalbox: installing SST's platform (once; about half a minute)");
  await promisify(execFile)("node_modules/.bin/sst", ["install", "--stage", "development"], {
    env: {
      ...process.env,
      SST_SKIP_DEPENDENCY_CHECK: "1",
      SST_NO_BUN: "1",
      SST_TELEMETRY_DISABLED: "1",
      AWS_EC2_METADATA_DISABLED: "true",
    },
  });
  writeFileSync(stamp, wanted());
}

/** SST's version, and the lines of sst.config.ts that pin its providers. */
function wanted(): string {
  const pins = readFileSync("sst.config.ts", "utf8").match(/\w+: \{ version: "[^"]+"/g) ?? [];
  return `sst ${readFileSync("node_modules/sst/package.json", "utf8").match(/"version": "([^"]+)"/)?.[1]} ${pins.join()}`;
}
