import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { type Laptop, onLaptop } from "./laptop.fixture.ts";
import { acts, decide, ending, pushQuietly, reached, start, weights } from "./release.fixture.ts";

const verdicts = async (laptop: Laptop): Promise<string[]> =>
  (await acts(laptop, "r1")).flatMap(({ verdict }) => verdict ?? []);

test("Given traffic that stops in mid-release, then what was seen before lets nothing through: a person is asked at the weight without evidence", () =>
  onLaptop(
    { policy: { ladder: [50, 100], bakeSeconds: 120, extensions: 1, personSeconds: 600 } },
    async (laptop) => {
      await pushQuietly(laptop, "v2");
      const arn = await start(laptop, "r1", {});
      await reached(laptop, "r1", "shifting", 100);
      expect(await verdicts(laptop)).toEqual(["pass"]);
      await laptop.traffic.stop();
      // What came before the last client left has a minute of its own.
      await laptop.clock.sleep(60_000);
      await reached(laptop, "r1", "waiting-for-person", 100);
      expect(await verdicts(laptop)).not.toContain("fail");
      expect((await verdicts(laptop)).slice(1)).not.toContain("pass");
      expect(await ending(laptop, arn)).toMatchObject({ error: "Release.RolledBack" });
      expect(await weights(laptop)).toEqual({ blue: 100, green: 0 });
    },
  ));

test("Given metrics that cease at a higher weight, then the weights before do not speak for it: a person is asked", () =>
  onLaptop(
    {
      policy: { ladder: [50, 100], bakeSeconds: 120, extensions: 1, observeSeconds: 120, personSeconds: 600 },
    },
    async (laptop) => {
      await pushQuietly(laptop, "v2");
      const arn = await start(laptop, "r1", {});
      await reached(laptop, "r1", "shifting", 100);
      laptop.cloud.faults.add({ kind: "missing-metrics", namespace: "AWS/ApplicationELB" });
      await reached(laptop, "r1", "waiting-for-person", 100);
      expect((await verdicts(laptop)).slice(1)).not.toContain("pass");
      expect(await ending(laptop, arn)).toMatchObject({ error: "Release.RolledBack" });
      expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
    },
  ));

describe("metrics that never reach CloudWatch", () => {
  const policy = {
    ladder: [50, 100],
    bakeSeconds: 60,
    extensions: 1,
    observeSeconds: 120,
    personSeconds: 600,
  };
  const blind = (laptop: Laptop) =>
    laptop.cloud.faults.add({ kind: "missing-metrics", namespace: "AWS/ApplicationELB" });

  test("are no pass and no failure: a person is asked, and expiry rolls back", () =>
    onLaptop({ policy }, async (laptop) => {
      blind(laptop);
      await pushQuietly(laptop, "v2");
      const arn = await start(laptop, "r1", {});
      await reached(laptop, "r1", "waiting-for-person", 50);
      expect(await verdicts(laptop)).toEqual(["no-data", "no-data"]);
      const end = await ending(laptop, arn);
      expect(end.cause).toContain("Release.NobodyDecided");
      expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
    }));

  test("do not keep a person from going on, who is asked once a weight and no more", () =>
    onLaptop({ policy }, async (laptop) => {
      blind(laptop);
      await pushQuietly(laptop, "v2");
      const arn = await start(laptop, "r1", {});
      for (const weight of policy.ladder) {
        await reached(laptop, "r1", "waiting-for-person", weight);
        expect(await decide(laptop, "promote", "r1")).toMatchObject({ answered: true });
      }
      await reached(laptop, "r1", "draining");
      expect((await acts(laptop, "r1")).filter(({ state }) => state === "AskPerson")).toHaveLength(2);
      await decide(laptop, "abort", "r1");
      await ending(laptop, arn);
    }));
});

test("Given a metric source that refuses every call when it is time to judge, then the release turns back by that error's name: nothing is promoted unseen", () =>
  onLaptop({ policy: { ladder: [50, 100], bakeSeconds: 60 } }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "baking", 50);
    laptop.cloud.faults.add({
      kind: "deny",
      service: "monitoring",
      operation: "GetMetricData",
      forSeconds: 90,
    });
    const end = await ending(laptop, arn);
    expect(end).toMatchObject({ status: "FAILED", error: "AccessDeniedException" });
    expect(await weights(laptop)).toEqual({ blue: 100, green: 0 });
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  }));

describe("Argo Rollouts' limits of inconclusive measurements", () => {
  const Row = z.object({
    name: z.string(),
    metric: z.object({ inconclusiveLimit: z.int() }),
    result: z.object({ inconclusive: z.int() }),
    expectedRunning: z.enum(["Inconclusive", "Running"]),
  });
  const file = new URL("../fixtures/delivery/argo-rollouts-tables.json", import.meta.url);
  const rows = z
    .object({ analysisAssess: z.array(z.unknown()) })
    .parse(JSON.parse(readFileSync(file, "utf8")))
    .analysisAssess.flatMap((row) => Row.safeParse(row).data ?? []);

  test("are two rows", () => expect(rows).toHaveLength(2));

  test.each(rows)("$name: after $result.inconclusive of them the release is $expectedRunning", (row) => {
    const policy = { bakeSeconds: 120, extensions: row.metric.inconclusiveLimit, observeSeconds: 60 };
    return onLaptop({ requestsPerSecond: 0.1, policy }, async (laptop) => {
      await pushQuietly(laptop, "v2");
      await start(laptop, "r1", {});
      await reached(laptop, "r1", "baking", 10);
      while ((await verdicts(laptop)).length < row.result.inconclusive) await laptop.clock.sleep(1_000);
      await reached(laptop, "r1", row.expectedRunning === "Running" ? "baking" : "waiting-for-person", 10);
      expect(await verdicts(laptop)).toHaveLength(row.result.inconclusive);
      await decide(laptop, "abort", "r1");
    });
  });
});
