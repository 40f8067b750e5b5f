import { userInfo } from "node:os";
import { askedRuns } from "@signalbox/core/backup/catalogue/run-names";
import type { RestorePlan } from "@signalbox/core/backup/restore/plan";
import type { RestoreOrder } from "@signalbox/core/backup/run/restoration";
import type { RestoreTarget } from "@signalbox/core/platform/backup-places";
import { z } from "zod";
import { askedOptions, targetArgument } from "../backups/options.ts";
import { planOf } from "../backups/plan.ts";
import { startRun } from "../backups/start.ts";
import { nowOn } from "../cloud/now.ts";
import { openCloud } from "../cloud/open.ts";
import { cloudOptions, watchOption } from "../cloud/options.ts";
import { readDeployment } from "../cloud/platform.ts";
import { command, parameter } from "../command.ts";
import { exit } from "../exit.ts";
import type { Io } from "../io.ts";
import { renderRestorePlan } from "../render/restore-plan.ts";
import { UserError, usageError } from "../user-error.ts";
import { watchRestore } from "./watch-restore.ts";

export const backupRestore = command({
  name: "backup restore",
  description:
    "Restore the database or the files beside what serves, check them, and switch over; have configuration and secrets written back; or all of it, to one moment. The old is kept until released.",
  arguments: { what: targetArgument },
  options: {
    ...askedOptions,
    reason: parameter(
      "--reason <text>",
      "why, for the report; a dry run needs none",
      z.string().trim().min(1).optional(),
    ),
    dryRun: parameter(
      "--dry-run",
      "have the deployment itself say what it would do, and do nothing",
      z.boolean().default(false),
    ),
    yes: parameter("--yes", "do not ask whether to go on", z.boolean().default(false)),
    ...watchOption,
    ...cloudOptions,
  },
  examples: [
    [
      'signalbox backup restore database --time 2026-11-21T21:59:00Z --reason "a table was dropped" --watch',
      "shows the plan, asks, and follows the restore",
    ],
    [
      "signalbox backup restore files --point 0a1b2c3d --dry-run --watch",
      "only what the deployment would do",
    ],
  ],
  notes: "With --watch it exits with 3 where the restore waits for a person.",
  run: async ({ what, time, point, reason: typed, dryRun, yes, watch, json, ...options }, io) => {
    const reason = typed ?? (dryRun ? "a dry run" : undefined);
    if (reason === undefined)
      throw usageError(
        "backup restore wants --reason <text>",
        "it stands in the report",
        "with --dry-run instead, nothing is done and no reason is needed",
      );
    const cloud = openCloud(options, io);
    const deployment = await readDeployment(cloud);
    const now = await nowOn(cloud, io);
    const { plan, asked } = await planOf(cloud, deployment, { what, time, point }, now);
    io.err(`\n${renderRestorePlan(plan, io.colors)}\n`);
    const [refusal] = plan.refusals;
    if (refusal)
      throw new UserError(
        `the restore would be refused: ${refusal.error}`,
        refusal.sentence,
        refusal.nearest.length > 0
          ? "ask for one of the moments that are named; nothing was done"
          : "nothing was done; signalbox backup list --class shows the points that there are",
      );
    if (!dryRun && !yes) await insistOnYes(what, plan, io);
    const run = askedRuns.restore(what, now);
    const workflow = what === "all" ? "restore-all" : "restore";
    const said: Omit<RestoreOrder, "what"> = {
      ...("point" in asked ? { point: asked.point } : { time: new Date(asked.time).toISOString() }),
      dryRun,
      reason,
      requestedBy: userInfo().username,
    };
    const execution = await startRun(
      cloud,
      deployment,
      { workflow, name: run, input: { what, ...said } },
      io,
    );
    if (watch) return await watchRestore({ cloud, deployment, what, run, execution, json }, io);
    if (json) io.out(JSON.stringify({ run, execution }, undefined, 2));
    return exit.done;
  },
});

/** Has the person type what is replaced. Throws where nobody can be asked, and where the answer is another one. */
async function insistOnYes(what: RestoreTarget, { items }: RestorePlan, io: Io): Promise<void> {
  if (io.ask === undefined)
    throw usageError(
      "nobody is there to say yes",
      "a restore replaces what serves",
      "add --yes to restore without being asked",
    );
  const replaced = [...new Set(items.map(({ replaces }) => replaces))];
  const answer = await io.ask(`Type ${what} to replace ${replaced.join(", ")}: `);
  if (answer.trim() !== what)
    throw new UserError("nothing was restored", "the answer was no", "type it again");
}
