/**
 * `npm run bench`: every measurement with its aim, each part in a process of its own, so that none warms up or fills
 * the memory of another. `--only PART` runs one, `--json` prints rows as JSON, `--write` updates docs/verification.md.
 */
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { machineWords, renewPage } from "./page.ts";
import type { Row } from "./row.ts";
import { markdownTable } from "./table.ts";

const parts: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
  engine: async () => (await import("./engine.ts")).benchEngine(),
  wire: async () => (await import("./wire.ts")).benchWire(),
  plane: async () => (await import("./plane.ts")).benchPlane(),
  canary: async () => (await import("./canary.ts")).benchCanary(),
  boot: async () => (await import("./boot.ts")).benchBoot(),
  digest: async () => (await import("./digest.ts")).benchDigest(),
};

const { values } = parseArgs({
  options: { only: { type: "string" }, json: { type: "boolean" }, write: { type: "boolean" } },
});

if (values.only !== undefined) await runPart(values.only);
else await runAll();

async function runPart(name: string): Promise<void> {
  const part = parts[name];
  if (!part) {
    console.error(`there is no part ${name}; there is ${Object.keys(parts).join(", ")}`);
    process.exitCode = 2;
    return;
  }
  const rows = await part();
  console.log(values.json ? JSON.stringify(rows) : markdownTable(rows));
}

async function runAll(): Promise<void> {
  const rows: Row[] = [];
  for (const name of Object.keys(parts)) {
    console.error(`measuring ${name}`);
    const args = [import.meta.filename, "--only", name, "--json"];
    const { status, stdout } = spawnSync(process.execPath, args, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
    // A part prints its rows last; libraries may have talked before.
    if (status === 0) rows.push(...JSON.parse(stdout.trim().split("\n").at(-1) ?? "[]"));
    else {
      console.error(`${name} failed`);
      process.exitCode = 1;
    }
  }
  const machine = machineWords();
  console.log(values.json ? JSON.stringify(rows, undefined, 2) : `${markdownTable(rows)}\n\n${machine}`);
  if (values.write && process.exitCode !== 1)
    renewPage("verification.md", "bench", `${markdownTable(rows)}\n\n${machine}.`);
}
