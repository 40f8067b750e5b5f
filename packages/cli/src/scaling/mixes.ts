import { cheapestFleet, type Wish } from "@signalbox/core/scaling/fleet/cheapest";
import { type Gpu, measure } from "@signalbox/core/scaling/fleet/gpu";
import type { Tokens } from "@signalbox/core/scaling/fleet/kind";
import { MixedFleet } from "@signalbox/core/scaling/fleet/mixed-fleet";
import { sentenceOf } from "@signalbox/core/scaling/fleet/sentence";
import { steered } from "@signalbox/core/scaling/planner/family";
import type { Outcome } from "@signalbox/core/scaling/simulate/outcome";
import { simulate } from "@signalbox/core/scaling/simulate/simulate";
import type { Trace } from "@signalbox/core/scaling/trace";
import { usageError } from "../user-error.ts";
import { type Replay, replayOf } from "./replay.ts";

/** A run of the planner, its one setting, with replicas of these types. */
export interface MixRun extends Outcome {
  readonly name: string;
  readonly usd: number;
  /** Replica-hours of each type. */
  readonly hours: Readonly<Record<string, number>>;
}

export type MixLimits = Pick<Wish, "usdPerHour" | "spotShare">;

/** Hours for which a start has to pay: it takes minutes, and an evening's way down hours. */
const hours = 1;

type Watch = (at: number, wanted: number, fleet: MixedFleet) => void;

/** Each type alone, and all together where they are several. */
export async function compareMixes(
  replay: Replay,
  gpus: readonly Gpu[],
  limits: MixLimits,
  scoredFrom: number,
  tell: (what: string) => Promise<void>,
): Promise<MixRun[]> {
  const runs: MixRun[] = [];
  for (const some of [...gpus.map((gpu) => [gpu]), ...(gpus.length > 1 ? [gpus] : [])]) {
    const name = some.length > 1 ? "mixed" : some.map((gpu) => gpu.name).join();
    await tell(name);
    runs.push({ name, ...playMix(replay, some, limits, scoredFrom) });
  }
  return runs;
}

function playMix(
  { trace, thinning }: Replay,
  gpus: readonly Gpu[],
  limits: MixLimits,
  scoredFrom: number,
  watch?: Watch,
): Omit<MixRun, "name"> {
  const { unit, offers } = measure(gpus, tokensOf(trace));
  const { load, setting } = replayOf(trace, unit, thinning);
  const replicas = new MixedFleet(offers, { ...limits, hours }, setting.first);
  const policy = steered(unit, (decision) => watch?.(decision.at, decision.wanted, replicas));
  const outcome = simulate(load, policy, { ...setting, replicas, scoredFrom });
  return { ...outcome, usd: replicas.usd, hours: Object.fromEntries(replicas.hours) };
}

/** What the types would be at a minute, and which of them binds, in sentences; the planner counts in the smallest. */
export function explainMix(replay: Replay, gpus: readonly Gpu[], limits: MixLimits, minute: number): string {
  const { smallest } = measure(gpus, tokensOf(replay.trace));
  let sentence = "";
  playMix(replay, gpus, limits, 0, (at, wanted, fleet) => {
    if (at !== minute * 60) return;
    const mix = cheapestFleet(fleet.present, { ...limits, hours, capacity: wanted });
    sentence = `Of these types it wants as much as ${wanted} × ${smallest} serve. ${sentenceOf(mix, smallest)}`;
  });
  return sentence;
}

/** Throws a usage error where the trace has no request. */
function tokensOf({ requests, inputTokens, outputTokens }: Trace): Tokens {
  const sum = (values: Float64Array) => values.reduce((total, one) => total + one, 0);
  const all = sum(requests);
  if (all === 0)
    throw usageError("the trace has no requests", "types of GPU differ by them", "give another --trace");
  return { input: sum(inputTokens) / all, output: sum(outputTokens) / all };
}
