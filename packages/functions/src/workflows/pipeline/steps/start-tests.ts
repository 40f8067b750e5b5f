import { NamedError } from "@signalbox/core/error";
import { JobName } from "@signalbox/core/pipeline/places";
import { PipelineOrder } from "@signalbox/core/pipeline/run";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { runOneOff } from "../../../aws/one-off-task.ts";
import { heed } from "../../../pipeline/heed.ts";
import { note, pipelineLedgerOf } from "../../../pipeline/ledger.ts";
import { placesOf } from "../../../pipeline/places.ts";
import { taskMark } from "../../../pipeline/tests.ts";
import * as allow from "../../../release/allow.ts";
import { step } from "../../../step.ts";

export const startTests = step({
  name: "StartTests",
  description: "Starts tests as a task of their own, which is told where the image is to be reached.",
  input: z.strictObject({ order: PipelineOrder, job: JobName }),
  output: z.strictObject({
    /** ARN. */
    task: z.string(),
  }),
  allow: [
    allow.readLedger,
    allow.writeLedger,
    on("pipelineTests", "ecs:RunTask"),
    on("pipelineTestsRole", "iam:PassRole"),
  ],
  run: async ({ order, job }, context) => {
    await heed(context, order);
    const { url, staging, tests } = placesOf(context);
    const wanted = tests.jobs[job];
    if (!wanted) throw new Error(`the pipeline has no ${job} tests`);
    const phase = job === "smoke" ? "smoke-testing" : "testing";
    await note(pipelineLedgerOf(context, order.group), order.run, { phase });
    const environment = {
      ...wanted.environment,
      TEST_URL: job === "smoke" ? url : staging.url,
      TEST_JOB: job,
      TEST_IMAGE_DIGEST: order.image.digest,
      TEST_RUN: order.run,
    };
    const started = await runOneOff(context.aws.ecs, {
      cluster: tests.cluster,
      taskDefinition: tests.family,
      network: {
        awsvpcConfiguration: { subnets: tests.subnetIds, securityGroups: [tests.securityGroupId] },
      },
      mark: taskMark(order.run, job),
      container: {
        name: tests.container,
        command: wanted.command,
        environment: Object.entries(environment).map(([name, value]) => ({ name, value })),
      },
    });
    if ("task" in started) return started;
    throw new NamedError("Pipeline.TestsFailed", `ECS starts no task of ${tests.family}: ${started.refused}`);
  },
});
