import { NamedError } from "@signalbox/core/error";
import type { ReleaseGroup } from "@signalbox/core/platform/platform";
import { ReleasePolicy } from "@signalbox/core/release/policy";
import { Order } from "@signalbox/core/release/release";
import { ReleaseRequest } from "@signalbox/core/release/request";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { readAlarms } from "../../../aws/alarm.ts";
import { findDigest } from "../../../aws/image.ts";
import { ledgerOf } from "../../../aws/ledger.ts";
import { checkLockFree } from "../../../aws/lock.ts";
import { readImage } from "../../../aws/task-definition.ts";
import type { StepContext } from "../../../context.ts";
import * as allow from "../../../release/allow.ts";
import { repositoryUri, runName } from "../../../release/names.ts";
import { step } from "../../../step.ts";
import { groupThat } from "../group.ts";
import { allowing, strategyOf } from "../strategies.ts";

export const validate = step({
  name: "Validate",
  description: "Reads and compares; refuses what cannot or need not be released, before anything is done.",
  input: z.strictObject({ request: z.record(z.string(), z.unknown()) }),
  output: z.strictObject({ order: Order }),
  allow: [
    on("image", "ecr:DescribeImages"),
    allow.readLedger,
    allow.readExecution,
    allow.readAlarms,
    ...allowing("readServing"),
    allow.readTaskDefinition,
  ],
  run: async (input, context) => {
    const request = parse(ReleaseRequest, input.request);
    const { image, group: name } = request;
    const group = groupThat(
      context.platform,
      (each) => each.repository === image.repository && (name === undefined || each.name === name),
      `no group fits ${name ?? `the repository ${image.repository}`}`,
    );
    const { strategy } = group;
    const { whyTooLong } = strategyOf(group.name, strategy);
    const policy = parse(ReleasePolicy, { ...group.policy, ...request.policy });
    const tooLong = whyTooLong(policy);
    if (tooLong !== undefined)
      throw new NamedError("Release.InvalidRequest", `the policy is too long: ${tooLong}`);
    const { repository, tag } = image;
    const digest = await findDigest(context.aws.ecr, image);
    if (digest === undefined)
      throw new NamedError("Release.ImageNotFound", `ECR has no image ${repository}:${tag ?? image.digest}`);
    const { execution } = context.visit;
    const run = runName(execution);
    await checkLockFree(ledgerOf(context, group.name), context.aws.sfn, { execution, run });
    await checkAlarms(context, policy.alarms);
    await checkNew(context, group, digest);
    const { requestedBy, reason } = request;
    const pinned = { repository, ...(tag !== undefined && { tag }), digest };
    const order = { group: group.name, strategy, run, execution, image: pinned, requestedBy, policy };
    return { order: { ...order, ...(reason && { reason }) } };
  },
});

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const { success, data, error } = schema.safeParse(value);
  if (!success) throw new NamedError("Release.InvalidRequest", z.prettifyError(error));
  return data;
}

async function checkAlarms({ aws }: StepContext, names: readonly string[]): Promise<void> {
  const alarms = await readAlarms(aws.cloudWatch, names);
  const missing = names.filter((name) => !alarms.some((alarm) => alarm.name === name));
  if (missing.length > 0)
    throw new NamedError("Release.AlarmNotFound", `CloudWatch has no alarm ${missing.join(", ")}`);
  const raised = alarms.find(({ state }) => state === "ALARM");
  if (raised)
    throw new NamedError("Release.AlarmAlreadyRaised", `${raised.name} is in ALARM: ${raised.reason}`);
}

/** A group of which any service serves something else is worth a release: it brings them together. */
async function checkNew(context: StepContext, group: ReleaseGroup, digest: string): Promise<void> {
  let serving = "";
  for (const { taskDefinition, container } of await strategyOf(group.name, group.strategy).readServing(
    context,
    group.name,
  )) {
    serving = await readImage(context.aws.ecs, taskDefinition, container);
    if ((await digestOf(context, group, serving)) !== digest) return;
  }
  throw new NamedError("Release.AlreadyServing", `${group.name} already serves ${serving} (${digest})`);
}

/** The digest of an image in a task definition; a release pins it, a deployment may have named it by its tag. */
async function digestOf(
  { aws, platform }: StepContext,
  { repository }: ReleaseGroup,
  image: string,
): Promise<string | undefined> {
  const version = image.slice(repositoryUri(platform, repository).length);
  if (version.startsWith("@")) return version.slice(1);
  const tag = version.startsWith(":") ? version.slice(1) : "latest";
  return await findDigest(aws.ecr, { repository, tag });
}
