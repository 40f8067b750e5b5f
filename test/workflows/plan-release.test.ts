import type { ReleaseRequest } from "@signalbox/core/release/request";
import { ledgerOf } from "@signalbox/functions/aws/ledger";
import { keepLockForPerson, readLock, takeLock } from "@signalbox/functions/aws/lock";
import { plan } from "@signalbox/functions/functions/plan/function";
import { describe, expect, test } from "vitest";
import { names, onLaptop, person } from "./laptop.fixture.ts";
import { expectOnlyRead, planOf } from "./plan-release.fixture.ts";
import { decide, ending, pushQuietly, reached, start, weights } from "./release.fixture.ts";
import { onBlueGreen } from "./release-blue-green.fixture.ts";
import { onRollingLaptop } from "./rolling.fixture.ts";
import { ask, invoke, quick, waits } from "./turns.fixture.ts";

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

test("the plan's role has no action that writes", () => {
  const actions = plan.allow.flatMap((permission) => permission.actions);
  expect(actions.length).toBeGreaterThan(5);
  expect(actions.filter((action) => !/:(Describe|Get|List|Query)/.test(action))).toEqual([]);
});

describe("Given a canary group at rest,", () => {
  test("when a sound release is planned, then strategy, stages, time, cost, permissions and what differs are told, and nothing is written", () =>
    onLaptop({}, async (laptop) => {
      await pushQuietly(laptop, "v2");
      const told = await planOf(laptop, { policy: { ladder: [10, 100], bakeSeconds: 300 } });
      expect(told).toMatchObject({
        title: `Release ${laptop.group.repository}:v2 to open-webui`,
        strategy: { name: "canary", why: expect.stringContaining("open-webui's configuration says canary") },
        refusals: [],
        compared: true,
      });
      expect(told.drift).toBeUndefined();
      expect(told.stages.map(({ weight, capacities }) => [weight, capacities?.["open-webui"]])).toEqual([
        [10, 1],
        [100, 3],
        [100, undefined],
        [100, undefined],
        [100, undefined],
      ]);
      expect(told.stages[0]?.turnsBack[0]).toContain(laptop.group.policy.alarms[0]);
      expect(told.atLeastSeconds).toBe(sum(told.stages.map(({ atLeastSeconds }) => atLeastSeconds)));
      expect(told.atMostSeconds).toBeGreaterThan(told.atLeastSeconds);
      expect(told.cost).toBeGreaterThan(0.001);
      const facts = Object.fromEntries(told.facts);
      expect(facts["try it"]).toContain("curl --cookie signalbox-preview=candidate");
      expect(told.policy.find(({ name }) => name === "ladder")).toEqual({
        name: "ladder",
        value: "10, 100",
        changed: true,
        usual: laptop.group.policy.ladder.join(", "),
      });
      expect(told.steps.find(({ state }) => state === "ShiftTraffic")?.calls).toContain(
        "elasticloadbalancing:ModifyRule",
      );
      expectOnlyRead(laptop);
      expect(await weights(laptop)).toEqual({ blue: 100, green: 0 });
    }));

  test("when an image is planned that is not there, then that is told, with the stages all the same", () =>
    onLaptop({}, async (laptop) => {
      const told = await planOf(laptop, { image: { repository: laptop.group.repository, tag: "v9" } });
      expect(told.refusals).toEqual([
        { error: "Release.ImageNotFound", cause: `ECR has no image ${laptop.group.repository}:v9` },
      ]);
      expect(told.stages.length).toBeGreaterThan(3);
    }));

  test("when several things are wrong at once, then all of them are told, and the release ends with the first", () =>
    onLaptop({}, async (laptop) => {
      const alarm = laptop.group.policy.alarms[0]!;
      await laptop.world.call("monitoring", "DeleteAlarms", { AlarmNames: [alarm] }, person);
      const request = {
        image: { repository: laptop.group.repository, tag: "v9" },
        policy: {
          ladder: Array.from({ length: 100 }, (_, step) => step + 1),
          extensions: 10,
        },
      };
      const told = await planOf(laptop, request);
      expect(told.refusals.map(({ error }) => error)).toEqual([
        "Release.InvalidRequest",
        "Release.ImageNotFound",
        "Release.AlarmNotFound",
      ]);
      const [{ error, cause }] = told.refusals as [{ error: string; cause: string }];
      expect(await ending(laptop, await start(laptop, "r1", request))).toMatchObject({ error, cause });
    }));

  const image = { repository: names.repository("open-webui"), tag: "v2" };
  test.each<[string, Partial<ReleaseRequest>, string]>([
    ["an unknown group", { group: "open-web-ui", image }, "Release.UnknownGroup"],
    ["a ladder that does not rise", { image, policy: { ladder: [50, 25, 100] } }, "Release.InvalidRequest"],
    ["what serves already", { image: { ...image, tag: "v0.11.0" } }, "Release.AlreadyServing"],
    ["a way back from nothing", { back: true, reason: "it fails" }, "Release.NothingToGoBackTo"],
  ])("when %s is planned, then it is refused by the words of the release itself", (_, given, name) =>
    onLaptop({}, async (laptop) => {
      await pushQuietly(laptop, "v2");
      const request = { group: "open-webui", image: undefined, ...given };
      const { refusals } = await planOf(laptop, request);
      expect(refusals.map(({ error }) => error)).toEqual([name]);
      expect(await ending(laptop, await start(laptop, "r1", request))).toMatchObject({ ...refusals[0] });
    }),
  );
});

