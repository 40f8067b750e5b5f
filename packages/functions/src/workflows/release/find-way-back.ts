import { NamedError } from "@signalbox/core/error";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Standing } from "@signalbox/core/ledger/records";
import type { ReleaseGroup } from "@signalbox/core/platform/platform";
import type { ReleasePolicy } from "@signalbox/core/release/policy";
import type { Order } from "@signalbox/core/release/release";
import { wayBack } from "@signalbox/core/release/turns/way-back";
import { findDigest } from "../../aws/image.ts";
import { getItem, ledgerOf } from "../../aws/ledger.ts";
import { isActive, readImage } from "../../aws/task-definition.ts";
import type { FunctionContext } from "../../context.ts";
import { digestOf } from "./checks.ts";

/**
 * What the way back of a group leads to, with all of it still there. Throws `Release.NothingToGoBackTo` and
 * `Release.TooLateToGoBack`.
 */
export async function findWayBack(
  context: FunctionContext,
  group: ReleaseGroup,
  policy: ReleasePolicy,
): Promise<{ readonly back: NonNullable<Order["back"]>; readonly image: Order["image"] }> {
  const { aws, clock } = context;
  const { repository, services } = group;
  const standing = await getItem(ledgerOf(context, group.name), ledgerKeys.standing, Standing);
  const { from, to } = wayBack(standing, policy, clock.now());
  let digest = to.image?.digest;
  for (const { name, container } of services) {
    const taskDefinition = to.taskDefinitions[name];
    if (taskDefinition === undefined) throw nothing(from.run, `had no service ${name}`);
    if (!(await isActive(aws.ecs, taskDefinition)))
      throw nothing(from.run, `ran ${taskDefinition}, which is deregistered`);
    const image = await readImage(aws.ecs, taskDefinition, container);
    digest ??= await digestOf(context, group, image);
    if (digest === undefined || (await findDigest(aws.ecr, { repository, digest })) === undefined)
      throw nothing(from.run, `ran ${image}, which ECR has no longer`);
  }
  return {
    back: { from: from.run, taskDefinitions: to.taskDefinitions },
    image: to.image ?? { repository, digest: digest ?? "" },
  };
}

const nothing = (run: string, why: string): NamedError =>
  new NamedError("Release.NothingToGoBackTo", `what ran before release ${run} ${why}`);
