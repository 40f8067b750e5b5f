import type { Play } from "@signalbox/core/scaling/compare/turn";
import { minuteDemand } from "@signalbox/core/scaling/oracle/demand";
import { bounds, objective } from "@signalbox/core/scaling/planner/family";
import { ReplicaProfile } from "@signalbox/core/scaling/profile";
import { type Load, loadOf, part, type Thinning } from "@signalbox/core/scaling/simulate/load";
import { type Setting, simulate } from "@signalbox/core/scaling/simulate/simulate";
import type { Trace } from "@signalbox/core/scaling/trace";
import { z } from "zod";
import { parameter } from "../command.ts";
import { parsePairs } from "../pairs.ts";
import { readTraceFile } from "./trace-file.ts";

export const profileOf = (command: string) => ({ flag: "--profile", schema: ReplicaProfile, command });

/** What a trace is played with. */
export const replayOptions = {
  trace: parameter("--trace <file>", "CSV of minute,requests,input_tokens,output_tokens", z.string()),
  profile: parameter(
    "--profile <field=value...>",
    "what a replica does, where it differs (below)",
    z.array(z.string()).default([]),
  ),
  share: parameter(
    "--share <number>",
    "share of the trace's requests that come here; all unless said",
    z.coerce.number().positive().max(1).default(1),
  ),
  least: parameter(
    "--least <count>",
    "1, or 0 for ours and the oracle: the last replica may go, and who is held waits for the first; 1 unless said",
    z.enum(["0", "1"]).default("1"),
  ),
  seed: parameter("--seed <number>", "of all chance; 1 unless said", z.coerce.number().int().default(1)),
};

/** A trace as it is played: 14 days of minutes and a replica, and how it begins. */
export interface Replay {
  readonly trace: Trace;
  readonly thinning: Thinning;
  readonly load: Load;
  readonly profile: ReplicaProfile;
  readonly minutes: number;
  /** Replicas that there are at least. */
  readonly least: 0 | 1;
  readonly setting: Omit<Setting, "scoredFrom">;
}

interface Asked {
  readonly trace: string;
  readonly profile: readonly string[];
  readonly share: number;
  readonly seed: number;
  readonly least: "0" | "1";
}

/** Reads the trace and draws its requests. Throws usage errors that name the file and the line. */
export async function readReplay(
  { trace: file, share, seed, least, ...asked }: Asked,
  command: string,
): Promise<Replay> {
  const profile = parsePairs(profileOf(command), asked.profile);
  const { trace } = await readTraceFile(file);
  return replayOf(trace, profile, { share, seed }, least === "0" ? 0 : 1);
}

/** Draws a trace's requests for replicas of this profile. */
export function replayOf(
  trace: Trace,
  profile: ReplicaProfile,
  thinning: Thinning,
  least: 0 | 1 = 1,
): Replay {
  const load = loadOf(trace, profile, thinning);
  const minutes = trace.requests.length;
  const early = minuteDemand(part(load, 0, Math.min(10, minutes)), profile.slots).replicas;
  const setting = {
    profile,
    bounds: { ...bounds, least },
    objective: objective.seconds,
    startUp: () => profile.startSeconds,
    // Half as many again as its first minutes keep busy.
    first: Math.max(1, Math.ceil(1.5 * Math.max(...early))),
  };
  return { trace, thinning, load, profile, minutes, least, setting };
}

/** Plays policies over it, scored from a minute on. */
export const playing =
  ({ load, profile, setting }: Replay, scoredFrom: number, watch?: Setting["watch"]): Play =>
  (make) =>
    simulate(load, make(profile), { ...setting, scoredFrom, ...(watch && { watch }) });
