import { userInfo } from "node:os";
import type { RestoreDecision } from "@signalbox/core/backup/run/restoration";
import { z } from "zod";
import { answerRestore, restoreNamed } from "../backups/answer.ts";
import { reasonOption } from "../backups/options.ts";
import { readBackups } from "../backups/read.ts";
import { nowOn } from "../cloud/now.ts";
import { openCloud } from "../cloud/open.ts";
import { cloudOptions, watchOption } from "../cloud/options.ts";
import { readDeployment } from "../cloud/platform.ts";
import { type AnyCommand, command, parameter } from "../command.ts";
import { exit } from "../exit.ts";
import { watchRestore } from "./watch-restore.ts";

/** The command by which a person answers a restore that waits; they differ in words alone. */
function answerCommand(action: RestoreDecision["action"], description: string, meaning: string): AnyCommand {
  return command({
    name: `backup ${action}`,
    description,
    arguments: {
      restore: parameter("<restore>", "its name, the beginning of its name, or latest", z.string().min(1)),
    },
    options: { reason: reasonOption, ...watchOption, ...cloudOptions },
    examples: [[`signalbox backup ${action} latest --reason "…" --watch`, meaning]],
    run: async ({ restore: typed, reason, watch, json, ...options }, io) => {
      const cloud = openCloud(options, io);
      const deployment = await readDeployment(cloud);
      const catalogue = await readBackups(cloud, deployment, await nowOn(cloud, io));
      const { run, what, execution, phase } = restoreNamed(catalogue, typed);
      const decision: RestoreDecision = { restore: run, action, reason, by: userInfo().username };
      const answer = await answerRestore(cloud, deployment, decision);
      io.err(
        `${io.colors.green("✓")} ${run} was told to ${action}${answer.answered ? "" : "; but the wait that it was in is over already, so this changes nothing"}`,
      );
      if (watch)
        return await watchRestore({ cloud, deployment, what, run, execution, json, after: phase }, io);
      if (json) io.out(JSON.stringify({ ...decision, ...answer }, undefined, 2));
      return exit.done;
    },
  });
}

export const backupAnswers: readonly AnyCommand[] = [
  answerCommand(
    "approve",
    "Let a restore that waits switch what serves to what it has restored.",
    "the newest restore goes on, and is followed",
  ),
  answerCommand(
    "abort",
    "Take away what a restore that waits has restored; what serves stays as it is.",
    "nothing is switched",
  ),
  answerCommand(
    "release",
    "End the way back of a restore: what was replaced is kept no longer.",
    "the old database goes",
  ),
  answerCommand("back", "Go back from a restore to what served before it.", "the old database serves again"),
];
