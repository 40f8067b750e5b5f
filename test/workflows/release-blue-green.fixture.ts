import type { BlueGreenGroup, Side } from "@signalbox/core/platform/platform";
import { clientOf } from "@signalbox/local/traffic/client";
import { nextRequest } from "@signalbox/local/traffic/request";
import { random } from "@signalbox/local/world/random";
import { type Laptop, onPlatform, person, type Setting } from "./laptop.fixture.ts";

export type BlueGreenLaptop = Laptop<BlueGreenGroup>;

/** As a group is released that is watched for minutes, promotes by itself, and keeps the old side for a while. */
export const policy = {
  bakeSeconds: 300,
  drainSeconds: 60,
  holdSeconds: 60,
  promotion: "automatic",
} as const;

/** The deep-research platform's backend, which is released by blue-green. */
export const backend = { config: "deep-research", group: "backend", strategy: "blue-green" } as const;

export const onBlueGreen = (setting: Setting, scenario: (laptop: BlueGreenLaptop) => Promise<void>) =>
  onPlatform(backend, { ...setting, policy: { ...policy, ...setting.policy } }, scenario);

/** Percent of requests that each side gets by a rule of the service. */
export async function weightsOf(
  { world, service: first }: BlueGreenLaptop,
  kind: "production" | "test",
  service = first,
): Promise<Record<Side, number>> {
  const RuleArns = [kind === "production" ? service.productionRuleArn : service.testRuleArn];
  const { Rules = [] } = await world.call("elasticloadbalancing", "DescribeRules", { RuleArns }, person);
  const groups = Rules[0]?.Actions?.[0]?.ForwardConfig?.TargetGroups ?? [];
  const of = (side: Side) =>
    groups.find(({ TargetGroupArn }) => TargetGroupArn === service.targetGroupArns[side])?.Weight ?? -1;
  return { blue: of("blue"), green: of("green") };
}

/** What ECS says of the service's newest deployment. */
export async function newestDeployment({ world, group, service: first }: BlueGreenLaptop, service = first) {
  const asked = { cluster: group.cluster, service: service.service };
  const { serviceDeployments: [newest] = [] } = await world.call(
    "ecs",
    "ListServiceDeployments",
    asked,
    person,
  );
  const serviceDeploymentArns = [newest?.serviceDeploymentArn ?? ""];
  const { serviceDeployments: [found] = [] } = await world.call(
    "ecs",
    "DescribeServiceDeployments",
    { serviceDeploymentArns },
    person,
  );
  if (!found) throw new Error("there is no deployment");
  return found;
}

/** How many tasks run, of whatever side, and of which task definition new ones are. */
export async function serviceOf({ world, group, service: first }: BlueGreenLaptop, service = first) {
  const asked = { cluster: group.cluster, services: [service.service] };
  const { services: [found] = [] } = await world.call("ecs", "DescribeServices", asked, person);
  const { desiredCount, runningCount, taskDefinition = "" } = found ?? {};
  return {
    desiredCount,
    runningCount,
    revision: Number(taskDefinition.slice(taskDefinition.lastIndexOf(":") + 1)),
  };
}

/** Of the listener that blue-green's test rules stand on. */
const previewPort = 8443;

/** Which revision a request meets that comes by the preview listener. */
export async function previewed({ world, clock }: BlueGreenLaptop): Promise<string | undefined> {
  const listener = world.plane
    .listening()
    .find(({ region, port }) => region === person.region && port === previewPort);
  const client = clientOf(world.plane, listener?.url ?? "", clock);
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const chance = random(5);
  let request = nextRequest(chance, []);
  while (!request.path.startsWith("/api/v1/")) request = nextRequest(chance, []);
  client.send(request, (answer) => resolve(answer.kind === "answered" ? answer.revision : answer.kind));
  return await promise;
}
