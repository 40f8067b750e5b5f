import { userInfo } from "node:os";
import type { PipelineDecision } from "@signalbox/core/pipeline/request";
import { z } from "zod";
import { reasonOption } from "../backups/options.ts";
import { openCloud } from "../cloud/open.ts";
import { cloudOptions } from "../cloud/options.ts";
import { readDeployment } from "../cloud/platform.ts";
import { type AnyCommand, command, parameter } from "../command.ts";
import { exit } from "../exit.ts";
import { answerPipeline } from "../pipelines/answer.ts";

/** The command by which a person answers a run of the pipeline; they differ in words alone. */
function answerCommand(
  action: PipelineDecision["action"],
  description: string,
  effect: { readonly taken: string; readonly later: string },
): AnyCommand {
  return command({
    name: action,
    description,
    arguments: {
      pipeline: parameter("<run>", "name of the run, or of its release group", z.string().min(1)),
    },
    options: { reason: reasonOption, ...cloudOptions },
    examples: [[`signalbox ${action} open-webui --reason "…"`, effect.taken]],
    run: async ({ pipeline, reason, json, ...options }, io) => {
      const cloud = openCloud(options, io);
      const deployment = await readDeployment(cloud);
      const decision: PipelineDecision = { pipeline, action, reason, by: userInfo().username };
      const answer = await answerPipeline(cloud, deployment, decision);
      io.err(`${io.colors.green("✓")} ${answer.run}: ${answer.answered ? effect.taken : effect.later}`);
      if (json) io.out(JSON.stringify({ ...decision, ...answer }, undefined, 2));
      return exit.done;
    },
  });
}

export const pipelineAnswers: readonly AnyCommand[] = [
  answerCommand("approve", "Let a run of the pipeline that waits for approval go on to production.", {
    taken: "its release in production begins",
    later: "but its wait is over already",
  }),
  answerCommand("refuse", "End a run of the pipeline before production; nothing of production is touched.", {
    taken: "it ends, and production stays as it is",
    later: "it ends at its next look",
  }),
];
