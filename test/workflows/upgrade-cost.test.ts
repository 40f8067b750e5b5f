import { runPrice } from "@signalbox/core/cost/run-price";
import { partsOfRelease } from "@signalbox/core/cost/runs";
import { upgradeRuns } from "@signalbox/core/cost/upgrade-runs";
import { arns } from "@signalbox/core/platform/arns";
import { ReleasePolicy } from "@signalbox/core/release/policy";
import { expect, test } from "vitest";
import { names } from "./laptop.fixture.ts";
import { onUpgradable, type Upgradable } from "./upgrade.fixture.ts";
import { transitionsOf, usesOf } from "./uses.fixture.ts";

const uses = async ({ world, calls, platform }: Upgradable, of: string) =>
  usesOf(of, calls, await transitionsOf(world, arns.execution(platform, names.deployed(of), "u1")));

/** Of a price, what is asked of CloudWatch is a part that the calls of a role do not show. */
const unmetered = { metricReads: 0 };

test("a cutover that is promoted, with its migration, uses just what its cost says, and costs a few US cents", () =>
  onUpgradable({ policy: { bakeSeconds: 480 }, requestsPerSecond: 4 }, async (laptop) => {
    const release = await laptop.upgrade("u1", "v0.12.0", "breaking");
    expect(await laptop.ended(release)).toMatchObject({ status: "SUCCEEDED" });
    expect({
      cutover: await uses(laptop, "release-maintenance-cutover"),
      migrate: await uses(laptop, "migrate"),
    }).toEqual({
      cutover: { ...upgradeRuns["release-maintenance-cutover"](), ...unmetered },
      migrate: upgradeRuns.migrate(),
    });
    const price = runPrice(partsOfRelease("maintenance-cutover"), ReleasePolicy.parse({}), "us-east-1");
    expect((await laptop.record("u1"))?.report?.cost).toBe(price);
    expect(price).toBeLessThan(0.05);
  }));

test("a way back by the snapshot uses just what its cost says", () =>
  onUpgradable({ policy: { healthySeconds: 60 } }, async (laptop) => {
    await laptop.ended(await laptop.upgrade("u1", "v0.12.0", "breaking", {}, "unhealthy"));
    expect(await uses(laptop, "bring-back")).toEqual(upgradeRuns["bring-back"]());
  }));
