import type { RollingGroup } from "@signalbox/core/platform/platform";
import { ReleasePolicy } from "@signalbox/core/release/policy";
import { imageManifest } from "@signalbox/local/images/manifest";
import { clientOf } from "@signalbox/local/traffic/client";
import { traffic } from "@signalbox/local/traffic/traffic";
import { type AnyLaptop, type Laptop, names, onLaptop, person, type Setting } from "./laptop.fixture.ts";
import { deployRolling, type RolledName, replicas } from "./rolling-services.fixture.ts";
import { announce } from "./split.fixture.ts";

/** A laptop with a group that is released by rolling. */
export type RollingLaptop = Laptop<RollingGroup>;

export interface RollingSetting extends Setting {
  /** One service behind the load balancer unless said. */
  readonly services?: readonly RolledName[];
  /** Half an hour unless said, which is what a candidate is held to. */
  readonly warmUpSeconds?: number;
}

/** What goes to ALARM when more than five requests a minute fail; policies without alarms of their own have it. */
const alarm = "rolled-errors";

/** The same as `onLaptop`, with a group of rolling services under the traffic. */
export function onRollingLaptop(
  { services = ["chat"], requestsPerSecond = 20, warmUpSeconds = 1_800, policy, ...setting }: RollingSetting,
  scenario: (laptop: RollingLaptop) => Promise<void>,
): Promise<void> {
  return onLaptop({ ...setting, requestsPerSecond: 0, warmUpSeconds: 0 }, async (laptop) => {
    const { world, clock } = laptop;
    const repository = "rolled/open-webui";
    await world.call("ecr", "CreateRepository", { repositoryName: repository }, person);
    await pushTo({ ...laptop, repository }, "v1", imageManifest({ behaviour: "good", version: "v1" }));
    const wanted = ReleasePolicy.parse({ alarms: [alarm], ...policy });
    const { group, url } = await deployRolling(laptop, { repository, policy: wanted, services });
    await createAlarm(laptop, group);
    const platform = await announce(laptop, group);
    const load = traffic({
      clock,
      random: world.random,
      client: clientOf(world.plane, url, clock),
      requestsPerSecond,
      paths: services.includes("auth") ? ["/", "/api/v1/auths/"] : ["/"],
    });
    load.start();
    await clock.sleep(warmUpSeconds * 1000);
    try {
      await scenario({ ...laptop, platform, group, service: group.services[0]!, traffic: load });
    } finally {
      await load.stop();
    }
  });
}

/** Puts a version into ECR that ends as soon as it runs, while nobody listens. */
export async function pushCrashing(laptop: RollingLaptop, tag: string): Promise<void> {
  const manifest = imageManifest({ behaviour: "good", version: tag }).replace('"good"', '"crashes"');
  const Name = names.deployed("release-ecr-push");
  await laptop.world.call("events", "DisableRule", { Name }, person);
  await pushTo({ ...laptop, repository: laptop.group.repository }, tag, manifest);
  await laptop.clock.sleep(10_000);
  await laptop.world.call("events", "EnableRule", { Name }, person);
}

async function pushTo(
  { world, repository }: Pick<AnyLaptop, "world"> & { readonly repository: string },
  imageTag: string,
  manifest: string,
): Promise<void> {
  const input = { repositoryName: repository, imageTag, imageManifest: manifest };
  await world.call("ecr", "PutImage", input, person);
}

async function createAlarm({ world }: AnyLaptop, { services }: RollingGroup): Promise<void> {
  const [rule = ""] = services[0]?.listenerRuleArns ?? [];
  const LoadBalancer = rule.split(":listener-rule/")[1]?.split("/").slice(0, 3).join("/");
  await world.call(
    "monitoring",
    "PutMetricAlarm",
    {
      AlarmName: alarm,
      Namespace: "AWS/ApplicationELB",
      MetricName: "HTTPCode_Target_5XX_Count",
      Dimensions: [{ Name: "LoadBalancer", Value: LoadBalancer }],
      Statistic: "Sum",
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 5,
      ComparisonOperator: "GreaterThanThreshold",
      TreatMissingData: "notBreaching",
    },
    person,
  );
}

/** What a service of the group wants, runs and brings, as ECS tells it. */
export async function rolled({ world, group }: RollingLaptop, name = "chat") {
  const service = group.services.find((each) => each.name === name);
  const asked = { cluster: group.cluster, services: [service?.service ?? ""] };
  const { services = [] } = await world.call("ecs", "DescribeServices", asked, person);
  const { desiredCount, runningCount = 0, pendingCount = 0, taskDefinition = "" } = services[0] ?? {};
  return {
    desiredCount,
    runningCount,
    pendingCount,
    taskDefinition: taskDefinition.slice(taskDefinition.lastIndexOf("/") + 1),
  };
}

/** Tasks that serve: healthy in the target group, or running where there is none. */
export async function serving(laptop: RollingLaptop, name = "chat"): Promise<number> {
  const TargetGroupArn = laptop.group.services.find((each) => each.name === name)?.targetGroupArn;
  if (TargetGroupArn === undefined) return (await rolled(laptop, name)).runningCount;
  const found = await laptop.world.call(
    "elasticloadbalancing",
    "DescribeTargetHealth",
    { TargetGroupArn },
    person,
  );
  const targets = found.TargetHealthDescriptions ?? [];
  return targets.filter(({ TargetHealth }) => TargetHealth?.State === "healthy").length;
}

/** Looks every two seconds until `over`: the fewest that served and the most that ran of each service, beside those wanted. */
export async function sampled(laptop: RollingLaptop, over: Promise<unknown>) {
  const seen = laptop.group.services.map(({ name }) => ({
    name: name as RolledName, // the fixture has made them
    least: Number.POSITIVE_INFINITY,
    most: 0,
  }));
  let running = true;
  void over.finally(() => {
    running = false;
  });
  while (running) {
    for (const one of seen) {
      const { runningCount, pendingCount } = await rolled(laptop, one.name);
      one.least = Math.min(one.least, await serving(laptop, one.name));
      one.most = Math.max(one.most, runningCount + pendingCount);
    }
    await laptop.clock.sleep(2_000);
  }
  return seen.map(({ name, least, most }) => ({
    name,
    fewer: Math.max(0, replicas[name] - least),
    more: most - replicas[name],
  }));
}
