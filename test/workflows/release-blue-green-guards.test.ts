import { NamedError } from "@signalbox/core/error";
import { BlueGreenRelease } from "@signalbox/core/release/release";
import { ledgerOf } from "@signalbox/functions/aws/ledger";
import { writeWeights } from "@signalbox/functions/aws/listener-rule";
import { setPhase } from "@signalbox/functions/aws/run";
import { answerPause } from "@signalbox/functions/aws/service-deployment-pause";
import { drainStep } from "@signalbox/functions/release/steps/drain";
import { type AnyWorkflow, step } from "@signalbox/functions/step";
import { readOurs } from "@signalbox/functions/workflows/release-blue-green/deployments";
import {
  measuredSide,
  production,
  servicesOf,
} from "@signalbox/functions/workflows/release-blue-green/group";
import { checkPause } from "@signalbox/functions/workflows/release-blue-green/steps/check-pause";
import { drain } from "@signalbox/functions/workflows/release-blue-green/steps/drain";
import { rollBack } from "@signalbox/functions/workflows/release-blue-green/steps/roll-back";
import { takeBack } from "@signalbox/functions/workflows/release-blue-green/take-back";
import { releaseBlueGreen } from "@signalbox/functions/workflows/release-blue-green/workflow";
import type { Guard } from "@signalbox/local/gate/gate";
import { AwsError } from "@signalbox/local/services/error";
import { describe, expect, test } from "vitest";
import { onTwoServices } from "./blue-green-group.fixture.ts";
import { isByRelease, person } from "./laptop.fixture.ts";
import { redeploy } from "./redeploy.fixture.ts";
import { decide, ending, pushQuietly, raise, reached, start } from "./release.fixture.ts";
import {
  type BlueGreenLaptop,
  newestDeployment,
  onBlueGreen,
  weightsOf,
} from "./release-blue-green.fixture.ts";

const replacing = (changed: AnyWorkflow["steps"][number]): AnyWorkflow => ({
  ...releaseBlueGreen,
  steps: releaseBlueGreen.steps.map((old) => (old.name === changed.name ? changed : old)),
});

/** The release's deployments begin with other settings than it asks for. */
const asking =
  (settings: object): Guard =>
  (call, next) => {
    const isStart = call.operation === "UpdateService" && isByRelease(call);
    const { deploymentConfiguration = {} } = { ...call.input } as { deploymentConfiguration?: object };
    const input = isStart
      ? { ...call.input, deploymentConfiguration: { ...deploymentConfiguration, ...settings } }
      : call.input;
    return next({ ...call, input });
  };

const lag = (laptop: BlueGreenLaptop) => laptop.cloud.faults.add({ kind: "weights-lag", seconds: 120 });

describe("the rule before ECS, on the way back", () => {
  /** Users who are lost by an abort behind a load balancer that lags by two minutes. */
  const play = async (prepare: (laptop: BlueGreenLaptop) => Promise<void>): Promise<number> => {
    let lost = Number.NaN;
    await onBlueGreen({ policy: { drainSeconds: 5, holdSeconds: 300 } }, async (laptop) => {
      await prepare(laptop);
      await pushQuietly(laptop, "v2");
      const arn = await start(laptop, "r1", {});
      await reached(laptop, "r1", "holding");
      lag(laptop);
      await decide(laptop, "abort", "r1");
      await ending(laptop, arn);
      await laptop.clock.sleep(300_000);
      lost = laptop.traffic.ledger.snapshot().lost;
    });
    return lost;
  };

  const byEcsAlone = step({
    ...rollBack,
    run: async (input, context) => {
      for (const { ours } of await readOurs(context, input.release, input.taskDefinitions))
        if (ours) await takeBack(context.aws.ecs, ours);
      return await rollBack.run(input, context);
    },
  });

  test("loses nothing", async () => {
    expect(await play(async () => {})).toBe(0);
  });
  test("is left to ECS, and users are lost", async () => {
    expect(await play((laptop) => redeploy(laptop, replacing(byEcsAlone)))).toBeGreaterThan(50);
  });
});

describe("alarms that only the release hears", () => {
  const play = async (guards: readonly Guard[]): Promise<number> => {
    let lost = Number.NaN;
    const given = { policy: { drainSeconds: 5, holdSeconds: 300 }, guards: () => guards };
    await onBlueGreen(given, async (laptop) => {
      await pushQuietly(laptop, "v2");
      const arn = await start(laptop, "r1", {});
      await reached(laptop, "r1", "holding");
      lag(laptop);
      await raise(laptop);
      await ending(laptop, arn);
      await laptop.clock.sleep(300_000);
      lost = laptop.traffic.ledger.snapshot().lost;
    });
    return lost;
  };
  const alarmNames = ["signalbox-development-backend-blue-5xx"];

  test("lose nothing", async () => {
    expect(await play([])).toBe(0);
  });
  test("are ECS's too, and users are lost", async () => {
    expect(await play([asking({ alarms: { alarmNames, enable: true, rollback: true } })])).toBeGreaterThan(
      50,
    );
  });
});

