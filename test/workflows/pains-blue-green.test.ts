import { expect, test } from "vitest";
import { acts, decide, ending, pushQuietly, reached, start } from "./release.fixture.ts";
import { type BlueGreenLaptop, onBlueGreen, serviceOf, weightsOf } from "./release-blue-green.fixture.ts";

const imageOf = ({ group }: BlueGreenLaptop, tag: string) => ({
  image: { repository: group.repository, tag },
});

test("Given a blue-green release that was aborted, when its image is asked for again, then it is promoted", () =>
  onBlueGreen({}, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const first = await start(laptop, "r1", {});
    await reached(laptop, "r1", "baking");
    await decide(laptop, "abort", "r1");
    await ending(laptop, first);
    expect(await ending(laptop, await start(laptop, "r2", {}))).toMatchObject({ status: "SUCCEEDED" });
    expect(await serviceOf(laptop)).toMatchObject({ desiredCount: 3, runningCount: 3 });
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  }));

test("Given a green that waits for a person, when a newer release supersedes it, then no user meets it and the newer one is promoted", () =>
  onBlueGreen({ policy: { promotion: "manual" } }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const first = await start(laptop, "r1", {});
    await reached(laptop, "r1", "waiting-for-person");
    await pushQuietly(laptop, "v3");
    const newer = {
      ...imageOf(laptop, "v3"),
      policy: { whenBusy: "supersede", promotion: "automatic" },
    } as const;
    const second = await start(laptop, "r2", newer);
    expect((await ending(laptop, first)).cause).toContain("superseded by run r2");
    expect(await ending(laptop, second)).toMatchObject({ status: "SUCCEEDED" });
    expect(Object.keys(laptop.traffic.ledger.snapshot().byRevision)).not.toContain("v2");
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  }));

test("Given a green that was promoted and held long ago, when a person goes back, then what ran before is green, and serves unjudged", () =>
  onBlueGreen({}, async (laptop) => {
    const before = await weightsOf(laptop, "production");
    await pushQuietly(laptop, "v2");
    await ending(laptop, await start(laptop, "r1", {}));
    await laptop.clock.sleep(3_600_000);
    const back = {
      image: undefined,
      group: laptop.group.name,
      back: true,
      reason: "v2 loses reports",
    } as const;
    expect(await ending(laptop, await start(laptop, "r2", back))).toMatchObject({ status: "SUCCEEDED" });
    expect((await acts(laptop, "r2")).flatMap(({ verdict }) => verdict ?? [])).toEqual([]);
    expect(await weightsOf(laptop, "production")).toEqual(before);
    expect(await serviceOf(laptop)).toMatchObject({ runningCount: 3 });
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  }));
