import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { DecisionRecord } from "@signalbox/core/scaling/planner-record";
import { replicaNamespace } from "@signalbox/core/scaling/replica-metrics";
import { Shortage } from "@signalbox/core/scaling/shortage";
import { getItem } from "@signalbox/functions/aws/ledger";
import { describe, expect, test } from "vitest";
import { names, person } from "./laptop.fixture.ts";
import { onScaling, type Scaling } from "./scaling.fixture.ts";

const noCapacity = "Scaling of ollama failed: Scaling.NoCapacity";

const noGpus = { kind: "no-gpu-capacity", service: "ollama" } as const;

describe("Given no capacity anywhere", () => {
  test("then people are told once however demand moves, what serves stays, no less is ordered than is wanted, and it comes when there is some", () =>
    onScaling({}, async (scaling) => {
      scaling.load(0.3);
      await scaling.minutes(4);
      await scaling.clock.sleep(90_000);
      const fault = scaling.cloud.faults.add(noGpus);
      const ready = (await scaling.decision())?.ready ?? 0;
      const from = scaling.calls.length;
      for (const perSecond of [2, 3, 5, 8]) {
        scaling.load(perSecond);
        await scaling.minutes(5);
        await scaling.clock.sleep(30_000);
        expect(await scaling.desired()).toBeGreaterThanOrEqual((await scaling.decision())?.wanted ?? 8);
      }
      expect((await scaling.decision())?.ready).toBe(ready);
      // Whoever leaves is taken out of the balancer first.
      expect(scaling.calls.slice(from).filter(({ operation }) => operation === "DeregisterTargets")).toEqual(
        [],
      );
      expect(scaling.told()).toEqual([noCapacity]);
      const wanted = await scaling.desired();
      scaling.cloud.faults.remove(fault);
      await scaling.minutes(3);
      expect((await scaling.decision())?.ready).toBeGreaterThanOrEqual(wanted);
      const shortage = await getItem(scaling.ledger, ledgerKeys.shortage, Shortage);
      expect(shortage?.until).toBeGreaterThan(shortage?.since ?? Number.POSITIVE_INFINITY);
    }));

  test("twice in a day, then people are told twice, since all served in between", () =>
    onScaling({}, async (scaling) => {
      const calm = async () => {
        scaling.load(0.3);
        await scaling.minutes(20);
        await scaling.clock.sleep(60_000);
      };
      const short = async () => {
        const fault = scaling.cloud.faults.add(noGpus);
        scaling.load(4);
        await scaling.minutes(5);
        scaling.cloud.faults.remove(fault);
        await scaling.minutes(2);
      };
      await calm();
      await short();
      expect(scaling.told()).toEqual([noCapacity]);
      await calm();
      await short();
      expect(scaling.told()).toEqual([noCapacity, noCapacity]);
    }));
});

test("Given capacity that comes back while orders for it are being given up, then what came stays, and nobody is cut off", () =>
  onScaling({}, async (scaling) => {
    scaling.load(0.3);
    await scaling.minutes(8);
    await scaling.clock.sleep(120_000);
    await scaling.scaleTo(6);
    const fault = scaling.cloud.faults.add(noGpus);
    // That they cannot be placed has the planner look at once, and it wants fewer.
    const asked = { cluster: names.cluster, service: names.service("ollama", "blue"), desiredCount: 8 };
    await scaling.world.call("ecs", "UpdateService", asked, person);
    await scaling.clock.sleep(20_000);
    const [run = ""] = await scaling.executions();
    expect((await scaling.report(run))?.leaving).toMatchObject({ from: 8, missing: 2 });
    scaling.cloud.faults.remove(fault);
    await scaling.clock.sleep(150_000);
    expect(await scaling.report(run)).toMatchObject({
      outcome: "kept",
      problem: { error: "Scaling.ChangedMeanwhile" },
    });
    expect(await scaling.desired()).toBe(8);
    expect(await scaling.healthy()).toBe(8);
    expect(scaling.saw).toMatchObject({ cut: 0, lost: 0 });
  }));

describe("Given money for fewer replicas than are wanted", () => {
  test("then there are as many as it pays for, and the report says that the budget binds", () =>
    // 0.12 $ an hour each: 263 $ a month for three.
    onScaling({ monthlyCapUsd: 270 }, async (scaling) => {
      scaling.load(4);
      await scaling.minutes(5);
      expect(await scaling.desired()).toBe(3);
      const [run = ""] = await scaling.executions();
      expect((await scaling.report(run))?.limits).toContain("budget");
    }));

  test("then two services get the same share of what each wants", () =>
    // For six.
    onScaling({ monthlyCapUsd: 530, beside: "open-webui" }, async (scaling) => {
      scaling.load(4);
      for (let minute = 0; minute < 6; minute++) {
        await busy(scaling, "open-webui", 16);
        await scaling.minutes(1);
      }
      const pk = ledgerKeys.work("scale", "open-webui");
      const other = await getItem({ ...scaling.ledger, pk }, ledgerKeys.decision, DecisionRecord);
      const [wants = 0, otherWants = 0] = [(await scaling.decision())?.wanted, other?.wanted];
      expect(wants + otherWants).toBeGreaterThan(6);
      const share = (await scaling.desired()) / wants;
      expect(Math.abs(share - 6 / (wants + otherWants))).toBeLessThan(1 / wants);
    }));

  test("then nobody goes below the least, though the money pays for none", () =>
    onScaling({ monthlyCapUsd: 10 }, async (scaling) => {
      await scaling.scaleTo(0);
      scaling.load(2);
      await scaling.minutes(5);
      expect(await scaling.desired()).toBe(1);
    }));
});

/** What a sidecar would say in a minute in which so many slots of a service are busy. */
async function busy({ world, clock }: Scaling, service: string, slots: number): Promise<void> {
  const from = Math.floor(clock.now() / 10_000) * 10_000;
  const said = { requests: slots * 2, requests_running: slots, requests_waiting: 0, generation_tokens: 1000 };
  const Dimensions = [{ Name: "Service", Value: names.service(service, "blue") }];
  const MetricData = Array.from({ length: 7 }, (_, period) => new Date(from + period * 10_000)).flatMap(
    (Timestamp) =>
      Object.entries(said).map(([MetricName, Value]) => ({ MetricName, Value, Timestamp, Dimensions })),
  );
  await world.call("monitoring", "PutMetricData", { Namespace: replicaNamespace, MetricData }, person);
}
