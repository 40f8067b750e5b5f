import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Standing } from "@signalbox/core/ledger/records";
import type { CanaryService } from "@signalbox/core/platform/platform";
import type { Guard } from "@signalbox/local/gate/gate";
import { AwsError } from "@signalbox/local/services/error";
import { describe, expect, test } from "vitest";
import { names, person } from "./laptop.fixture.ts";
import {
  acts,
  decide,
  ending,
  item,
  lock,
  pushQuietly,
  reached,
  run,
  scaleInSuspended,
  services,
  start,
  weights,
  writes,
} from "./release.fixture.ts";
import { onSplitLaptop, type SplitLaptop } from "./split.fixture.ts";
import { weighted } from "./split-services.fixture.ts";

const policy = { ladder: [50, 100], bakeSeconds: 120, holdSeconds: 60, drainSeconds: 60 };

/** What a release leaves on a side, as each service's fixture reads it. */
async function expectOn(laptop: SplitLaptop, side: "blue" | "green"): Promise<void> {
  const other = side === "blue" ? "green" : "blue";
  for (const [service, tasks] of [
    [laptop.auth, 2],
    [laptop.chat, 3],
  ] as const) {
    expect(await weights(laptop, service)).toMatchObject({ [side]: 100, [other]: 0 });
    expect(await services(laptop, service)).toMatchObject({
      [side]: { desiredCount: tasks, runningCount: tasks },
      [other]: { desiredCount: 0, runningCount: 0 },
    });
  }
  expect(await scaleInSuspended(laptop)).toBe(false);
  expect((await lock(laptop))?.owner).toBeUndefined();
  expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
}

/** Gives one rule of a service a weight, past the orchestrator. */
async function moveByHand({ world }: SplitLaptop, { sides, listenerRuleArns }: CanaryService, blue: number) {
  const RuleArn = listenerRuleArns.at(-1);
  const arns = { blue: sides.blue.targetGroupArn, green: sides.green.targetGroupArn };
  const Actions = [{ Type: "forward" as const, ForwardConfig: { TargetGroups: weighted(arns, blue) } }];
  await world.call("elasticloadbalancing", "ModifyRule", { RuleArn, Actions }, person);
}

describe("a group of two services", () => {
  test("is released together: weights move in every rule, each service has tasks of its own count, and nothing is lost", () =>
    onSplitLaptop({ policy }, async (laptop) => {
      await pushQuietly(laptop, "v2");
      const arn = await start(laptop, "r1", {});
      await reached(laptop, "r1", "baking", 50);
      for (const service of [laptop.auth, laptop.chat])
        expect(await weights(laptop, service)).toEqual({ blue: 50, green: 50 });
      expect((await services(laptop, laptop.auth)).green).toMatchObject({ desiredCount: 1 });
      expect((await services(laptop, laptop.chat)).green).toMatchObject({ desiredCount: 2 });
      expect(await ending(laptop, arn)).toMatchObject({ status: "SUCCEEDED" });
      await expectOn(laptop, "green");
      const { taskDefinitions, stable } = (await item(laptop, ledgerKeys.standing, Standing))!;
      expect(stable).toBe("green");
      expect(Object.keys(taskDefinitions)).toEqual(["auth", "chat"]);
      const report = (await run(laptop, "r1"))?.report;
      const [auth, chat] = report?.services ?? [];
      expect([auth?.name, chat?.name]).toEqual(["auth", "chat"]);
      expect(auth!.candidate).toBeGreaterThan(0);
      expect(auth!.candidate + chat!.candidate).toBe(report?.requests.candidate);
      expect(chat!.candidate).toBeGreaterThan(10 * auth!.candidate);
      expect(writes(laptop).filter((call) => call.endsWith(":RegisterTaskDefinition"))).toHaveLength(2);
    }));

  test("turns back as a whole when the candidate of its small service fails, though the sum of both is good", () =>
    onSplitLaptop({ policy, badIn: "auth", requestsPerSecond: 80 }, async (laptop) => {
      await pushQuietly(laptop, "v2", "errors");
      const end = await ending(laptop, await start(laptop, "r1", {}));
      expect(end).toMatchObject({ error: "Release.RolledBack" });
      expect(end.cause).toMatch(
        /Release\.AnalysisFailed: auth, errors: \d+ of \d+ \(\d+\.\d+ %\) bad on the candidate/,
      );
      await expectOn(laptop, "blue");
    }));

  test("turns back as a whole when the candidate of one service never gets healthy; no rule was moved", () =>
    onSplitLaptop({ policy: { ...policy, healthySeconds: 120 }, badIn: "auth" }, async (laptop) => {
      await pushQuietly(laptop, "v2", "unhealthy");
      const end = await ending(laptop, await start(laptop, "r1", {}));
      expect(end.cause).toMatch(/TargetsUnhealthy: 0 of 1 target\(s\) of auth-green are healthy/);
      await expectOn(laptop, "blue");
      expect(writes(laptop)).not.toContain("elasticloadbalancing:ModifyRule");
    }));

  test("is promoted by the sum when a service has too little traffic to be judged, and the journal says so", () =>
    onSplitLaptop({ policy, requestsPerSecond: 4 }, async (laptop) => {
      await pushQuietly(laptop, "v2");
      expect(await ending(laptop, await start(laptop, "r1", {}))).toMatchObject({ status: "SUCCEEDED" });
      await expectOn(laptop, "green");
      const said = (await acts(laptop, "r1")).filter(({ verdict }) => verdict === "pass");
      expect(said.map(({ text }) => text).join()).toMatch(
        /too few requests on the candidate\/stable to count by themselves: .*auth \(errors, \d+\/\d+\)/,
      );
    }));
});

