import { NamedError } from "@signalbox/core/error";
import { pollSeconds } from "@signalbox/core/pipeline/poll";
import { PipelineOrder } from "@signalbox/core/pipeline/run";
import { judgeScan } from "@signalbox/core/pipeline/scan";
import { stagingRepository } from "@signalbox/core/pipeline/staging";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { findDigest } from "../../../aws/image.ts";
import { readScan } from "../../../aws/image-scan.ts";
import { heed } from "../../../pipeline/heed.ts";
import { note, pipelineLedgerOf } from "../../../pipeline/ledger.ts";
import { placesOf } from "../../../pipeline/places.ts";
import * as allow from "../../../release/allow.ts";
import { step } from "../../../step.ts";

export const checkImage = step({
  name: "CheckImage",
  description:
    "Looks whether ECR's scan found no more than is allowed, and whether the stage before has this very image.",
  input: z.strictObject({
    order: PipelineOrder,
    /** When it was first looked at; milliseconds since 1970. */
    since: z.number(),
  }),
  output: z.strictObject({ ready: z.boolean(), waitSeconds: z.int() }),
  allow: [
    allow.readLedger,
    allow.writeLedger,
    on("image", "ecr:DescribeImageScanFindings"),
    on("pipelineStageImage", "ecr:DescribeImages"),
  ],
  run: async ({ order, since }, context) => {
    await heed(context, order);
    const { aws, clock, platform } = context;
    const { scan, staging } = placesOf(context);
    const { repository, digest } = order.image;
    const elapsed = clock.now() - since;
    const isLate = elapsed >= scan.waitSeconds * 1_000;
    const judged = judgeScan(await readScan(aws.ecr, { repository, digest }), scan);
    if (judged.verdict === "refuse") throw new NamedError("Pipeline.FindingsOverLimit", judged.sentence);
    if (judged.verdict === "wait" && isLate)
      throw new NamedError("Pipeline.NotScanned", `${judged.sentence} after ${scan.waitSeconds} s`);
    const there = stagingRepository(platform, repository);
    const found =
      there !== undefined &&
      (await findDigest(context.clientsIn(staging.region).ecr, { repository: there, digest })) === digest;
    if (!found && isLate)
      throw new NamedError(
        "Pipeline.NotInStaging",
        `${there ?? "no repository"} in ${staging.region} has no ${digest}`,
      );
    const ready = found && judged.verdict === "pass";
    if (ready) await note(pipelineLedgerOf(context, order.group), order.run, { scan: judged.sentence });
    return { ready, waitSeconds: pollSeconds(elapsed) };
  },
});
