import { roleStatements } from "@signalbox/core/workflow/role-statements";
import { handlerPlaceholder } from "@signalbox/core/workflow/task";
import { ledgerOf } from "@signalbox/functions/aws/ledger";
import { setPhase } from "@signalbox/functions/aws/run";
import { storeToken } from "@signalbox/functions/aws/wait-token";
import { basePermissions } from "@signalbox/functions/base-permissions";
import { handlerFor } from "@signalbox/functions/handler";
import { type AnyWorkflow, step } from "@signalbox/functions/step";
import { awaitDecision } from "@signalbox/functions/workflows/release/steps/await-decision";
import { release } from "@signalbox/functions/workflows/release/workflow";
import { arnsOf } from "@signalbox/local/deploy/names";
import type { Guard } from "@signalbox/local/gate/gate";
import type { VirtualClock } from "@signalbox/local/world/clock";
import { describe, expect, test } from "vitest";
import { type Laptop, onLaptop, person, region, type Setting } from "./laptop.fixture.ts";
import {
  acts,
  decide,
  ending,
  lock,
  pushQuietly,
  raise,
  reached,
  run,
  services,
  start,
  weights,
} from "./release.fixture.ts";

type Guarded = NonNullable<Setting["guards"]>;

/** Deploys the release workflow anew, with a part of it changed: what one guard less does is seen, not thought. */
async function redeploy(laptop: Laptop, changed: AnyWorkflow): Promise<void> {
  const { cloud, world, platform } = laptop;
  const name = "signalbox-release";
  const roleArn = `arn:aws:iam::${world.account}:role/${name}`;
  const functionArn = `arn:aws:lambda:${region}:${world.account}:function:${name}`;
  cloud.roles.createRole({
    arn: roleArn,
    statements: roleStatements(
      changed.steps.flatMap(({ allow }) => allow),
      basePermissions,
      (kind) => arnsOf(platform, kind),
    ),
  });
  cloud.lambda.install({
    functionName: name,
    region,
    roleArn,
    timeoutSeconds: 60,
    memoryMb: 512,
    environment: {},
    load: async () =>
      handlerFor(changed, {
        clock: world.clock,
        clients: cloud.clientsOf({ roleArn, region, session: name }),
        platform,
      }),
  });
  const definition = JSON.stringify(changed.machine).replaceAll(handlerPlaceholder, functionArn);
  const stateMachineArn = `arn:aws:states:${region}:${world.account}:stateMachine:${name}`;
  await world.call("states", "UpdateStateMachine", { stateMachineArn, definition }, person);
}

/** The workflow without one of its states; `before` leads to `after` instead. */
function bypassing(before: string, removed: string, after: string): AnyWorkflow {
  const { [removed]: _, ...States } = release.machine.States;
  const changed = { ...States[before], Next: after } as (typeof States)[string];
  return { ...release, machine: { ...release.machine, States: { ...States, [before]: changed } } };
}

describe("the drift check", () => {
  /** Somebody deploys another definition to the stable side by hand, past the orchestrator. */
  async function changeByHand(laptop: Laptop): Promise<void> {
    const { cluster, container, sides } = laptop.group;
    const { blue } = await services(laptop);
    const { taskDefinition } = await laptop.world.call(
      "ecs",
      "DescribeTaskDefinition",
      { taskDefinition: blue.taskDefinition },
      person,
    );
    const containerDefinitions = taskDefinition?.containerDefinitions?.map((definition) =>
      definition.name === container
        ? { ...definition, environment: [{ name: "BY_HAND", value: "yes" }] }
        : definition,
    );
    const { family, networkMode, requiresCompatibilities, cpu, memory, taskRoleArn, executionRoleArn } =
      taskDefinition!;
    const made = await laptop.world.call(
      "ecs",
      "RegisterTaskDefinition",
      {
        family,
        networkMode,
        requiresCompatibilities,
        cpu,
        memory,
        taskRoleArn,
        executionRoleArn,
        containerDefinitions,
      },
      person,
    );
    await laptop.world.call(
      "ecs",
      "UpdateService",
      { cluster, service: sides.blue.service, taskDefinition: made.taskDefinition?.taskDefinitionArn },
      person,
    );
    await laptop.clock.sleep(600_000);
  }

  async function afterTwoReleases(laptop: Laptop): Promise<void> {
    for (const tag of ["v2", "v3", "v4"]) await pushQuietly(laptop, tag);
    for (const tag of ["v2", "v3"]) {
      const arn = await start(laptop, tag, { image: { repository: "open-webui", tag } });
      expect(await ending(laptop, arn)).toMatchObject({ status: "SUCCEEDED" });
    }
    expect(await weights(laptop)).toEqual({ blue: 100, green: 0 });
  }
  const policy = { ladder: [100], holdSeconds: 60, drainSeconds: 60, bakeSeconds: 120 };
  const v4 = { image: { repository: "open-webui", tag: "v4" } };

  test("refuses to release over what somebody changed by hand, and gives the lock back", () =>
    onLaptop({ policy }, async (laptop) => {
      await afterTwoReleases(laptop);
      await changeByHand(laptop);
      const end = await ending(laptop, await start(laptop, "r1", v4));
      expect(end).toMatchObject({ status: "FAILED", error: "Release.Drifted" });
      expect((await lock(laptop))?.owner).toBeUndefined();
      expect(await weights(laptop)).toEqual({ blue: 100, green: 0 });
    }));

  test("once removed, the unknown change is copied and promoted", () =>
    onLaptop({ policy }, async (laptop) => {
      await redeploy(laptop, bypassing("RecordState", "CheckDrift", "SuspendScaling"));
      await afterTwoReleases(laptop);
      await changeByHand(laptop);
      expect(await ending(laptop, await start(laptop, "r1", v4))).toMatchObject({ status: "SUCCEEDED" });
      const { green } = await services(laptop);
      const { taskDefinition } = await laptop.world.call("ecs", "DescribeTaskDefinition", green, person);
      expect(taskDefinition?.containerDefinitions?.[0]?.environment).toEqual([
        { name: "BY_HAND", value: "yes" },
      ]);
    }));
});

