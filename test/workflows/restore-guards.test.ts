import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Standing } from "@signalbox/core/ledger/records";
import { ecsServicesOf, sides } from "@signalbox/core/platform/platform";
import { getItem, putItem } from "@signalbox/functions/aws/ledger";
import type { Guard } from "@signalbox/local/gate/gate";
import { describe, expect, test } from "vitest";
import { person } from "./laptop.fixture.ts";
import { pushQuietly, start as startRelease } from "./release.fixture.ts";
import { onRestorable, type Restorable } from "./restore.fixture.ts";

const isOfRestore = ({ context: { principal } }: Parameters<Guard>[0]): boolean =>
  principal.kind === "role" && principal.arn.endsWith("-restore");

describe("Given somebody who writes another host into the parameter while a person is asked", () => {
  const play = (guards: readonly Guard[], check: (restorable: Restorable, arn: string) => Promise<void>) =>
    onRestorable({ permanent: true, guards }, async (restorable) => {
      const { decide, parameter, reached, start, world } = restorable;
      const arn = await start("r1");
      await reached("r1", "waiting-for-person");
      const input = { Name: parameter, Value: "other.example", Overwrite: true };
      await world.call("ssm", "PutParameter", input, person);
      await decide("r1", "approve");
      await check(restorable, arn);
    });

  test("then the restore writes nothing over it, says so, and removes what it has restored", () =>
    play([], async ({ clusters, ending, held, owners }, arn) => {
      expect(await ending(arn)).toMatchObject({ error: "Backup.ConnectionChanged" });
      expect(await held()).toBe("other.example");
      expect(await clusters()).toHaveLength(1);
      expect(await owners()).toEqual([undefined, undefined]);
    }));

  test("then, where the restore did not look what is there, that word would be lost", () => {
    let old: string | undefined;
    const blind: Guard = async (call, next) => {
      const answer = await next(call);
      if (call.operation !== "GetParameter" || !isOfRestore(call)) return answer;
      const { Parameter } = answer as { readonly Parameter: { readonly Value: string } };
      old ??= Parameter.Value;
      return { Parameter: { ...Parameter, Value: old } };
    };
    return play([blind], async ({ held, reached }) => {
      const { beside } = await reached("r1", "keeping-old");
      expect((await held()).split(".")[0]).toBe(beside);
    });
  });
});

test("Given tasks that do not start with what was restored, then the services go back to the old, and it is removed", () => {
  let refused = 0;
  const broken: Guard = async (call, next) => {
    const answer = await next(call);
    if (call.operation !== "GetParameters" || !JSON.stringify(answer).includes("development-r"))
      return answer;
    refused++;
    throw new Error("the tasks do not come up");
  };
  return onRestorable(
    { guards: [broken] },
    async ({ clusters, ending, held, old, owners, record, start }) => {
      const end = await ending(await start("r1"));
      expect(refused).toBeGreaterThan(0);
      expect(end).toMatchObject({ status: "FAILED", error: "Backup.NotServing" });
      expect(await held()).toBe(old);
      expect(await clusters()).toHaveLength(1);
      expect(await record("r1")).toMatchObject({
        outcome: "failed",
        problem: { error: "Backup.NotServing" },
      });
      expect(await owners()).toEqual([undefined, undefined]);
    },
  );
});

test("Given services that start again, then a release of theirs is refused until they serve", () =>
  onRestorable({}, async (restorable) => {
    const { decide, ending, reached, start } = restorable;
    await pushQuietly(restorable, "v2");
    const arn = await start("r1");
    await reached("r1", "switching");
    const release = await startRelease(restorable, "v2-1", { policy: { whenBusy: "refuse" } });
    expect(await ending(release)).toMatchObject({ error: "Release.Locked" });
    await reached("r1", "keeping-old");
    await decide("r1", "release");
    expect(await ending(arn)).toMatchObject({ status: "SUCCEEDED" });
  }));

test("Given two restores of the database, then the second one does nothing", () =>
  onRestorable({}, async ({ clusters, ending, reached, start, record }) => {
    await start("r1");
    await reached("r1", "restoring");
    expect(await ending(await start("r2"))).toMatchObject({ error: "Backup.AlreadyRunning" });
    expect(await record("r2")).toMatchObject({ outcome: "failed" });
    await reached("r1", "keeping-old");
    expect(await clusters()).toHaveLength(2);
  }));

test("services of every strategy start again, and the record of a blue-green group follows its rules", () =>
  onRestorable({ config: "three-strategies" }, async (restorable) => {
    const { clock, ledgerOf, platform, reached, start, world } = restorable;
    const ledger = ledgerOf("pipelines");
    const before = await sideOf(restorable);
    await putItem(ledger, ledgerKeys.standing, { stable: before, taskDefinitions: {} });
    await start("r1");
    await reached("r1", "switching");
    const since = clock.now() - 5_000;
    await reached("r1", "keeping-old");
    for (const group of platform.groups) {
      const asked = { cluster: group.cluster, services: ecsServicesOf(group) };
      const { services = [] } = await world.call("ecs", "DescribeServices", asked, person);
      for (const { deployments = [], desiredCount = 0, runningCount } of services.filter(isWanted)) {
        expect(deployments).toMatchObject([{ rolloutState: "COMPLETED" }]);
        expect(deployments[0]?.createdAt?.getTime()).toBeGreaterThan(since);
        expect(runningCount).toBeGreaterThanOrEqual(desiredCount);
      }
    }
    expect(await getItem(ledger, ledgerKeys.standing, Standing)).toEqual({
      stable: await sideOf(restorable),
      taskDefinitions: {},
    });
    expect(await sideOf(restorable)).not.toBe(before);
  }));

const isWanted = ({ desiredCount = 0 }: { readonly desiredCount?: number | undefined }) => desiredCount > 0;

/** Of the group pipelines, by its rule. */
async function sideOf({ platform, world }: Restorable): Promise<string | undefined> {
  const [found] = platform.groups.flatMap((one) => (one.strategy === "blue-green" ? one.services : []));
  const RuleArns = [found?.productionRuleArn ?? ""];
  const { Rules = [] } = await world.call("elasticloadbalancing", "DescribeRules", { RuleArns }, person);
  const { TargetGroups = [] } = Rules[0]?.Actions?.[0]?.ForwardConfig ?? {};
  const serving = TargetGroups.find(({ Weight = 0 }) => Weight > 0)?.TargetGroupArn;
  return sides.find((side) => found?.targetGroupArns[side] === serving);
}
