import { NamedError } from "@signalbox/core/error";
import { ReleaseSet } from "@signalbox/core/release/set/set";
import { z } from "zod";
import { noteAct } from "../../aws/journal.ts";
import { isHeld, readLock, takeLock } from "../../aws/lock.ts";
import { beginSet, setLeaseOf, setLedgerOf } from "../../aws/release-set.ts";
import { runName } from "../../release/names.ts";
import { step } from "../../step.ts";
import type { SetAllows } from "../allow.ts";

/** The groups of a set, in the one order in which every set takes their leases. */
export const groupsOf = ({ waves }: ReleaseSet): string[] =>
  [...new Set(waves.flat().map(({ group }) => group))].toSorted();

export const beginStep = ({ begin: allow }: SetAllows) =>
  step({
    name: "Begin",
    description: "Takes the lease of each group, so that it is in one set at a time, and records the set.",
    input: z.strictObject({ set: ReleaseSet }),
    output: z.strictObject({ run: z.string() }),
    allow,
    run: async ({ set }, context) => {
      const { execution } = context.visit;
      const owner = { execution, run: runName(execution), askedAt: set.startedAt };
      for (const group of groupsOf(set)) {
        const lease = setLeaseOf(context, group);
        const lock = await readLock(lease);
        const held = await isHeld(context.aws.sfn, lock, execution);
        if (held || (await takeLock(lease, lock, owner)) === undefined)
          throw new NamedError(
            "Release.AlreadyInSet",
            `${group} is released by ${lock?.run ?? "another set"} just now`,
          );
      }
      await beginSet(context, set);
      const members = set.waves.map((wave) => wave.map(({ run }) => run).join(" with ")).join(", then ");
      await noteAct(context, setLedgerOf(context, set.run), set.run, { text: `releases ${members}` });
      return { run: set.run };
    },
  });
