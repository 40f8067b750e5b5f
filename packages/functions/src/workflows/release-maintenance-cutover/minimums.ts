import type { Side } from "@signalbox/core/platform/platform";
import type { CanaryRelease } from "@signalbox/core/release/release";
import { readMinimums, writeMinimums } from "../../aws/scalable-target.ts";
import type { StepContext } from "../../context.ts";
import { groupOf, servicesOf } from "../release-canary/group.ts";
import { note, readCutover } from "./record.ts";

/**
 * Has scaling keep no task of either version: it would start what is to stay stopped, on a schema that is not its own. What it
 * kept is written down first.
 */
export async function dropMinimums(context: StepContext, release: CanaryRelease): Promise<void> {
  const { cluster } = groupOf(context, release.group);
  const client = context.aws.applicationAutoScaling;
  const services = servicesOf(context, release).map(({ name, sides }) => ({
    name,
    both: [sides.blue.service, sides.green.service],
  }));
  const present = await readMinimums(
    client,
    cluster,
    services.flatMap(({ both }) => both),
  );
  const found = services.map(({ name, both }) => [
    name,
    Math.max(...both.map((one) => present.get(one) ?? 0)),
  ]);
  const { minimums = Object.fromEntries(found) } = await readCutover(context, release);
  await note(context, release, { minimums });
  await writeMinimums(client, cluster, new Map(services.flatMap(({ both }) => both.map((one) => [one, 0]))));
}

/** Has scaling keep as many tasks of one version as it kept before. */
export async function keepMinimums(context: StepContext, release: CanaryRelease, side: Side): Promise<void> {
  const { cluster } = groupOf(context, release.group);
  const { minimums = {} } = await readCutover(context, release);
  const wanted = servicesOf(context, release).flatMap(({ name, sides }) => {
    const minimum = minimums[name];
    return minimum === undefined ? [] : [[sides[side].service, minimum] as const];
  });
  await writeMinimums(context.aws.applicationAutoScaling, cluster, new Map(wanted));
}
