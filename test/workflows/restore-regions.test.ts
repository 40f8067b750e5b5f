import type { Guard } from "@signalbox/local/gate/gate";
import { expect, test } from "vitest";
import {
  executed,
  foundReady,
  home,
  minute,
  names,
  onThreeRegions,
  personIn,
  planned,
  runsIn,
  standby,
  type ThreeRegions,
} from "./failover.fixture.ts";
import { backedUp, begin, movesOnceHomeIsLost, said, speechless } from "./restore-regions.fixture.ts";

const timeout = 240_000;
/** Longer than the configuration's RPO. */
const afterMinutes = 70;

const connection = async ({ world }: ThreeRegions): Promise<string> => {
  const Name = names.connection("database-host");
  return (await world.call("ssm", "GetParameter", { Name }, personIn(home))).Parameter?.Value ?? "";
};

/** Brings the database back as it was some minutes ago; the other regions go on following the one that served before. */
async function restored(regions: ThreeRegions): Promise<void> {
  const before = await connection(regions);
  const time = await backedUp(regions);
  const asked = { what: "database", time, reason: "a table was dropped", requestedBy: "ada" };
  await begin(regions, home, "restore", "r1", asked);
  for (let looks = 0; looks < 120 && (await connection(regions)) === before; looks++) {
    await said(regions, "decide-restore", {
      ...{ restore: "r1", action: "approve", reason: "for the test", by: "ann" },
    });
    await regions.clock.sleep(minute);
  }
  expect(await connection(regions)).not.toBe(before);
}

test(
  "once a database was restored no other region takes over by itself, since what it follows is not what users write to",
  { timeout },
  () =>
    onThreeRegions({}, async (regions) => {
      await restored(regions);
      expect(await movesOnceHomeIsLost(regions, afterMinutes)).toBe(0);
    }),
);

/** What the workflow `readiness` finds to be lacking in a region. */
async function lacksIn(regions: ThreeRegions, region: string): Promise<string> {
  const looked = await executed(regions, region, await begin(regions, region, "readiness", "look", {}));
  return JSON.parse(looked.output ?? "{}").lacks.join(" ");
}

test(
  "the region that writes tells the others within a minute or two, so that none takes over in the meantime either",
  { timeout },
  () =>
    onThreeRegions({}, async (regions) => {
      await restored(regions);
      await regions.clock.sleep(2 * minute);
      expect(await movesOnceHomeIsLost(regions, 0)).toBe(0);
      const told = regions.cloud.log.calls().filter(({ operation }) => operation === "Publish");
      expect(JSON.stringify(told)).toContain("Failover.FollowsAnother");
    }),
);

test(
  "where it cannot tell them, another region takes over soon after the restore, and what was written since is lost",
  { timeout },
  () =>
    onThreeRegions({ guards: () => [speechless] }, async (regions) => {
      await restored(regions);
      await regions.clock.sleep(2 * minute);
      expect(await movesOnceHomeIsLost(regions, 0)).toBeGreaterThan(0);
    }),
);

test(
  "a person who then plans a move is refused, minutes later already, and the readiness of both regions says why",
  { timeout },
  () =>
    onThreeRegions({}, async (regions) => {
      await restored(regions);
      const plannedMove = async (name: string) =>
        (await executed(regions, standby, await begin(regions, standby, "failover", name, planned))).output;
      await foundReady(regions, standby);
      await regions.clock.sleep(6 * minute);
      expect(await plannedMove("soon")).toMatch(
        /Failover\.FollowsAnother.*users write to .* since a restore/,
      );
      await regions.clock.sleep(afterMinutes * minute);
      expect(await lacksIn(regions, home)).toMatch(
        /Tasks here connect to .*, which a restore has switched to/,
      );
      expect(await lacksIn(regions, standby)).toMatch(
        /No canary row has arrived for .*, though the database follows/,
      );
      await foundReady(regions, standby);
      expect(await plannedMove("later")).toMatch(/Failover\.LagOverRpo.*lags/);
      expect(await runsIn(regions, standby)).toEqual([]);
    }),
);

/** The canary's writer does not hear of the restore: its rows go on arriving in the other regions. */
const deaf: Guard = async (call, next) =>
  call.operation === "GetParameter" && JSON.stringify(call.context.principal).includes("write-canary")
    ? {}
    : await next(call);

test(
  "where rows go on coming from the database that was left, another region takes over with it, and loses what was written since",
  { timeout },
  () =>
    onThreeRegions({ guards: () => [deaf] }, async (regions) => {
      await restored(regions);
      expect(await movesOnceHomeIsLost(regions, afterMinutes)).toBeGreaterThan(0);
    }),
);
