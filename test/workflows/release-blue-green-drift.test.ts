import { expect, test } from "vitest";
import { names, person } from "./laptop.fixture.ts";
import { decide, ending, lock, pushQuietly, reached, start, writes } from "./release.fixture.ts";
import {
  type BlueGreenLaptop,
  newestDeployment,
  onBlueGreen,
  serviceOf,
  weightsOf,
} from "./release-blue-green.fixture.ts";

/** Deploys the old version anew past the orchestrator, as the console does. */
async function deployByHand({ world, group, service }: BlueGreenLaptop): Promise<void> {
  await world.call(
    "ecs",
    "UpdateService",
    {
      cluster: group.cluster,
      service: service.service,
      taskDefinition: `${names.taskFamily("backend")}:1`,
      forceNewDeployment: true,
    },
    person,
  );
}

/** Lets the deployment go on past the orchestrator. */
async function continueByHand(laptop: BlueGreenLaptop): Promise<void> {
  const { serviceDeploymentArn, lifecycleHookDetails = [] } = await newestDeployment(laptop);
  const hookId = lifecycleHookDetails.find(({ status }) => status === "AWAITING_ACTION")?.hookId;
  await laptop.world.call("ecs", "ContinueServiceDeployment", { serviceDeploymentArn, hookId }, person);
}

async function pointByHand({ world, service }: BlueGreenLaptop, weights: readonly [number, number]) {
  const { blue, green } = service.targetGroupArns;
  const TargetGroups = [
    { TargetGroupArn: blue, Weight: weights[0] },
    { TargetGroupArn: green, Weight: weights[1] },
  ];
  const Actions = [{ Type: "forward" as const, ForwardConfig: { TargetGroups } }];
  const RuleArn = service.productionRuleArn;
  await world.call("elasticloadbalancing", "ModifyRule", { RuleArn, Actions }, person);
}

test("Given a deployment under way that no release began, then a release is refused and touches nothing", () =>
  onBlueGreen({}, async (laptop) => {
    await pushQuietly(laptop, "v2");
    await deployByHand(laptop);
    const end = await ending(laptop, await start(laptop, "r1", {}));
    expect(end).toMatchObject({ status: "FAILED", error: "Release.Drifted" });
    expect(end.cause).toContain("no release has begun that");
    expect(writes(laptop)).not.toContain("ecs:UpdateService");
  }));

test("Given a rule that somebody gave two sides, then a release is refused and touches nothing", () =>
  onBlueGreen({}, async (laptop) => {
    await pushQuietly(laptop, "v2");
    await pointByHand(laptop, [10, 90]);
    const end = await ending(laptop, await start(laptop, "r1", {}));
    expect(end).toMatchObject({ status: "FAILED", error: "Release.Drifted" });
    expect(writes(laptop)).not.toContain("ecs:UpdateService");
  }));

test("Given a candidate that waits for a person, when somebody lets the deployment go on in ECS, then the release turns back", () =>
  onBlueGreen({ policy: { promotion: "manual" } }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "waiting-for-person");
    await continueByHand(laptop);
    await laptop.clock.sleep(60_000);
    expect(await weightsOf(laptop, "production")).toEqual({ blue: 100, green: 0 });
    await decide(laptop, "promote", "r1");
    const end = await ending(laptop, arn);
    expect(end).toMatchObject({ error: "Release.RolledBack" });
    expect(end.cause).toContain("somebody else let it go on");
    expect(await weightsOf(laptop, "production")).toEqual({ blue: 0, green: 100 });
    expect(await serviceOf(laptop)).toMatchObject({ revision: 1, runningCount: 3 });
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  }));

test("Given a bake in which somebody ends the pause in ECS, then the old side comes back before the users do", () =>
  onBlueGreen({}, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "baking");
    await continueByHand(laptop);
    const end = await ending(laptop, arn);
    expect(end.cause).toContain("somebody else let it go on");
    const { status } = await newestDeployment(laptop);
    // ECS takes back what it is still cleaning up; what it has ended, a person has to decide about.
    expect([
      ["Release.RolledBack", "ROLLBACK_SUCCESSFUL"],
      ["Release.NeedsAPerson", "SUCCESSFUL"],
    ]).toContainEqual([end.error, status]);
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  }));

test("Given a hold that somebody ends in ECS, then the release ends as promoted and says so", () =>
  onBlueGreen({}, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "holding");
    await continueByHand(laptop);
    expect(await ending(laptop, arn)).toMatchObject({ status: "SUCCEEDED" });
    expect(await weightsOf(laptop, "production")).toEqual({ blue: 100, green: 0 });
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  }));

test("Given a candidate that somebody else's deployment replaces, then users stay on stable and a person is called", () =>
  onBlueGreen({ policy: { promotion: "manual" } }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "waiting-for-person");
    await deployByHand(laptop);
    await decide(laptop, "promote", "r1");
    const end = await ending(laptop, arn);
    expect(end).toMatchObject({ error: "Release.NeedsAPerson" });
    expect(end.cause).toContain("backend is STOPPED");
    expect(await lock(laptop)).toMatchObject({ stuck: expect.any(String) });
    expect(await weightsOf(laptop, "production")).toEqual({ blue: 0, green: 100 });
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  }));

test("Given a rule that somebody changes in the bake, then the release turns back", () =>
  onBlueGreen({}, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "baking");
    await pointByHand(laptop, [50, 50]);
    expect(await ending(laptop, arn)).toMatchObject({ error: "Release.RolledBack" });
    expect(await weightsOf(laptop, "production")).toEqual({ blue: 0, green: 100 });
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  }));
