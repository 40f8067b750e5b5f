import type { PlanDocument } from "@signalbox/core/console/documents";
import { listenerRulesOf, type Platform, type ReleaseGroup } from "@signalbox/core/platform/platform";
import { whyTooLong } from "@signalbox/core/release/limits";
import { plan } from "@signalbox/core/release/plan";
import { ReleasePolicy } from "@signalbox/core/release/policy";
import { ReleaseRequest } from "@signalbox/core/release/request";
import { wayBackPolicy } from "@signalbox/core/release/turns/way-back";
import { otherSide } from "@signalbox/core/release/weights";
import { startedBy } from "@signalbox/core/workflow/bind-machine";
import type { StepData } from "@signalbox/core/workflow/step";
import { stepNameOf } from "@signalbox/core/workflow/task";
import { statesOf } from "@signalbox/core/workflow/workflow";
import { workflows } from "@signalbox/functions/registry";
import { z } from "zod";
import { person } from "../../deploy/person.ts";
import type { World } from "../../world/world.ts";
import { readServices } from "./read-services.ts";

type Image = NonNullable<ReleaseRequest["image"]>;
type Refusals = PlanDocument["refusals"][number][];

/** What a release would do now, and why it would be refused; reads only. */
export async function planRelease(world: World, platform: Platform, input: unknown): Promise<PlanDocument> {
  const parsed = ReleaseRequest.safeParse(input);
  if (!parsed.success) return nothing("Release.InvalidRequest", z.prettifyError(parsed.error));
  const request = parsed.data;
  const { image } = request;
  const group = platform.groups.find(
    ({ name, repository }) =>
      (!image || repository === image.repository) && (request.group === undefined || request.group === name),
  );
  if (!group) return nothing("Release.UnknownGroup", `no group fits ${image?.repository ?? request.group}`);
  const merged = ReleasePolicy.safeParse({ ...group.policy, ...request.policy });
  if (!merged.success) return nothing("Release.InvalidRequest", z.prettifyError(merged.error));
  const policy = request.back ? wayBackPolicy(merged.data) : merged.data;
  if (group.strategy !== "canary")
    return nothing(
      "Release.UnsupportedStrategy",
      `${group.name} is released by the strategy ${group.strategy}`,
    );
  const documents = await readServices(world, platform.region, group);
  const stable = documents.every(({ sides }) => sides.green.wanted === 100) ? "green" : "blue";
  const candidate = otherSide(stable);
  const services = documents.map(({ name, sides }) => ({
    name,
    stableCount: Math.max(1, sides[stable].desired),
    image: sides[stable].image,
    service: sides[candidate].service,
  }));
  const changed = (name: string) => request.policy !== undefined && name in request.policy;
  return {
    title: image
      ? `Release ${imageName(image)} to ${group.name}`
      : `Go back to what ${group.name} ran before`,
    facts: [
      ["group", `${group.name} in ${platform.region}`],
      ...services.map(
        ({ name, image, stableCount }) =>
          [`stable ${name}`, `${stable}: ${image}, ${stableCount} tasks`] as const,
      ),
      ["candidate side", `${candidate}: ${services.map(({ service }) => service).join(", ")}`],
      ["listener rules", listenerRulesOf(group).join(", ")],
      ["way back", `all traffic to ${stable} at the first alarm of ${policy.alarms.join(", ") || "none"}`],
    ],
    ladder: plan({ services, policy }),
    policy: Object.entries(policy).map(([name, value]) => ({
      name,
      value: [value].flat().join(", "),
      changed: changed(name),
    })),
    atLeastSeconds: policy.ladder.length * policy.bakeSeconds + policy.holdSeconds,
    steps: stepsOf("release"),
    refusals: await refusalsOf(world, platform.region, group, policy, request),
  };
}

const nothing = (error: string, cause: string): PlanDocument => ({
  title: "Nothing would be done",
  facts: [],
  ladder: [],
  policy: [],
  atLeastSeconds: 0,
  steps: [],
  refusals: [{ error, cause }],
});

const imageName = ({ repository, tag, digest = "" }: Image): string =>
  tag === undefined ? `${repository}@${digest}` : `${repository}:${tag}`;

async function isInRegistry(world: World, region: string, image: Image): Promise<boolean> {
  const { repository: repositoryName, tag, digest } = image;
  const imageIds = [digest === undefined ? { imageTag: tag } : { imageDigest: digest }];
  return await world
    .call("ecr", "DescribeImages", { repositoryName, imageIds }, { region, principal: person })
    .then(({ imageDetails = [] }) => imageDetails.length > 0)
    .catch(() => false);
}

async function refusalsOf(
  world: World,
  region: string,
  { repository }: ReleaseGroup,
  policy: ReleasePolicy,
  { image }: ReleaseRequest,
): Promise<Refusals> {
  const caller = { region, principal: person };
  const refusals: Refusals = [];
  const tooLong = whyTooLong(policy);
  if (tooLong !== undefined) refusals.push({ error: "Release.InvalidRequest", cause: tooLong });
  if (image && !(await isInRegistry(world, region, image)))
    refusals.push({
      error: "Release.ImageNotFound",
      cause: `ECR has no image ${repository}:${image.tag ?? image.digest}`,
    });
  if (policy.alarms.length === 0) return refusals;
  const { MetricAlarms = [] } = await world.call(
    "monitoring",
    "DescribeAlarms",
    { AlarmNames: policy.alarms },
    caller,
  );
  for (const name of policy.alarms) {
    const alarm = MetricAlarms.find(({ AlarmName }) => AlarmName === name);
    if (!alarm) refusals.push({ error: "Release.AlarmNotFound", cause: `CloudWatch has no alarm ${name}` });
    if (alarm?.StateValue === "ALARM")
      refusals.push({
        error: "Release.AlarmAlreadyRaised",
        cause: `${name} is in ALARM: ${alarm.StateReason}`,
      });
  }
  return refusals;
}

/** Every task of the machine, and of those that it starts, in its order, with the AWS calls that its step may make. */
function stepsOf(workflow: string): PlanDocument["steps"] {
  const found = workflows.find(({ name }) => name === workflow);
  if (!found) return [];
  return [...statesOf(found.machine)].flatMap(({ name: state, state: definition }) => {
    if (definition.Type !== "Task") return [];
    const step = found.steps.find(({ name }) => name === stepNameOf(definition));
    if (step) return [{ state, says: step.description, calls: callsOf(step) }];
    return startedBy(definition).flatMap(stepsOf);
  });
}

const callsOf = ({ allow }: Pick<StepData, "allow">): string[] => [
  ...new Set(allow.flatMap(({ actions }) => actions)),
];
