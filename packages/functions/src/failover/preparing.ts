import { NamedError } from "@signalbox/core/error";
import { writingRegion } from "@signalbox/core/failover/writing";
import { z } from "zod";
import { readEpochs } from "../aws/epoch-tables.ts";
import type { StepContext } from "../context.ts";
import { step } from "../step.ts";
import { type Act, Acted, Acting, told } from "./acting.ts";
import { readTables, writeTables } from "./allow.ts";
import { placesOf } from "./places.ts";

/** What comes before the claim has no epoch yet. */
const Preparing = Acting.extend({ epoch: z.int().nonnegative() });

/** A step before the claim: nothing that users meet is changed by it, and it is done only while the region that is left still writes. */
export const preparing = ({ name, description, allow, act }: Act) =>
  step({
    name,
    description,
    input: Preparing,
    output: Acted,
    allow: [readTables, writeTables, ...allow],
    run: async (input, context) => {
      await insistOnWriter(context, input.run.from);
      return await told(act, input, context);
    },
  });

/** Throws `Failover.EpochTaken` where another region writes by now, `Failover.TablesSilent`, which passes, where nobody can tell. */
async function insistOnWriter(context: StepContext, from: string): Promise<void> {
  const writing = writingRegion(await readEpochs(context), placesOf(context));
  if (writing === undefined)
    throw new NamedError("Failover.TablesSilent", "nobody can tell which region may write");
  if (writing !== from)
    throw new NamedError("Failover.EpochTaken", `since this was decided, ${writing} was activated`);
}
