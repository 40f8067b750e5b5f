import { NamedError } from "@signalbox/core/error";
import type { ReleaseGroup } from "@signalbox/core/platform/platform";
import { ReleasePolicy } from "@signalbox/core/release/policy";
import { Order } from "@signalbox/core/release/release";
import { ReleaseRequest } from "@signalbox/core/release/request";
import { frozen } from "@signalbox/core/release/turns/freeze";
import { wayBackPolicy } from "@signalbox/core/release/turns/way-back";
import { z } from "zod";
import { findDigest } from "../../../aws/image.ts";
import type { StepContext } from "../../../context.ts";
import * as allow from "../../../release/allow.ts";
import { runName } from "../../../release/names.ts";
import { step } from "../../../step.ts";
import { checkAlarms, checkNew, checksAllow } from "../checks.ts";
import { findWayBack } from "../find-way-back.ts";
import { groupThat } from "../group.ts";
import { strategyOf } from "../strategies.ts";
import { isFrozen, lookForTurn } from "../turn.ts";

export const validate = step({
  name: "Validate",
  description: "Reads and compares; refuses what cannot or need not be released, before anything is done.",
  input: z.strictObject({ request: z.record(z.string(), z.unknown()), askedAt: z.number() }),
  output: z.strictObject({
    order: Order,
    /** Whether what serves was looked at; while another release runs there is nothing to compare with. */
    compared: z.boolean(),
  }),
  allow: [allow.readLedger, allow.readExecution, ...checksAllow],
  run: async (input, context) => {
    const request = parse(ReleaseRequest, input.request);
    const group = groupOf(context, request);
    const { strategy } = group;
    const given = parse(ReleasePolicy, { ...group.policy, ...request.policy });
    const tooLong = strategyOf(group.name, strategy).whyTooLong(given);
    if (tooLong !== undefined)
      throw new NamedError("Release.InvalidRequest", `the policy is too long: ${tooLong}`);
    const { execution } = context.visit;
    const { requestedBy, reason, breakGlass } = request;
    const order: Order = {
      group: group.name,
      strategy,
      run: runName(execution),
      execution,
      requestedBy,
      ...(reason && { reason }),
      ...(breakGlass && { breakGlass }),
      ...(request.image
        ? { image: await pinned(context, request.image), policy: given }
        : { ...(await findWayBack(context, group, given)), policy: wayBackPolicy(given) }),
    };
    const { turn, freeze } = await lookForTurn(context, group, order, input.askedAt);
    // At its start a release is refused, though it would wait as long: nobody may be there when the freeze ends.
    if (freeze && isFrozen(order)) throw frozen(freeze);
    if (turn.kind === "end") throw new NamedError(turn.error, turn.why);
    if (turn.kind === "wait") return { order, compared: false };
    await checkAlarms(context, order.policy.alarms);
    if (!order.back) await checkNew(context, group, order.image.digest);
    return { order, compared: true };
  },
});

function groupOf({ platform }: StepContext, { group: name, image }: ReleaseRequest): ReleaseGroup {
  return groupThat(
    platform,
    (each) => (name === undefined || each.name === name) && (!image || each.repository === image.repository),
    `no group fits ${name ?? `the repository ${image?.repository}`}`,
  );
}

/** The image with its digest. Throws `Release.ImageNotFound`. */
async function pinned(
  { aws }: StepContext,
  image: NonNullable<ReleaseRequest["image"]>,
): Promise<Order["image"]> {
  const { repository, tag } = image;
  const digest = await findDigest(aws.ecr, image);
  if (digest !== undefined) return { repository, ...(tag !== undefined && { tag }), digest };
  throw new NamedError("Release.ImageNotFound", `ECR has no image ${repository}:${tag ?? image.digest}`);
}

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const { success, data, error } = schema.safeParse(value);
  if (!success) throw new NamedError("Release.InvalidRequest", z.prettifyError(error));
  return data;
}
