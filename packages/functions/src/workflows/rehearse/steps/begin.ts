import { NamedError } from "@signalbox/core/error";
import { namesOf } from "@signalbox/core/platform/names";
import { RehearseRequest, RehearseRun } from "@signalbox/core/upgrade/rehearse-run";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { readAbort } from "../../../aws/decision.ts";
import { ledgerOf, workLedgerOf } from "../../../aws/ledger.ts";
import { stoppedRun, takeLease } from "../../../backup/lease.ts";
import type { StepContext } from "../../../context.ts";
import * as allow from "../../../release/allow.ts";
import { runName } from "../../../release/names.ts";
import { step } from "../../../step.ts";
import { type MigratingGroup, migratingGroup } from "../../../upgrade/migrating.ts";
import { pinned } from "../../release/checks.ts";
import { allowing, strategyOf } from "../../release/strategies.ts";

export const begin = step({
  name: "Begin",
  description:
    "Takes the lease of the group's rehearsals, pins the image, and finds what serves; names what a rehearsal that was stopped has left.",
  input: RehearseRequest.partial({ image: true, requestedBy: true }).extend({
    /** Whether only what a run has left that was stopped is removed. */
    clears: z.boolean().default(false),
    /** A run that was stopped, and of which nothing is left any more. */
    cleared: z.string().optional(),
  }),
  output: z.strictObject({
    /** Of a run that was stopped: it is removed before anything is done. */
    left: z.strictObject({ run: z.string(), group: z.string(), cluster: z.string() }).optional(),
    run: RehearseRun.optional(),
  }),
  allow: [
    allow.readLedger,
    allow.writeLedger,
    allow.readExecution,
    on("image", "ecr:DescribeImages"),
    ...allowing("readServing"),
  ],
  run: async ({ group: name, image, requestedBy, clears, cleared }, context) => {
    const { clock, platform, visit } = context;
    const migrating = migratingGroup(platform, name);
    const ledger = workLedgerOf(context, "rehearse", name);
    const { restoredCluster } = namesOf(platform);
    const stopped = await stoppedRun(context, ledger);
    if (stopped !== undefined && stopped !== cleared)
      return { left: { run: stopped, group: name, cluster: restoredCluster(stopped) } };
    if (clears && stopped === undefined) return {};
    await takeLease(context, ledger, "Upgrade.AlreadyRehearsing");
    if (!image || requestedBy === undefined) return {};
    const run = runName(visit.execution);
    // Of a release: `decide` stops a rehearsal that runs, and knew nothing to stop if it was told right before this one began.
    const abort = await readAbort(ledgerOf(context, name), run);
    if (abort) throw new NamedError("Release.Aborted", `${abort.by} aborted: ${abort.reason}`);
    return {
      run: {
        run,
        group: name,
        requestedBy,
        image: await pinnedIn(migrating, image, context),
        taskDefinition: await servingOf(migrating, context),
        cluster: restoredCluster(run),
        startedAt: Math.floor(clock.now()),
      },
    };
  },
});

async function pinnedIn(
  { group }: MigratingGroup,
  image: RehearseRequest["image"],
  context: StepContext,
): Promise<RehearseRun["image"]> {
  if (image.repository === group.repository) return await pinned(context, image);
  throw new NamedError(
    "Upgrade.UnknownGroup",
    `${group.name} is of the repository ${group.repository} and not of ${image.repository}`,
  );
}

/** What the service whose image migrates runs now. */
async function servingOf({ group, upgrade }: MigratingGroup, context: StepContext): Promise<string> {
  const serving = await strategyOf(group.name, group.strategy).readServing(context, group.name);
  const found = serving[group.services.findIndex((each) => each.name === upgrade.service)];
  if (found) return found.taskDefinition;
  throw new NamedError("Upgrade.UnknownGroup", `${group.name} has no service ${upgrade.service} any more`);
}
