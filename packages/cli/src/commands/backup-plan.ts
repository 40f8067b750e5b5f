import { askedOptions, targetArgument } from "../backups/options.ts";
import { planOf } from "../backups/plan.ts";
import { nowOn } from "../cloud/now.ts";
import { openCloud } from "../cloud/open.ts";
import { cloudOptions } from "../cloud/options.ts";
import { readDeployment } from "../cloud/platform.ts";
import { command } from "../command.ts";
import { exit } from "../exit.ts";
import { renderRestorePlan } from "../render/restore-plan.ts";

export const backupPlan = command({
  name: "backup plan",
  description:
    "Show what a restore would replace, how much newer data it would lose, and what it would do; nothing is started.",
  arguments: { what: targetArgument },
  options: { ...askedOptions, ...cloudOptions },
  examples: [
    ["signalbox backup plan database --time 2026-11-21T21:59:00Z", "the minute before a table was dropped"],
    ["signalbox backup plan files --point 0a1b2c3d", "a point, by the beginning of its name"],
  ],
  notes: "It exits with 1 where the restore would be refused.",
  run: async ({ what, time, point, json, ...options }, io) => {
    const cloud = openCloud(options, io);
    const deployment = await readDeployment(cloud);
    const { plan } = await planOf(cloud, deployment, { what, time, point }, await nowOn(cloud, io));
    io.out(json ? JSON.stringify(plan, undefined, 2) : renderRestorePlan(plan, io.colors));
    return plan.refusals.length > 0 ? exit.failed : exit.done;
  },
});
