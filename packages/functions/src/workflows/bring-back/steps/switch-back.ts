import { Beside } from "@signalbox/core/backup/content/look";
import { wayBackSeconds } from "@signalbox/core/backup/restore/limits";
import { CanaryRelease } from "@signalbox/core/release/release";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { readConnection, switchConnection } from "../../../aws/connection.ts";
import { journal } from "../../../aws/journal.ts";
import * as allow from "../../../release/allow.ts";
import { checkOwner } from "../../../release/checkpoint.ts";
import { readRestored } from "../../../restore/allow.ts";
import { nameOf } from "../../../restore/beside.ts";
import { addressOf, parameterOf } from "../../../restore/connection.ts";
import { replaceCluster, replaceClusterAllows } from "../../../restore/replace-cluster.ts";
import { step } from "../../../step.ts";
import { note, readCutover } from "../../release-maintenance-cutover/record.ts";

export const switchBack = step({
  name: "SwitchBack",
  description:
    "Puts the restored database into the parameter that tasks read when they start; what was migrated is kept for a person.",
  input: z.strictObject({ release: CanaryRelease, at: Beside }),
  output: z.strictObject({ serves: z.string() }),
  allow: [
    readRestored,
    on("connection", "ssm:GetParameter", "ssm:PutParameter"),
    ...replaceClusterAllows,
    allow.readLedger,
    ...allow.journalAllows,
  ],
  run: async ({ release, at }, context) => {
    await checkOwner(context, release);
    const { aws, clock, visit } = context;
    const parameter = parameterOf(context, "database");
    const to = await addressOf(context, at);
    const known = (await readCutover(context, release)).switched?.from;
    const from = known ?? (await readConnection(aws.ssm, parameter)).value;
    // Before it is switched: run again, it still knows what was there.
    await note(context, release, { switched: { from, to } });
    await switchConnection({ ssm: aws.ssm, clock }, parameter, { from, to, known: 0 });
    const keptUntil = new Date(Date.parse(visit.entered) + wayBackSeconds * 1_000).toISOString();
    const marks = { "signalbox:replaced-by": release.run, "signalbox:kept-until": keptUntil };
    await replaceCluster(context, { serves: nameOf(at), old: from, marks });
    await journal(context, release, {
      text: `${nameOf(at)} serves. ${from} is left with what the migration and the new version wrote, for a person to delete; until a deploy knows ${nameOf(at)}, backups go on being made of the old`,
    });
    return { serves: nameOf(at) };
  },
});
