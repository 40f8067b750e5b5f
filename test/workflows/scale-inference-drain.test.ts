import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { ledgerOf, putItem } from "@signalbox/functions/aws/ledger";
import { step } from "@signalbox/functions/step";
import { watchStreams } from "@signalbox/functions/workflows/scale-inference/steps/watch-streams";
import { scaleInference } from "@signalbox/functions/workflows/scale-inference/workflow";
import { describe, expect, test } from "vitest";
import { redeploy } from "./redeploy.fixture.ts";
import { onScaling, type Scaling } from "./scaling.fixture.ts";

/** Ten minutes: longer than the balancer lets a stream of a leaving replica go on. */
const longChat = "400/15000";

/** So many replicas more than the planner wants, and streams in them. */
async function tooMany(scaling: Scaling, tokens?: string): Promise<void> {
  scaling.load(0.3);
  await scaling.minutes(10);
  await scaling.clock.sleep(120_000);
  await scaling.scaleTo(8);
  if (tokens !== undefined) {
    // One for each replica: the balancer goes round.
    scaling.load(8, tokens);
    await scaling.clock.sleep(1_500);
    scaling.load(0);
  }
  await scaling.clock.sleep(30_000);
}

/** A release has the group's lock, as the ledger says it. */
const beginRelease = ({
  aws,
  platform,
}: {
  aws: Parameters<typeof ledgerOf>[0]["aws"];
  platform: Scaling["platform"];
}) =>
  putItem(ledgerOf({ aws, platform }, "ollama"), ledgerKeys.lock, {
    owner: "arn:release",
    run: "r9",
    epoch: 1,
  });

describe("Given more replicas than the planner wants", () => {
  test("then those with the fewest streams leave the balancer, are let go once they are empty, and nobody is cut off", () =>
    onScaling({}, async (scaling) => {
      await tooMany(scaling);
      const from = scaling.calls.length;
      expect(await scaling.ending(await scaling.start("r1"))).toMatchObject({ status: "SUCCEEDED" });
      const report = await scaling.report("r1");
      expect(report).toMatchObject({ outcome: "scaled", acts: [{ from: 8 }] });
      expect(await scaling.desired()).toBe(report?.acts?.[0]?.to);
      const order = scaling.calls
        .slice(from)
        .filter(({ context }) => context.principal.kind === "role")
        .map(({ operation }) => operation)
        .filter((one) => ["UpdateTaskProtection", "DeregisterTargets", "UpdateService"].includes(one));
      expect(order.indexOf("UpdateTaskProtection")).toBeLessThan(order.indexOf("DeregisterTargets"));
      expect(order.indexOf("DeregisterTargets")).toBeLessThan(order.indexOf("UpdateService"));
      await scaling.clock.sleep(600_000);
      expect(scaling.saw).toMatchObject({ cut: 0, lost: 0 });
    }));

  const play = async (change: (scaling: Scaling) => Promise<void> = async () => {}) => {
    let saw = { cut: -1, answered: 0 };
    await onScaling({}, async (scaling) => {
      await change(scaling);
      await tooMany(scaling, longChat);
      await scaling.ending(await scaling.start("r1"));
      await scaling.clock.sleep(1_200_000);
      saw = { ...scaling.saw };
    });
    return saw;
  };

  test("then streams that last longer than the balancer's patience keep their replicas, and end", async () => {
    expect((await play()).cut).toBe(0);
  });

  test("then, where nobody asked whether they are empty, streams would be cut", async () => {
    const blind = step({
      ...watchStreams,
      run: async ({ leaving }) => ({ next: "let-go" as const, empty: leaving.leavers }),
    });
    const hasty = {
      ...scaleInference,
      steps: scaleInference.steps.map((one) => (one.name === blind.name ? blind : one)),
    };
    expect((await play((scaling) => redeploy(scaling, hasty))).cut).toBeGreaterThan(0);
  });
});

describe("Given a release of the group", () => {
  const readerOf = ({ cloud, platform }: Scaling) => ({
    aws: cloud.clientsOf({ roleArn: roleOf(platform), region: platform.region, session: "release" }),
    platform,
  });
  const roleOf = ({ account }: Scaling["platform"]) =>
    `arn:aws:iam::${account}:role/signalbox-development-us-east-1-release`;

  test("then nothing is let go, whatever the planner wants", () =>
    onScaling({}, async (scaling) => {
      await tooMany(scaling);
      await beginRelease(readerOf(scaling));
      const before = await scaling.executions();
      await scaling.minutes(5);
      expect(await scaling.executions()).toEqual(before);
      expect(await scaling.desired()).toBe(8);
    }));

  test("that begins while replicas are leaving, then they serve again, and the run says why", () =>
    onScaling({}, async (scaling) => {
      await tooMany(scaling, longChat);
      const run = await scaling.start("r1");
      await scaling.clock.sleep(45_000);
      await beginRelease(readerOf(scaling));
      const end = await scaling.ending(run);
      expect(JSON.parse(end.output)).toEqual({ outcome: "kept", because: "Scaling.ReleaseBegan" });
      expect(await scaling.desired()).toBe(8);
      expect(await scaling.healthy()).toBe(8);
    }));
});

test("Given demand that comes back while replicas are leaving, then they serve again at once", () =>
  onScaling({}, async (scaling) => {
    await tooMany(scaling, longChat);
    const run = await scaling.start("r1");
    await scaling.clock.sleep(45_000);
    scaling.load(5);
    await scaling.minutes(2);
    const end = await scaling.ending(run);
    expect(JSON.parse(end.output)).toEqual({ outcome: "kept", because: "Scaling.NeededAgain" });
    expect(await scaling.healthy()).toBe(8);
  }));

test("Given somebody who sets the number of tasks while replicas are leaving, then his word stands", () =>
  onScaling({}, async (scaling) => {
    await tooMany(scaling, longChat);
    const run = await scaling.start("r1");
    await scaling.clock.sleep(45_000);
    await scaling.scaleTo(7);
    expect(JSON.parse((await scaling.ending(run)).output)).toMatchObject({
      because: "Scaling.ChangedMeanwhile",
    });
    expect(await scaling.desired()).toBe(7);
  }));
