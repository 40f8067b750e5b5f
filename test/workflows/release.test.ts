import { expect, test } from "vitest";
import { onLaptop, revision } from "./laptop.fixture.ts";
import {
  acts,
  ending,
  latest,
  lock,
  push,
  run,
  scaleInSuspended,
  services,
  weights,
} from "./release.fixture.ts";

const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf(":") + 1);

test("Given a healthy candidate, when it is pushed, then it takes over weight by weight and nothing is lost", () =>
  onLaptop({}, async (laptop) => {
    await push(laptop, "v2");
    const arn = await latest(laptop);
    expect(await ending(laptop, arn)).toMatchObject({ status: "SUCCEEDED", output: { outcome: "promoted" } });
    expect(await weights(laptop)).toEqual({ blue: 0, green: 100 });
    const name = nameOf(arn);
    expect((await acts(laptop, name)).flatMap(({ weight }) => weight ?? [])).toEqual([10, 25, 50, 100]);
    const { blue, green } = await services(laptop);
    expect(blue).toMatchObject({ desiredCount: 0, runningCount: 0, taskDefinition: revision(1) });
    expect(green).toMatchObject({ desiredCount: 3, runningCount: 3, taskDefinition: revision(2) });
    expect(await scaleInSuspended(laptop)).toBe(false);
    expect(await lock(laptop)).toMatchObject({ epoch: 1 });
    const report = (await run(laptop, name))?.report;
    expect(report).toMatchObject({ outcome: "promoted", release: { requestedBy: "ecr-push" } });
    expect(report!.requests.candidate).toBeGreaterThan(10_000);
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  }));

test("Given a promoted release, when the next one comes, then the sides change back and the lock's epoch rises", () =>
  onLaptop({ policy: { ladder: [50, 100], holdSeconds: 60, drainSeconds: 60 } }, async (laptop) => {
    for (const tag of ["v2", "v3"]) {
      await push(laptop, tag);
      await laptop.clock.sleep(5_000);
      expect(await ending(laptop, await latest(laptop))).toMatchObject({ status: "SUCCEEDED" });
    }
    expect(await weights(laptop)).toEqual({ blue: 100, green: 0 });
    expect(await services(laptop)).toMatchObject({
      blue: { desiredCount: 3, taskDefinition: revision(3) },
      green: { desiredCount: 0, runningCount: 0 },
    });
    expect(await lock(laptop)).toMatchObject({ epoch: 2 });
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  }));
