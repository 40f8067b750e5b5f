/**
 * `npm run bench:backups`: a backup of an installation of 500 users, its copies into two regions and its verified restore, by the
 * deployment's own machines on the local cloud of three regions with real PostgreSQL; then the digests of files. `--factor N` lets
 * the clock run otherwise (1 is real time), `--write` renews the table of docs/backups.md.
 */
import { loadavg } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { type Booted, boot } from "@signalbox/local/boot";
import { newClock } from "@signalbox/local/world/clock";
import { fill } from "./backups/fill.ts";
import { jobSeconds } from "./backups/jobs.ts";
import { memoryKind, residentMegabytes } from "./backups/memory.ts";
import { playRound } from "./backups/round.ts";
import { benchDigest } from "./digest.ts";
import { machineWords, renewPage } from "./page.ts";
import type { Row } from "./row.ts";
import { markdownTable } from "./table.ts";

/** The factor is that of the tour `recovery`. */
const usual = { factor: 40, requestsPerSecond: 1 };
const sampleMs = 4_000;

const { values } = parseArgs({ options: { factor: { type: "string" }, write: { type: "boolean" } } });
const factor = Number(values.factor ?? usual.factor);

const [load = 0] = loadavg();
const rows = [...(await benchBackups()), ...(await benchDigest())];
const machine = `${machineWords()}, ${load.toFixed(1)} other processes at work.`;
const page = `${markdownTable(rows)}\n\n${machine}`;
console.log(page);
if (values.write) renewPage("backups.md", "bench:backups", page);

async function benchBackups(): Promise<readonly Row[]> {
  const booted = await boot({
    config: "production",
    clock: newClock(factor),
    port: 0,
    seed: 1,
    requestsPerSecond: usual.requestsPerSecond,
    policy: {},
    databases: "postgres",
  });
  try {
    booted.traffic.start();
    console.error("filling");
    const filled = await fill(booted);
    console.error(`backing up ${Math.round(filled.databaseBytes / 1e6)} MB`);
    return await measure(booted);
  } finally {
    await booted.stop();
  }
}

async function measure(booted: Booted): Promise<readonly Row[]> {
  const { clock } = booted.world;
  const began = clock.now();
  const over = new AbortController();
  const memory = largestMemory(over.signal);
  const { made, copied, verified, database, files } = await playRound(booted).finally(() => over.abort());
  const minutes = (clock.now() - began) / 60_000;
  const { lost } = booted.traffic.ledger.snapshot();
  return [
    { name: "database: rows that came back as they were", value: database.entries, unit: "rows" },
    { name: "database: bytes", value: database.bytes / 1e6, unit: "MB" },
    { name: "files that came back as they were", value: files.entries, unit: "files" },
    { name: "files: bytes", value: files.bytes / 1e6, unit: "MB" },
    { name: "both backed up after", value: made, unit: "s" },
    { name: "both copied into two regions after", value: copied, unit: "s" },
    { name: "both restored beside, compared and removed after", value: verified, unit: "s" },
    {
      name: "backups, copies and verified restores",
      value: Math.max(copied, verified),
      unit: "s",
      aim: "< 60",
    },
    {
      name: "seconds of the world in a real one, while nothing real is done",
      value: factor,
      unit: "",
    },
    { name: "the same, in the world's time", value: minutes, unit: "min" },
    {
      name: "jobs of AWS Backup, one after another, in the world's time",
      value: (await jobSeconds(booted)) / 60,
      unit: "min",
    },
    { name: "requests lost meanwhile", value: lost, unit: "requests", aim: "0" },
    {
      name: `memory of the cloud with its databases (${memoryKind})`,
      value: await memory,
      unit: "MB",
      aim: "< 1,000",
    },
  ];
}

/** The most that was seen. */
async function largestMemory(over: AbortSignal): Promise<number> {
  let most = 0;
  while (!over.aborted) {
    most = Math.max(most, await residentMegabytes());
    await wait(sampleMs, undefined, { signal: over }).catch(() => {});
  }
  return most;
}