describe("reading back", () => {
  /** The load balancer answers that it changed the rule, and did not. */
  const deaf: Guard = async (call, next) =>
    call.operation === "ModifyRule" ? { Rules: [] } : await next(call);

  test("finds within seconds that the weights were not applied", () =>
    onLaptop({ requestsPerSecond: 0.1, guards: () => [deaf] }, async (laptop) => {
      await pushQuietly(laptop, "v2");
      const end = await ending(laptop, await start(laptop, "r1", {}));
      expect(end.cause).toContain("Release.WeightsNotApplied");
      const journal = await acts(laptop, "r1");
      const at = (state: string) => Date.parse(journal.find((act) => act.state === state)?.at ?? "");
      expect(at("RollBack") - at("ShiftTraffic")).toBeLessThanOrEqual(5_000);
    }));

  test("once removed, a person is asked about a candidate that never got a request", () =>
    onLaptop({ requestsPerSecond: 0.1, guards: () => [deaf] }, async (laptop) => {
      await redeploy(laptop, bypassing("ShiftTraffic", "ReadBackWeights", "ObserveShare"));
      await pushQuietly(laptop, "v2");
      await start(laptop, "r1", {});
      await reached(laptop, "r1", "waiting-for-person");
      expect(await weights(laptop)).toEqual({ blue: 100, green: 0 });
      expect((await acts(laptop, "r1")).flatMap(({ verdict }) => verdict ?? [])).toContain("no-data");
      await decide(laptop, "abort", "r1");
    }));
});

/** AwaitDecision without its last look. */
const storesOnly = step({
  ...awaitDecision,
  run: async ({ release: { group, run: name }, phase }, context) => {
    const ledger = ledgerOf(context, group);
    const { token = "", visit } = context;
    await storeToken(ledger, name, { token, ...visit }, 4_000_000_000);
    await setPhase(ledger, name, phase);
    return { answered: false };
  },
});

describe("looking once more after the token is stored", () => {
  /** The alarm goes off after the last look of the step before, and `wake` looks for tokens before this one is stored. */
  const between = (laptop: () => Laptop): Guard => {
    let raised = false;
    return async (call, next) => {
      const storing = call.operation === "PutItem" && JSON.stringify(call.input).includes('"token#');
      if (storing && !raised) {
        raised = true;
        await raise(laptop());
        await laptop().clock.sleep(2_000);
      }
      return await next(call);
    };
  };

  async function scenario(changed: AnyWorkflow, see: (laptop: Laptop) => Promise<void>): Promise<void> {
    let here: Laptop | undefined;
    await onLaptop({ guards: () => [between(() => here!)] }, async (laptop) => {
      here = laptop;
      await redeploy(laptop, changed);
      await pushQuietly(laptop, "v2");
      await see(laptop);
    });
  }

  test("does not lose an alarm that came in between", () =>
    scenario(release, async (laptop) => {
      const arn = await start(laptop, "r1", {});
      await reached(laptop, "r1", "rolling-back");
      const journal = await acts(laptop, "r1");
      const at = (state: string) => Date.parse(journal.find((act) => act.state === state)?.at ?? "");
      expect(at("RollBack") - at("Bake")).toBeLessThanOrEqual(5_000);
      expect((await ending(laptop, arn)).cause).toContain("Release.AlarmRaised");
    }));

  test("once removed, the faulty candidate keeps its traffic for the whole bake", () => {
    const blind = release.steps.map((step) => (step.name === "AwaitDecision" ? storesOnly : step));
    return scenario({ ...release, steps: blind }, async (laptop) => {
      const arn = await start(laptop, "r1", {});
      await reached(laptop, "r1", "baking");
      await laptop.clock.sleep(250_000);
      expect(await weights(laptop)).toEqual({ blue: 90, green: 10 });
      expect((await ending(laptop, arn)).cause).toContain("Release.AlarmRaised");
    });
  });
});

