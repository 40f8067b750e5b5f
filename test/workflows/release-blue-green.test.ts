import { expect, test } from "vitest";
import {
  acts,
  decide,
  ending,
  latest,
  lock,
  push,
  pushQuietly,
  reached,
  run,
  start,
} from "./release.fixture.ts";
import {
  newestDeployment,
  onBlueGreen,
  previewed,
  serviceOf,
  weightsOf,
} from "./release-blue-green.fixture.ts";

const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf(":") + 1);

test("Given a healthy candidate, when it is pushed, then it gets all users at once and nothing is lost", () =>
  onBlueGreen({}, async (laptop) => {
    const before = await weightsOf(laptop, "production");
    await push(laptop, "v2");
    const arn = await latest(laptop);
    const end = await ending(laptop, arn);
    expect(end).toMatchObject({ status: "SUCCEEDED", output: { outcome: "promoted" } });
    expect(await weightsOf(laptop, "production")).toEqual({ blue: before.green, green: before.blue });
    const name = nameOf(arn);
    expect((await acts(laptop, name)).flatMap(({ weight }) => weight ?? [])).toEqual([100]);
    expect(await serviceOf(laptop)).toEqual({ desiredCount: 3, runningCount: 3, revision: 2 });
    expect(await newestDeployment(laptop)).toMatchObject({ status: "SUCCESSFUL" });
    expect((await lock(laptop))?.owner).toBeUndefined();
    expect((await run(laptop, name))?.report).toMatchObject({ outcome: "promoted" });
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  }));

test("Given a group that a person promotes, then the preview listener serves the candidate while users stay, until somebody says promote", () =>
  onBlueGreen({ policy: { promotion: "manual" } }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const before = await weightsOf(laptop, "production");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "waiting-for-person");
    await laptop.clock.sleep(1_800_000);
    expect(await weightsOf(laptop, "production")).toEqual(before);
    expect(await weightsOf(laptop, "test")).toEqual({ blue: before.green, green: before.blue });
    expect(await previewed(laptop)).toBe("v2");
    expect(Object.keys(laptop.traffic.ledger.snapshot().byRevision)).not.toContain("v2");
    expect((await acts(laptop, "r1")).map(({ text }) => text)).toContain(
      "the preview listener serves blue, users are on green",
    );
    await decide(laptop, "promote", "r1");
    expect(await ending(laptop, arn)).toMatchObject({ status: "SUCCEEDED" });
    expect((await run(laptop, "r1"))?.report).toMatchObject({
      outcome: "promoted",
      decisions: [{ action: "promote", by: "bob" }],
    });
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  }));

test("Given a promoted release, when the next one comes, then the sides change back", () =>
  onBlueGreen({}, async (laptop) => {
    const before = await weightsOf(laptop, "production");
    for (const tag of ["v2", "v3"]) {
      await push(laptop, tag);
      await laptop.clock.sleep(5_000);
      expect(await ending(laptop, await latest(laptop))).toMatchObject({ status: "SUCCEEDED" });
    }
    expect(await weightsOf(laptop, "production")).toEqual(before);
    expect(await serviceOf(laptop)).toEqual({ desiredCount: 3, runningCount: 3, revision: 3 });
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  }));
