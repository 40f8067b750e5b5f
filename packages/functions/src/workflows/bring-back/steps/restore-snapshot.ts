import { CanaryRelease } from "@signalbox/core/release/release";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import * as allow from "../../../release/allow.ts";
import { checkOwner } from "../../../release/checkpoint.ts";
import { restoreBeside } from "../../../restore/steps/restore-beside.ts";
import { step } from "../../../step.ts";
import { readCutover, restoredRun } from "../../release-maintenance-cutover/record.ts";

export const restoreSnapshot = step({
  name: "RestoreSnapshot",
  description: `${restoreBeside.description} The point is the one that was made before the migration.`,
  input: z.strictObject({ release: CanaryRelease }),
  output: restoreBeside.output,
  allow: [...restoreBeside.allow, allow.readLedger, ...allow.journalAllows],
  run: async ({ release }, context) => {
    await checkOwner(context, release);
    const { snapshot } = await readCutover(context, release);
    if (snapshot === undefined) throw new Error("a database was migrated of which there is no snapshot");
    const source = { kind: "point", point: snapshot } as const;
    const restored = await restoreBeside.run(
      { run: restoredRun(release), target: "database", source, attempt: 1 },
      context,
    );
    await journal(context, release, { text: `the database goes back to ${snapshot}` });
    return restored;
  },
});
