import { expect, test } from "vitest";
import { type Laptop, onLaptop } from "./laptop.fixture.ts";
import { decide, ending, pushQuietly, reached, start, weights } from "./release.fixture.ts";

const policy = { ladder: [50, 100], bakeSeconds: 60, holdSeconds: 60, drainSeconds: 60 };
const lag = (laptop: Laptop, seconds: number) => laptop.cloud.faults.add({ kind: "weights-lag", seconds });

test("Given a load balancer whose weights lag by two minutes, then the release waits for what is served and loses nothing", () =>
  onLaptop({ policy }, async (laptop) => {
    lag(laptop, 120);
    await pushQuietly(laptop, "v2");
    const end = await ending(laptop, await start(laptop, "r1", {}));
    expect(end).toMatchObject({ status: "SUCCEEDED" });
    expect(await weights(laptop)).toEqual({ blue: 0, green: 100 });
    // Two weights, and the rule for the preview's cookie.
    expect(laptop.cloud.faults.struck()).toHaveLength(3);
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  }));

test("Given a rollback by a load balancer that lags longer than the drain, then the candidate stays until nobody is sent to it", () =>
  onLaptop({ policy }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "baking");
    lag(laptop, 300);
    await decide(laptop, "abort", "r1");
    const end = await ending(laptop, arn);
    expect(end).toMatchObject({ status: "FAILED" });
    expect(await weights(laptop)).toEqual({ blue: 100, green: 0 });
    await laptop.clock.sleep(600_000);
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  }));

test("Given metrics that come five minutes late, then the release waits for them and loses nothing", () =>
  onLaptop({ policy }, async (laptop) => {
    laptop.cloud.faults.add({ kind: "late-metrics", namespace: "AWS/ApplicationELB", seconds: 300 });
    await pushQuietly(laptop, "v2");
    const end = await ending(laptop, await start(laptop, "r1", { policy: { personSeconds: 60 } }));
    expect(["Release.RolledBack", undefined]).toContain(end.error);
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  }));
