import { NamedError } from "@signalbox/core/error";
import { byPush, PipelineRequest } from "@signalbox/core/pipeline/request";
import { PipelineOrder } from "@signalbox/core/pipeline/run";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { findDigest, hasImmutableTags } from "../../../aws/image.ts";
import { runs } from "../../../aws/lock.ts";
import type { StepContext } from "../../../context.ts";
import { beginPipelineRun, claimImage, pipelineLedgerOf, takeImage } from "../../../pipeline/ledger.ts";
import { placesOf } from "../../../pipeline/places.ts";
import * as allow from "../../../release/allow.ts";
import { runName } from "../../../release/names.ts";
import { step } from "../../../step.ts";

export const begin = step({
  name: "Begin",
  description:
    "Finds the group and pins the image by its digest; another push of the same image is the same run.",
  input: z.strictObject({ request: z.record(z.string(), z.unknown()), askedAt: z.number() }),
  output: z.strictObject({
    order: PipelineOrder,
    /** The run that has this image already. */
    repeats: z.string().optional(),
    approvalSeconds: z.int(),
    performs: z.boolean(),
  }),
  allow: [
    allow.readLedger,
    allow.writeLedger,
    allow.readExecution,
    on("image", "ecr:DescribeImages", "ecr:DescribeRepositories"),
  ],
  run: async ({ request, askedAt }, context) => {
    const { approvalSeconds, tests } = placesOf(context);
    const order = await orderOf(context, read(request), askedAt);
    const ledger = pipelineLedgerOf(context, order.group);
    const answer = { order, approvalSeconds, performs: tests.jobs.performance !== undefined };
    const mine = { run: order.run, execution: order.execution };
    const has = await claimImage(ledger, order.image.digest, mine);
    if (has.run !== order.run) {
      // A person who asks again means it, once that run has ended.
      if (order.requestedBy === byPush || (await runs(context.aws.sfn, has.execution)))
        return { ...answer, repeats: has.run };
      await takeImage(ledger, order.image.digest, mine);
    }
    await beginPipelineRun(ledger, { order, phase: "queued" });
    return answer;
  },
});

function read(request: unknown): PipelineRequest {
  const { success, data, error } = PipelineRequest.safeParse(request);
  if (success) return data;
  throw new NamedError("Pipeline.InvalidRequest", z.prettifyError(error));
}

async function orderOf(
  { aws, platform, visit, ...context }: StepContext,
  { group: named, image, ...asked }: PipelineRequest,
  askedAt: number,
): Promise<PipelineOrder> {
  const { groups } = placesOf({ ...context, platform });
  const fitting = platform.groups.filter(
    ({ name, repository }) =>
      groups.includes(name) && repository === image.repository && (named === undefined || name === named),
  );
  const [group] = fitting;
  if (!group || fitting.length > 1)
    throw new NamedError(
      "Pipeline.InvalidRequest",
      `${fitting.length} groups fit ${named ?? image.repository}; through the pipeline go ${groups.join(", ")}`,
    );
  const { repository, tag, digest: pinned } = image;
  const digest = await findDigest(aws.ecr, image);
  if (digest === undefined)
    throw new NamedError("Pipeline.ImageNotFound", `ECR has no image ${repository}:${tag ?? pinned}`);
  if (pinned === undefined && !(await hasImmutableTags(aws.ecr, repository)))
    throw new NamedError(
      "Pipeline.MutableTag",
      `the tags of ${repository} can be moved: name the digest ${digest}`,
    );
  return {
    group: group.name,
    run: runName(visit.execution),
    execution: visit.execution,
    image: { repository, ...(tag !== undefined && { tag }), digest },
    askedAt,
    ...asked,
  };
}