describe("the lock's condition", () => {
  const both = async (laptop: Laptop) => {
    await pushQuietly(laptop, "v2");
    await pushQuietly(laptop, "v3");
    const arns = await Promise.all([
      start(laptop, "one", {}),
      start(laptop, "two", { image: { repository: "open-webui", tag: "v3" } }),
    ]);
    return await Promise.all(arns.map((arn) => ending(laptop, arn)));
  };
  const policy = { ladder: [100], holdSeconds: 60, drainSeconds: 60, bakeSeconds: 60 };

  /** Both have read that the lock is free before either takes it. */
  const race =
    (change: (input: { ConditionExpression?: string }) => object): Guarded =>
    (clock) => [
      async (call, next) => {
        if (call.operation !== "UpdateItem" || !JSON.stringify(call.input).includes('":epoch"'))
          return await next(call);
        await clock.sleep(2_000);
        return await next({ ...call, input: change(call.input) });
      },
    ];

  test("lets one of two releases that start at once go on, and refuses the other", () =>
    onLaptop({ policy, guards: race((input) => input) }, async (laptop) => {
      const ends = await both(laptop);
      expect(ends.map(({ status }) => status).toSorted()).toEqual(["FAILED", "SUCCEEDED"]);
      expect(ends.map(({ error }) => error)).toContain("Release.Locked");
    }));

  test("once removed, the one is robbed of its lock on the way and stops there", () =>
    onLaptop({ policy, guards: race(({ ConditionExpression: _, ...input }) => input) }, async (laptop) => {
      const ends = await both(laptop);
      expect(ends.map(({ error }) => error)).not.toContain("Release.Locked");
      expect(ends.map(({ cause }) => cause ?? "").join()).toContain("Release.LockLost");
    }));
});

describe("permissions", () => {
  const without = (action: string): AnyWorkflow => ({
    ...release,
    steps: release.steps.map((step) => ({
      ...step,
      allow: step.allow
        .map((permission) => ({
          ...permission,
          actions: permission.actions.filter((each) => each !== action),
        }))
        .filter(({ actions }) => actions.length > 0),
    })),
  });

  test("without elasticloadbalancing:ModifyRule the release fails by that name, before any traffic moved", () =>
    onLaptop({}, async (laptop) => {
      await redeploy(laptop, without("elasticloadbalancing:ModifyRule"));
      await pushQuietly(laptop, "v2");
      const end = await ending(laptop, await start(laptop, "r1", {}));
      expect(end).toMatchObject({ status: "FAILED", error: "AccessDenied" });
      expect(end.cause).toContain("elasticloadbalancing:ModifyRule");
      expect(await weights(laptop)).toEqual({ blue: 100, green: 0 });
      expect((await run(laptop, "r1"))?.report?.requests.candidate).toBe(0);
    }));
});

describe("idempotency", () => {
  /** Lambda delivers a call twice, at the same time. */
  const twice: Guard = async (call, next) => {
    if (call.operation !== "Invoke" || !textOf(call.input).includes('"RegisterCandidate"'))
      return await next(call);
    const answers = await Promise.all([next(call), next(call)]);
    return answers.find((answer) => !("FunctionError" in answer && answer.FunctionError)) ?? answers[0]!;
  };
  const textOf = (input: object): string => {
    const payload = "Payload" in input ? input.Payload : "";
    return payload instanceof Uint8Array ? new TextDecoder().decode(payload) : String(payload);
  };
  /** ECS takes two seconds to register, longer than the second call's cold start. */
  const slow =
    (clock: VirtualClock): Guard =>
    async (call, next) => {
      if (call.operation === "RegisterTaskDefinition") await clock.sleep(2_000);
      return await next(call);
    };
  const registered = ({ calls }: Laptop) =>
    calls.filter(
      ({ operation, context }) => operation === "RegisterTaskDefinition" && context.principal.kind === "role",
    ).length;

  test("registers one task definition though Lambda runs the step twice at once", () =>
    onLaptop({ guards: (clock) => [twice, slow(clock)] }, async (laptop) => {
      await pushQuietly(laptop, "v2");
      await start(laptop, "r1", {});
      await reached(laptop, "r1", "baking");
      expect(registered(laptop)).toBe(1);
      await decide(laptop, "abort", "r1");
    }));

  test("once removed, the platform gets two, one of which nobody knows of", () => {
    const careless: Guard = (call, next) => {
      const mine = "TableName" in call.input && call.input.TableName === "signalbox-idempotency";
      return mine && call.operation === "PutItem" ? Promise.resolve({}) : next(call);
    };
    return onLaptop({ guards: (clock) => [twice, slow(clock), careless] }, async (laptop) => {
      await pushQuietly(laptop, "v2");
      await start(laptop, "r1", {});
      await reached(laptop, "r1", "baking");
      expect(registered(laptop)).toBe(2);
      await decide(laptop, "abort", "r1");
    });
  });
});
