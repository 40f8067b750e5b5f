import { NamedError } from "@signalbox/core/error";
import { quorum, witnessesOf } from "@signalbox/core/failover/agreement";
import { type Doubt, mayWrite } from "@signalbox/core/failover/doubt";
import { promotableAt } from "@signalbox/core/failover/lease";
import { Course } from "@signalbox/core/failover/run";
import { writingRegion } from "@signalbox/core/failover/writing";
import { z } from "zod";
import { claimEpoch as claim, readTold } from "../../aws/epoch-tables.ts";
import type { StepContext } from "../../context.ts";
import { step } from "../../step.ts";
import { momentOf, noted, recordOf } from "../acting.ts";
import { readTables, writeTables } from "../allow.ts";
import { placesOf } from "../places.ts";
import { readRun, writeRun } from "../records.ts";
import { observedOf } from "../target.ts";

export const claimEpoch = step({
  name: "ClaimEpoch",
  description:
    "Claims the next epoch on two of the three tables: from then on no lease of the region that is left is renewed.",
  input: z.strictObject({ run: Course }),
  output: z.strictObject({ epoch: z.int().positive(), promotableAt: z.string() }),
  allow: [readTables, writeTables],
  run: async ({ run }, context) => {
    const startedAt = momentOf(context);
    const record = await recordOf(context, run.run);
    const { epoch, claimedAt } = await claimed(context, run);
    const text = `epoch ${epoch} is ${run.to}'s: whoever writes in ${run.from} ends within its lease`;
    await writeRun(context, noted(context, { ...record, epoch, claimedAt }, { text, startedAt, epoch }));
    return { epoch, promotableAt: new Date(promotableAt(Date.parse(claimedAt))).toISOString() };
  },
});

/** The epoch, and since when nobody else's lease is renewed. */
async function claimed(context: StepContext, run: Course): Promise<{ epoch: number; claimedAt: string }> {
  const { visit } = context;
  const { epochs, doubt } = await readTold(context);
  if (doubt && run.mode === "ungraceful") return await claimedInDoubt(context, run, doubt);
  if (!epochs) throw new NamedError("Failover.TablesSilent", "nobody can tell which epoch is in force");
  const { current, highest } = epochs;
  // An earlier attempt claimed it, and its reply got lost.
  if (current?.owner === visit.execution) return { epoch: current.epoch, claimedAt: momentOf(context) };
  const writing = writingRegion(epochs, placesOf(context));
  if (writing !== run.from && writing !== run.to)
    throw new NamedError("Failover.EpochTaken", `since this was decided, ${writing} was activated`);
  if (run.mode === "ungraceful" && writing === run.from) await insistOnQuorum(context, run.from);
  const epoch = highest + 1;
  await claimOne(context, run, epoch);
  // Of a run of this region that was left half done, the first claim has ended the leases already.
  const before = current && writing === run.to ? await readRun(context, current.run) : undefined;
  return { epoch, claimedAt: before?.claimedAt ?? momentOf(context) };
}

/** Where nobody can tell who may write: a claim of its own that is half through is brought through, any other one is gone beyond. */
async function claimedInDoubt(
  context: StepContext,
  run: Course,
  doubt: Doubt,
): Promise<{ epoch: number; claimedAt: string }> {
  for (const other of mayWrite(doubt, placesOf(context)))
    if (other !== run.to) await insistOnQuorum(context, other);
  const own = doubt.claims.find(({ owner }) => owner === context.visit.execution);
  const epoch = own?.epoch ?? doubt.highest + 1;
  await claimOne(context, run, epoch);
  return { epoch, claimedAt: momentOf(context) };
}

async function claimOne(context: StepContext, { run, to }: Course, epoch: number): Promise<void> {
  const owner = context.visit.execution;
  const owned = await claim(context, { epoch, region: to, run, owner, at: momentOf(context) });
  if (owned !== "owned")
    throw new NamedError("Failover.NotClaimed", `the claim of epoch ${epoch} is ${owned}`);
}

/** Between a decision and its claim lie retries, a person's half hour, or the time in which this region was gone itself. */
async function insistOnQuorum(context: StepContext, about: string): Promise<void> {
  const observations = await observedOf(context, about);
  const witnesses = witnessesOf(about, observations, context.clock.now());
  if (witnesses.length < quorum)
    throw new NamedError(
      "Failover.NoQuorum",
      `since this was decided, ${about} is seen down by ${witnesses.length} of the observers; ${quorum} have to`,
    );
}
