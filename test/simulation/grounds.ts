import type { BlueGreenGroup, CanaryGroup, RollingGroup } from "@signalbox/core/platform/platform";
import { sides } from "@signalbox/core/platform/platform";
import { type AnyLaptop, type Laptop, onLaptop, onPlatform, person } from "../workflows/laptop.fixture.ts";
import { scaleInSuspended, services } from "../workflows/release.fixture.ts";
import { backend, newestDeployment } from "../workflows/release-blue-green.fixture.ts";
import { onRollingLaptop, rolled, serving } from "../workflows/rolling.fixture.ts";
import type { Ground, Grounds, SideSeen } from "./ground.ts";

/** Tasks of every service here, before and after. */
const size = 3;

const canary: Ground<Laptop<CanaryGroup>> = {
  boot: onLaptop,
  rules: (laptop) => rulesOf(laptop, laptop.service.listenerRuleArns),
  resting: async (laptop) => {
    const rules = await rulesOf(laptop, laptop.service.listenerRuleArns);
    const tasks = await services(laptop);
    const stable = sides.find((side) =>
      rules.every((groups) => weightOf(groups, laptop.service.sides[side].targetGroupArn) === 100),
    );
    const wrong = sides.flatMap((side) => {
      const { desiredCount, runningCount } = tasks[side];
      const wanted = side === stable ? size : 0;
      return desiredCount === wanted && runningCount === wanted
        ? []
        : [`${side} wants ${desiredCount} and runs ${runningCount} of ${wanted}`];
    });
    if (!stable) wrong.push(`traffic is split: ${JSON.stringify(rules)}`);
    if (await scaleInSuspended(laptop)) wrong.push("scale-in is suspended");
    return { serving: stable ? tasks[stable].taskDefinition : "", wrong };
  },
};

const blueGreen: Ground<Laptop<BlueGreenGroup>> = {
  boot: (setting, scenario) => onPlatform(backend, setting, scenario),
  rules: (laptop) => rulesOf(laptop, [laptop.service.productionRuleArn]),
  resting: async (laptop) => {
    const [production = []] = await rulesOf(laptop, [laptop.service.productionRuleArn]);
    const { status = "" } = await newestDeployment(laptop);
    const { wrong, serving } = await wholeService(laptop, laptop.service.service);
    if (!production.some(({ weight }) => weight === 100))
      wrong.push(`traffic is split: ${JSON.stringify(production)}`);
    if (!["SUCCESSFUL", "ROLLBACK_SUCCESSFUL"].includes(status)) wrong.push(`ECS's deployment is ${status}`);
    return { serving, wrong };
  },
};

const rolling: Ground<Laptop<RollingGroup>> = {
  boot: (setting, scenario) => onRollingLaptop({ ...setting, warmUpSeconds: 300 }, scenario),
  // One target group has all; as long as there are as many as are wanted, they carry it.
  rules: async (laptop) => [
    [{ name: laptop.service.name, weight: 100, healthy: Math.max(0, (await serving(laptop)) - size + 1) }],
  ],
  resting: async (laptop) => {
    const { pendingCount } = await rolled(laptop);
    const { wrong, serving } = await wholeService(laptop, laptop.service.service);
    if (pendingCount > 0) wrong.push(`${pendingCount} task(s) are pending`);
    return { serving, wrong };
  },
};

export const grounds: Grounds = { canary, "blue-green": blueGreen, rolling };

/** The one service of a strategy that has no service a side. */
async function wholeService({ world, group }: AnyLaptop, service: string) {
  const asked = { cluster: group.cluster, services: [service] };
  const { services: [found] = [] } = await world.call("ecs", "DescribeServices", asked, person);
  const { desiredCount, runningCount, taskDefinition = "" } = found ?? {};
  const whole = desiredCount === size && runningCount === size;
  const wrong = whole ? [] : [`it wants ${desiredCount} and runs ${runningCount} of ${size}`];
  return { serving: taskDefinition.slice(taskDefinition.lastIndexOf("/") + 1), wrong };
}

async function rulesOf({ world }: AnyLaptop, arns: readonly string[]): Promise<SideSeen[][]> {
  const { Rules = [] } = await world.call(
    "elasticloadbalancing",
    "DescribeRules",
    { RuleArns: [...arns] },
    person,
  );
  return await Promise.all(
    Rules.map(async ({ Actions }) => {
      const groups = Actions?.[0]?.ForwardConfig?.TargetGroups ?? [];
      return await Promise.all(
        groups.map(async ({ TargetGroupArn = "", Weight = 0 }) => ({
          name: TargetGroupArn,
          weight: Weight,
          healthy: await healthy(world, TargetGroupArn),
        })),
      );
    }),
  );
}

async function healthy(world: AnyLaptop["world"], TargetGroupArn: string): Promise<number> {
  const found = await world.call("elasticloadbalancing", "DescribeTargetHealth", { TargetGroupArn }, person);
  const targets = found.TargetHealthDescriptions ?? [];
  return targets.filter(({ TargetHealth }) => TargetHealth?.State === "healthy").length;
}

const weightOf = (groups: readonly SideSeen[], name: string): number | undefined =>
  groups.find((group) => group.name === name)?.weight;
