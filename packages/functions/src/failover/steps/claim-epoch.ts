import { NamedError } from "@signalbox/core/error";
import { quorum, witnessesOf } from "@signalbox/core/failover/agreement";
import { promotableAt } from "@signalbox/core/failover/lease";
import { Course } from "@signalbox/core/failover/run";
import { writingRegion } from "@signalbox/core/failover/writing";
import { z } from "zod";
import { claimEpoch as claim, readEpochs } from "../../aws/epoch-tables.ts";
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
  const epochs = await readEpochs(context);
  if (!epochs) throw new NamedError("Failover.TablesSilent", "nobody can tell which epoch is in force");
  const { current, highest } = epochs;
  // An earlier attempt claimed it, and its reply got lost.
  if (current?.owner === visit.execution) return { epoch: current.epoch, claimedAt: momentOf(context) };
  const writing = writingRegion(epochs, placesOf(context));
  if (writing !== run.from && writing !== run.to)
    throw new NamedError("Failover.EpochTaken", `since this was decided, ${writing} was activated`);
  if (run.mode === "ungraceful" && writing === run.from) await insistOnQuorum(context, run.from);
  const epoch = highest + 1;
  const record = { epoch, region: run.to, run: run.run, owner: visit.execution, at: momentOf(context) };
  const owned = await claim(context, record);
  if (owned !== "owned")
    throw new NamedError("Failover.NotClaimed", `the claim of epoch ${epoch} is ${owned}`);
  // Of a run of this region that was left half done, the first claim has ended the leases already.
  const before = current && writing === run.to ? await readRun(context, current.run) : undefined;
  return { epoch, claimedAt: before?.claimedAt ?? momentOf(context) };
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