describe("a deployment that does not pause is stopped", () => {
  /** The first look after ECS was let go on fails, while it is about to shift the users. */
  const failing = (): Guard => {
    let [begun, failed] = [false, false];
    return async (call, next) => {
      if (begun && !failed && isByRelease(call) && call.operation === "DescribeServiceDeployments") {
        failed = true;
        throw new AwsError("AccessDeniedException", "for the test");
      }
      if (call.operation === "ContinueServiceDeployment") begun = true;
      return await next(call);
    };
  };
  /** Percent of users on stable a minute later. */
  const play = async (prepare: (laptop: BlueGreenLaptop) => Promise<void>) => {
    let green = Number.NaN;
    await onBlueGreen({ guards: () => [failing()] }, async (laptop) => {
      await prepare(laptop);
      await pushQuietly(laptop, "v2");
      await start(laptop, "r1", {});
      await reached(laptop, "r1", "rolling-back");
      await laptop.clock.sleep(60_000);
      green = (await weightsOf(laptop, "production")).green;
    });
    return green;
  };

  /** Sees to the rule alone. */
  const byTheRuleAlone = step({
    ...rollBack,
    run: async ({ release }, context) => {
      const wanted = Object.fromEntries(
        production(servicesOf(context, release)).flatMap(({ sides }) => [
          [sides.blue.targetGroupArn, 0],
          [sides.green.targetGroupArn, 100],
        ]),
      );
      const rules = production(servicesOf(context, release)).flatMap((each) => each.listenerRuleArns);
      await writeWeights(
        context.aws.elasticLoadBalancing,
        rules.map((ruleArn) => ({ ruleArn, wanted })),
      );
      await setPhase(ledgerOf(context, release.group), release.run, "rolling-back", 0);
      return { done: true, at: context.clock.now(), waitSeconds: 3 };
    },
  });

  test("and users stay on stable", async () => {
    expect(await play(async () => {})).toBe(100);
  });
  test("not, and ECS gives them to a candidate that the release has given up", async () => {
    expect(await play((laptop) => redeploy(laptop, replacing(byTheRuleAlone)))).toBe(0);
  });
});

describe("the look at ECS in the drain", () => {
  /** How a release ends of which somebody stops the deployment while the old side drains. */
  const play = async (prepare: (laptop: BlueGreenLaptop) => Promise<void>) => {
    let error: string | undefined;
    await onBlueGreen({}, async (laptop) => {
      await prepare(laptop);
      await pushQuietly(laptop, "v2");
      const arn = await start(laptop, "r1", {});
      await reached(laptop, "r1", "draining");
      const { serviceDeploymentArn } = await newestDeployment(laptop);
      await laptop.world.call("ecs", "StopServiceDeployment", { serviceDeploymentArn }, person);
      ({ error } = await ending(laptop, arn));
    });
    return error;
  };
  /** Looks at the requests alone, by which users on stable are a side that does not drain. */
  const blind = step({
    ...drain,
    run: drainStep({
      release: BlueGreenRelease,
      placesOf: (context, release, side) => measuredSide(servicesOf(context, release), side),
    }).run,
  });

  test("ends the release as ECS has ended it", async () => {
    expect(await play(async () => {})).toBe("Release.RolledBack");
  });
  test("is not taken, and a person is called for what is already safe", async () => {
    expect(await play((laptop) => redeploy(laptop, replacing(blind)))).toBe("Release.NeedsAPerson");
  });
});

describe("services that wait for each other", () => {
  /** Whether the users of one service ever met a version of which the other one never got healthy. */
  const play = async (prepare: (laptop: BlueGreenLaptop) => Promise<void>): Promise<boolean> => {
    let met = false;
    await onTwoServices({ badIn: "auth", policy: { healthySeconds: 300 } }, async (laptop) => {
      await prepare(laptop);
      await pushQuietly(laptop, "v2", "unhealthy");
      await ending(laptop, await start(laptop, "r1", {}));
      met = Object.keys(laptop.traffic.ledger.snapshot().byRevision).includes("v2");
    });
    return met;
  };

  /** Lets each service go on as soon as it pauses. */
  const oneByOne = step({
    ...checkPause,
    run: async (input, context) => {
      for (const { ours } of await readOurs(context, input.release, input.taskDefinitions))
        if (ours?.hookId !== undefined && ours.stage === "POST_TEST_TRAFFIC_SHIFT")
          await answerPause(context.aws.ecs, { arn: ours.arn, hookId: ours.hookId }, "CONTINUE");
      if (context.clock.now() >= input.deadline)
        throw new NamedError("Release.TargetsUnhealthy", "for the test");
      return { done: false, at: context.clock.now() };
    },
  });
  const uncoordinated = {
    ...replacing(oneByOne),
    steps: replacing(oneByOne).steps.map((each) =>
      each.name === checkPause.name
        ? { ...each, allow: releaseBlueGreen.steps.flatMap(({ allow }) => allow) }
        : each,
    ),
  };

  test("spare the users of both", async () => {
    expect(await play(async () => {})).toBe(false);
  });
  test("do not, and the users of one meet what the other cannot run", async () => {
    expect(await play((laptop) => redeploy(laptop, uncoordinated))).toBe(true);
  });
});
