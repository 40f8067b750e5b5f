import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { KeptCall } from "@signalbox/local/store/kept-call";
import { openStore } from "@signalbox/local/store/store";
import { random } from "@signalbox/local/world/random";

/** World seconds in a real one. Faster than this, a Lambda's minute is too short for a busy machine. */
const factor = 10;
/** Milliseconds of the world that the release takes when it is left alone. */
const usualMs = 420_000;
const program = join(import.meta.dirname, "cloud.ts");

export interface Outcome {
  readonly status: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

/** A release played to its end, in one process more than it is killed. */
export interface Played {
  readonly outcome: Outcome;
  /** Real milliseconds from the release's start to its end or to the first kill. */
  readonly ms: number;
  /** What the steps of the release did to the platform, in order. */
  readonly effects: readonly string[];
  /** How often it was killed: less often than was asked where it had ended before a moment came. */
  readonly kills: number;
}

/** Plays a release; at each moment, in ms of the world after its start, the cloud is ended by SIGKILL, and then started again. */
export async function play(...moments: readonly number[]): Promise<Played> {
  const directory = await mkdtemp(join(tmpdir(), "signalbox-kill-"));
  try {
    // Each process counts from its own start.
    const pauses = moments.map((moment, index) => moment - (moments[index - 1] ?? 0));
    let kills = 0;
    let cloud = await runCloud(directory, pauses[0]);
    const { ms } = cloud;
    while (!cloud.outcome && kills < pauses.length) cloud = await runCloud(directory, pauses[++kills]);
    const { outcome } = cloud;
    if (!outcome) throw new Error("the cloud ended before its release did");
    const store = openStore(directory);
    const effects = store.calls().filter(isEffect).map(text);
    store.close();
    return { outcome, ms, effects, kills };
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** Moments of a release, spread from just after its start until just before its end; milliseconds of the world. */
export function moments(seed: number, count: number): readonly number[] {
  const chance = random(seed);
  return Array.from({ length: count }, (_, index) => Math.round((usualMs * (index + chance.next())) / count));
}

async function runCloud(directory: string, killAfterMs?: number): Promise<{ outcome?: Outcome; ms: number }> {
  const moment = killAfterMs === undefined ? [] : [`${killAfterMs}`];
  const cloud = spawn(process.execPath, [program, directory, `${factor}`, ...moment], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = new Promise<void>((resolve) => cloud.once("exit", () => resolve()));
  let began = 0;
  let ended = 0;
  let outcome: Outcome | undefined;
  for await (const line of createInterface({ input: cloud.stdout })) {
    if (line === "runs") began = performance.now();
    // From outside: so it may well strike within a write.
    if (line === "now") cloud.kill("SIGKILL");
    if (line.startsWith("ended ")) {
      outcome = JSON.parse(line.slice("ended ".length));
      ended = performance.now();
    }
  }
  await exited;
  return { ms: (ended || performance.now()) - began, ...(outcome && { outcome }) };
}

/** The steps' own calls; what they write into DynamoDB is their book-keeping, which may be written again as it was. */
const isEffect = ({ principal, service }: KeptCall): boolean =>
  principal.kind === "role" &&
  /-release(-[a-z-]+)?$/.test(principal.arn) &&
  service !== "dynamodb" &&
  service !== "lambda";

/** A report, and what a release hands over, say when each thing happened, which no two releases share. */
const dated = ["Message", "Detail", "input"];
const text = ({ service, operation, input }: KeptCall): string =>
  `${service}:${operation} ${JSON.stringify(input, (name, value) => (dated.includes(name) ? undefined : value))}`;