test("Given tasks on the idle side, when a release is planned, then the drift is told, and a release finds the same", () =>
  onLaptop({}, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const { group, service } = laptop;
    await laptop.world.call(
      "ecs",
      "UpdateService",
      { cluster: group.cluster, service: service.sides.green.service, desiredCount: 1 },
      person,
    );
    await laptop.clock.sleep(120_000);
    const told = await planOf(laptop);
    expect(told).toMatchObject({ drift: "the idle side of open-webui still has 1 task(s)", refusals: [] });
    expect(told.stages.length).toBeGreaterThan(3);
    expect(await ending(laptop, await start(laptop, "r1", {}))).toMatchObject({
      error: "Release.Drifted",
      cause: told.drift,
    });
  }));

test("Given weights that nobody's release left, when a release is planned, then no stage is promised", () =>
  onLaptop({}, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const { sides, listenerRuleArns } = laptop.service;
    const TargetGroups = (["blue", "green"] as const).map((side) => ({
      TargetGroupArn: sides[side].targetGroupArn,
      Weight: 50,
    }));
    for (const RuleArn of listenerRuleArns)
      await laptop.world.call(
        "elasticloadbalancing",
        "ModifyRule",
        { RuleArn, Actions: [{ Type: "forward", ForwardConfig: { TargetGroups } }] },
        person,
      );
    const told = await planOf(laptop);
    expect(told.drift).toContain("blue 50, green 50");
    expect(told).toMatchObject({ stages: [], refusals: [] });
  }));

test("Given a freeze, when a release is planned, then it is refused with its end, and with a broken glass it is not", () =>
  onLaptop({}, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const until = new Date(laptop.clock.now() + 3_600_000).toISOString();
    await invoke(laptop, "freeze", { action: "freeze", until, by: "ada", reason: "the database moves" });
    const told = await planOf(laptop);
    expect(told.refusals).toEqual([
      { error: "Release.Frozen", cause: expect.stringContaining("(the database moves) holds until") },
    ]);
    expect(told).toMatchObject({ compared: true });
    expect(told.stages.length).toBeGreaterThan(3);
    expect((await planOf(laptop, { breakGlass: "logins fail" })).refusals).toEqual([]);
  }));

describe("Given a locked group,", () => {
  test("when a release is planned, then it waits or is refused as the release would be, and drift is not looked for", () =>
    onLaptop({ policy: quick }, async (laptop) => {
      for (const tag of ["v2", "v3"]) await pushQuietly(laptop, tag);
      const first = await ask(laptop, "r1", "v2");
      await reached(laptop, "r1", "baking", 50);
      const image = { repository: laptop.group.repository, tag: "v3" };
      const waiting = await planOf(laptop, { image });
      expect(waiting).toMatchObject({ refusals: [], compared: false, stages: [] });
      expect(waiting.facts).toContainEqual(["turn", expect.stringContaining("release r1 is baking")]);
      const { refusals } = await planOf(laptop, { image, policy: { whenBusy: "refuse" } });
      expect(refusals).toEqual([{ error: "Release.Locked", cause: "release r1 is baking" }]);
      expectOnlyRead(laptop);
      const second = await ask(laptop, "r2", "v3");
      await waits(laptop, "r2");
      await decide(laptop, "abort", "r2");
      await decide(laptop, "abort", "r1");
      for (const arn of [first, second]) expect((await ending(laptop, arn)).status).toBe("FAILED");
    }));

  test("when its lock was left for a person, then that is told", () =>
    onLaptop({}, async (laptop) => {
      await pushQuietly(laptop, "v2");
      const { reader, platform, group } = laptop;
      const ledger = ledgerOf({ aws: reader, platform }, group.name);
      const owner = {
        execution: "arn:aws:states:us-east-1:123456789012:execution:m:r0",
        run: "r0",
        askedAt: 1,
      };
      await takeLock(ledger, await readLock(ledger), owner);
      await keepLockForPerson(ledger, owner.execution, "the weights were not read back");
      expect((await planOf(laptop)).refusals).toEqual([
        {
          error: "Release.NeedsAPerson",
          cause: "release r0 left the lock for a person: the weights were not read back",
        },
      ]);
    }));
});

test("Given a blue-green group, when a release is planned, then its stages and the steps of its own machine are told", () =>
  onBlueGreen({}, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const told = await planOf(laptop);
    expect(told).toMatchObject({ strategy: { name: "blue-green" }, refusals: [], compared: true });
    expect(told.drift).toBeUndefined();
    expect(told.stages.map(({ weight }) => weight)).toEqual([0, 100, 100, 100, 100]);
    expect(told.steps.some(({ calls }) => calls.includes("ecs:ContinueServiceDeployment"))).toBe(true);
    expectOnlyRead(laptop);
  }));

test("Given a rolling group, when a release is planned, then its stages have no weight, and no step may touch a rule", () =>
  onRollingLaptop({}, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const told = await planOf(laptop);
    expect(told).toMatchObject({ strategy: { name: "rolling" }, refusals: [], compared: true });
    expect(told.stages[0]).toMatchObject({ name: "task by task" });
    expect(told.stages[0]).not.toHaveProperty("weight");
    const calls = told.steps.flatMap((step) => step.calls);
    expect(calls).toContain("ecs:UpdateService");
    expect(calls).not.toContain("elasticloadbalancing:ModifyRule");
    expectOnlyRead(laptop);
  }));
