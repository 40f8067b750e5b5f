import { z } from "zod";
import { strategies } from "../config/service.ts";
import { Side } from "../platform/platform.ts";
import { Force, ReleaseUpgrade } from "../upgrade/release-upgrade.ts";
import { Everywhere } from "./everywhere.ts";
import { ReleasePolicy } from "./policy.ts";
import { WayBack } from "./turns/promotion.ts";

/** A release as validated: nothing is done yet. */
export const Order = z.strictObject({
  group: z.string(),
  strategy: z.enum(strategies),
  /** Name of the execution; with the group, the release's key in the ledger. */
  run: z.string(),
  /** ARN of the execution of `release`, which owns the lock. */
  execution: z.string(),
  image: z.strictObject({ repository: z.string(), tag: z.string().optional(), digest: z.string() }),
  requestedBy: z.string(),
  reason: z.string().optional(),
  /** Why it did not wait for the end of a freeze. */
  breakGlass: z.string().optional(),
  /** Of a release that goes back; what it goes back to was there before, so nothing is registered, baked or judged. */
  back: WayBack.optional(),
  /** As whom its image migrates the database, so that it is rehearsed first; absent where it does not, and of a way back. */
  migrations: z.literal("open-webui").optional(),
  /** What a person wants whatever the rehearsal says. */
  force: Force.optional(),
  /** What the rehearsal has come to, here or where it migrates; absent before it, and where there is none. */
  upgrade: ReleaseUpgrade.optional(),
  /** Of one that release-waves has started: its cutover goes on in all regions together. */
  everywhere: Everywhere.optional(),
  policy: ReleasePolicy,
});
export type Order = z.output<typeof Order>;

/** A service of the group as the release found it. */
const FoundService = z.strictObject({
  name: z.string(),
  /** Tasks that serve before the release; kept until its end, and the capacity that all of the traffic needs. */
  stableCount: z.int().min(1),
  stableTaskDefinition: z.string(),
});
export type FoundService = z.output<typeof FoundService>;

const found = {
  services: z.array(FoundService).min(1),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
};
/** The same for all services of the group. */
const bothSides = { stable: Side, candidate: Side };

export const CanaryRelease = Order.extend({ strategy: z.literal("canary"), ...bothSides, ...found });
export type CanaryRelease = z.output<typeof CanaryRelease>;

export const BlueGreenRelease = Order.extend({ strategy: z.literal("blue-green"), ...bothSides, ...found });
export type BlueGreenRelease = z.output<typeof BlueGreenRelease>;

/** Between two sides, whoever moves the traffic. */
export const SidedRelease = z.discriminatedUnion("strategy", [CanaryRelease, BlueGreenRelease]);
export type SidedRelease = z.output<typeof SidedRelease>;

export const RollingRelease = Order.extend({ strategy: z.literal("rolling"), ...found });
export type RollingRelease = z.output<typeof RollingRelease>;

/** A release under way: what was there when it began, which every later step goes by. Only rolling has no sides. */
export const Release = z.discriminatedUnion("strategy", [CanaryRelease, BlueGreenRelease, RollingRelease]);
export type Release = z.output<typeof Release>;

/** ARNs of task definitions, by service. */
export const TaskDefinitions = z.record(z.string(), z.string());
export type TaskDefinitions = z.output<typeof TaskDefinitions>;

/** Why a release turned back: an error's name and its sentence. */
export const Problem = z.strictObject({ error: z.string(), cause: z.string() });
export type Problem = z.output<typeof Problem>;

/**
 * What the machine of a strategy answers to `release`, which then gives the lock back and reports: the platform is in one of
 * its two known states. Where it is not, that machine fails with `Release.NeedsAPerson`.
 */
export interface Handover {
  readonly outcome: "promoted" | "rolled-back";
  /** Why it was turned back; null where it was not. */
  readonly problem: Problem | null;
}
