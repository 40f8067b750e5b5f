import { expect, test } from "vitest";
import { decide, ending, pushQuietly, raise, reached, start } from "./release.fixture.ts";
import { type BlueGreenLaptop, onBlueGreen } from "./release-blue-green.fixture.ts";

const lag = (laptop: BlueGreenLaptop) => laptop.cloud.faults.add({ kind: "weights-lag", seconds: 120 });

async function expectNothingLost(laptop: BlueGreenLaptop): Promise<void> {
  await laptop.clock.sleep(600_000);
  expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
}

test("Given a load balancer that follows its rules two minutes late, then a promotion loses nothing", () =>
  onBlueGreen({ policy: { drainSeconds: 5, holdSeconds: 5 } }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    lag(laptop);
    expect(await ending(laptop, await start(laptop, "r1", {}))).toMatchObject({ status: "SUCCEEDED" });
    await expectNothingLost(laptop);
  }));

test("Given a load balancer that follows its rules two minutes late, then an abort on hold loses nothing", () =>
  onBlueGreen({ policy: { drainSeconds: 5, holdSeconds: 300 } }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "holding");
    lag(laptop);
    await decide(laptop, "abort", "r1");
    expect(await ending(laptop, arn)).toMatchObject({ error: "Release.RolledBack" });
    await expectNothingLost(laptop);
  }));

test("Given a load balancer that follows its rules two minutes late, then an alarm loses nothing", () =>
  onBlueGreen({ policy: { drainSeconds: 5, holdSeconds: 300 } }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "holding");
    lag(laptop);
    await raise(laptop);
    expect(await ending(laptop, arn)).toMatchObject({ error: "Release.RolledBack" });
    await expectNothingLost(laptop);
  }));