describe("drift", () => {
  test("is one rule that is on the other side than the rest: nothing is done", () =>
    onSplitLaptop({ policy }, async (laptop) => {
      await pushQuietly(laptop, "v2");
      await moveByHand(laptop, laptop.auth, 0);
      const end = await ending(laptop, await start(laptop, "r1", {}));
      expect(end).toMatchObject({ error: "Release.Drifted" });
      expect(end.cause).toContain("auth on green by the rule");
      expect(writes(laptop)).toEqual([]);
    }));

  test("is one rule that another hand moves during the release: every rule goes back to stable", () =>
    onSplitLaptop({ policy }, async (laptop) => {
      await pushQuietly(laptop, "v2");
      const arn = await start(laptop, "r1", {});
      await reached(laptop, "r1", "baking", 50);
      await moveByHand(laptop, laptop.auth, 70);
      const end = await ending(laptop, arn);
      expect(end).toMatchObject({ error: "Release.RolledBack" });
      expect(end.cause).toContain("Release.Drifted");
      await expectOn(laptop, "blue");
    }));
});

describe("a shift that is cut off between two rules", () => {
  /** The second write of a rule is refused; the first took effect. */
  const refusing = () => {
    let seen = 0;
    const guard: Guard = async (call, next) => {
      if (call.operation === "ModifyRule" && call.context.principal.kind === "role" && ++seen === 2)
        throw new AwsError("AccessDeniedException", "not this one");
      return await next(call);
    };
    return [guard];
  };

  test("turns back by all rules, those that were moved and those that were not", () =>
    onSplitLaptop({ policy, guards: refusing }, async (laptop) => {
      await pushQuietly(laptop, "v2");
      const end = await ending(laptop, await start(laptop, "r1", {}));
      expect(end).toMatchObject({ error: "AccessDeniedException" });
      await expectOn(laptop, "blue");
    }));

  test("goes on where it was, when the Lambda's process ended there", () =>
    onSplitLaptop({ policy }, async (laptop) => {
      laptop.cloud.faults.add({
        kind: "lambda-crash",
        function: names.deployed("release-canary"),
        service: "elasticloadbalancing",
        operation: "ModifyRule",
        when: "after",
        count: 1,
      });
      await pushQuietly(laptop, "v2");
      expect(await ending(laptop, await start(laptop, "r1", {}))).toMatchObject({ status: "SUCCEEDED" });
      expect(laptop.cloud.faults.struck()).toHaveLength(1);
      await expectOn(laptop, "green");
      // Three rules, two weights; what was written before the crash is not written again.
      expect(writes(laptop).filter((call) => call.endsWith(":ModifyRule"))).toHaveLength(6);
    }));

  test("a rollback that is cut off between two rules is gone on with too", () =>
    onSplitLaptop({ policy }, async (laptop) => {
      await pushQuietly(laptop, "v2");
      const arn = await start(laptop, "r1", {});
      await reached(laptop, "r1", "baking", 50);
      laptop.cloud.faults.add({
        kind: "lambda-crash",
        function: names.deployed("release-canary"),
        service: "elasticloadbalancing",
        operation: "ModifyRule",
        when: "after",
        count: 2,
      });
      await decide(laptop, "abort", "r1");
      expect(await ending(laptop, arn)).toMatchObject({ error: "Release.RolledBack" });
      expect(laptop.cloud.faults.struck()).toHaveLength(2);
      await expectOn(laptop, "blue");
    }));
});
