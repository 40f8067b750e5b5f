import { readFileSync } from "node:fs";
import { a10g } from "@signalbox/core/scaling/profile";
import { chanceOf } from "@signalbox/core/scaling/simulate/chance";
import type { StartUp } from "@signalbox/core/scaling/simulate/fleet";
import { type Load, loadOf } from "@signalbox/core/scaling/simulate/load";
import { readTrace, type Trace } from "@signalbox/core/scaling/trace";

export interface Scenario {
  readonly name: string;
  readonly trace: "servegen-m-large" | "servegen-deepseek-r1" | "azure-conversation-2023";
  /** The share of the trace's requests. */
  readonly share: number;
  readonly tokens?: { readonly input: number; readonly output: number };
  /** Minutes that are scored; those before are lived through. */
  readonly from: number;
  readonly to: number;
  /** Seconds of a start-up; `spread` draws each between 0.8 and 1.6 times as long. */
  readonly start: number;
  readonly spread?: boolean;
  /** Minutes without a single request. */
  readonly outage?: readonly [number, number];
}

const day = 1440;
const constant = { input: 914, output: 142 };
const large = { trace: "servegen-m-large", share: 1 / 8, from: 7 * day, to: 14 * day, start: 300 } as const;

export const a: Scenario = { ...large, name: "A constant tokens", tokens: constant };
export const b: Scenario = { ...large, name: "B trace tokens" };
export const c: Scenario = { ...large, name: "C calm", from: 3 * day, to: 7 * day };

/** What one setting has to bear. */
export const unturned: readonly Scenario[] = [
  ...[a, b, c].flatMap((one) => [
    one,
    ...[120, 480].map((start) => ({ ...one, name: `${one.name}, ${start} s`, start })),
  ]),
  ...[a, b, c].map((one) => ({ ...one, name: `${one.name}, 0.8 to 1.6 × 300 s`, spread: true })),
  { ...b, name: "B, half the traffic", share: 1 / 16 },
  { ...a, name: "A, no request for 45 min", outage: [10 * day + 720, 10 * day + 765] },
];

/** Traces that nothing was chosen by. */
export const strange: readonly Scenario[] = [
  {
    name: "DeepSeek R1, from hour 8 on",
    trace: "servegen-deepseek-r1",
    share: 1 / 4,
    from: 480,
    to: day,
    start: 300,
  },
  {
    name: "Azure conversations, ×4, no history",
    trace: "azure-conversation-2023",
    share: 1,
    from: 10,
    to: 58,
    start: 300,
  },
];

const read = new Map<string, Trace>();

function traceOf(name: string): Trace {
  const found = read.get(name);
  if (found) return found;
  const path = new URL(`../../fixtures/traces/${name}.csv`, import.meta.url);
  const trace = readTrace(readFileSync(path, "utf8"));
  read.set(name, trace);
  return trace;
}

let last: { readonly key: string; readonly load: Load } | undefined;

/** A scenario's load from minute 0 to its end. Many policies in a row ask for the same. */
export function loadIn(scenario: Scenario, seed: number): Load {
  const key = `${scenario.name} ${seed}`;
  if (last?.key !== key) last = { key, load: drawLoad(scenario, seed) };
  return last.load;
}

function drawLoad(scenario: Scenario, seed: number): Load {
  const { trace, share, tokens, to, outage } = scenario;
  const load = loadOf(traceOf(trace), a10g, { share, seed, ...(tokens && { tokens }) });
  if (outage) for (const bins of [load.requests, load.work]) bins.fill(0, outage[0] * 6, outage[1] * 6);
  return { requests: load.requests.subarray(0, to * 6), work: load.work.subarray(0, to * 6) };
}

export function startUpIn({ start, spread }: Scenario, seed: number): StartUp {
  const chance = chanceOf(seed + 1000);
  return () => (spread ? start * (0.8 + 0.8 * chance()) : start);
}
