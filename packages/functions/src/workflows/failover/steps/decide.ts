import { FailoverRequest, wayOfHarm } from "@signalbox/core/failover/request";
import { Course, type FailoverRun } from "@signalbox/core/failover/run";
import { writingRegion } from "@signalbox/core/failover/writing";
import { anywhere, on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { readEpochs, readTold } from "../../../aws/epoch-tables.ts";
import { publish } from "../../../aws/report-topic.ts";
import type { StepContext } from "../../../context.ts";
import { readTables, writeTables } from "../../../failover/allow.ts";
import { beginRun } from "../../../failover/begin.ts";
import { lookAtCanaryAllow } from "../../../failover/canary.ts";
import { type Finding, find } from "../../../failover/find.ts";
import { findInDoubt } from "../../../failover/find-in-doubt.ts";
import { placesOf } from "../../../failover/places.ts";
import { readRun } from "../../../failover/records.ts";
import { runName } from "../../../release/names.ts";
import { step } from "../../../step.ts";

const Decided = z.strictObject({
  next: z.enum(["refuse", "show", "look-again", "keep", "ask", "go"]),
  sentence: z.string(),
  course: Course.optional(),
  problem: z.strictObject({ error: z.string(), cause: z.string() }).optional(),
});

export const decideStep = step({
  name: "Decide",
  description:
    "Decides on what the three ledgers say whether this region takes over: who sees the other down, whether this one is ready, and what would be lost.",
  input: z.strictObject({
    request: FailoverRequest,
    /** How often it was decided already. */
    looks: z.int().nonnegative(),
    /** After so many looks people are told what stands against it. */
    quick: z.int().positive(),
    /** After so many, it is left. */
    most: z.int().positive(),
    /** It has begun, and its claim came to nothing. */
    again: z.boolean(),
  }),
  output: Decided,
  allow: [
    readTables,
    writeTables,
    lookAtCanaryAllow,
    on("topic", "sns:Publish"),
    on("ledgerTable", "dynamodb:GetItem", "dynamodb:UpdateItem"),
    on("stateMachine", "states:DescribeExecution"),
    on("failoverCluster", "rds:DescribeGlobalClusters"),
    anywhere("cloudwatch:GetMetricData"),
  ],
  run: async ({ request, looks, quick, most, again }, context): Promise<z.input<typeof Decided>> => {
    const run = runName(context.visit.execution);
    placesOf(context);
    const begun = await readRun(context, run);
    // A step that was cut off after it had begun, or a claim of which no reply was heard.
    if (begun && (!again || (await readEpochs(context))?.current?.owner === context.visit.execution))
      return {
        next: begun.phase === "asking" ? "ask" : "go",
        sentence: begun.sentence,
        course: courseOf(begun),
      };
    const way = wayOfHarm[request.reason];
    if (way !== undefined)
      return { next: "refuse", sentence: way, problem: { error: "Failover.ReplicaCarriesIt", cause: way } };
    const finding = await look(context, request);
    if (finding.act === "nothing")
      return request.dryRun ? { next: "show", ...toldOf(finding) } : await notNow(finding);
    const { sentence } = finding;
    const course = { ...finding.course, run };
    if (request.dryRun) return { next: "show", sentence, course };
    if (!(await beginRun(context, course, request.requestedBy, { ...finding, before: begun })))
      return await notNow(busy(request));
    return { next: finding.act, sentence, course };

    async function notNow({ passes, reason, reasons }: Not): Promise<z.input<typeof Decided>> {
      const looked = looks + 1;
      // Nobody sees it down any more: the alarm comes again when somebody does.
      const isOver = reason.error === "Failover.NotSeenDown" && looked >= quick;
      const goesOn = passes && looked < most && !isOver;
      if (!goesOn || looked === quick)
        await publish(context.aws.sns, context.platform.reportTopicArn, {
          subject: `No failover to ${context.platform.region}${goesOn ? " yet" : ""}: ${reason.error}`,
          text: reasons.map((one) => `${one.error}: ${one.sentence}`).join("\n"),
        });
      return {
        next: goesOn ? "look-again" : "keep",
        ...toldOf({ reason }),
        ...(begun && { course: courseOf(begun) }),
      };
    }
  },
});

const courseOf = ({ kind, run, reason, mode, from, to }: FailoverRun): Course => ({
  kind,
  run,
  reason,
  mode,
  from,
  to,
});

type Not = Extract<Finding, { readonly act: "nothing" }>;

const toldOf = ({ reason: { error, sentence } }: Pick<Not, "reason">) => ({
  sentence,
  problem: { error, cause: sentence },
});

const look = async (context: StepContext, request: FailoverRequest): Promise<Finding> => {
  const { epochs, doubt } = await readTold(context);
  const primary = writingRegion(epochs, placesOf(context));
  if (doubt) return await findInDoubt(context, request, doubt);
  if (!epochs || primary === undefined)
    return nothing(true, "Failover.TablesSilent", "fewer than two of the three tables answer");
  return await find(context, request, { epochs, primary });
};

const nothing = (passes: boolean, error: string, sentence: string): Not => {
  const reason = { error, sentence };
  return { act: "nothing", reason, reasons: [reason], passes };
};

/** The other one may come to nothing, and the alarm does not come again; a person does. */
const busy = ({ reason }: FailoverRequest): Not =>
  nothing(
    reason === "primary_region_unavailable",
    "Failover.AlreadyRunning",
    "another failover or failback of this region is under way",
  );
