import { allStopped, withdrawn } from "@signalbox/core/release/set/set";
import type { Call, Guard } from "@signalbox/local/gate/gate";
import { AwsError } from "@signalbox/local/services/error";
import { describe, expect, test } from "vitest";
import { cutOff } from "./cut-off.fixture.ts";
import { onEverywhere } from "./release-waves-cutover.fixture.ts";

const oldServes = { green: 0, page: 0, old: 2, new: 0 };
const newServes = { green: 100, page: 0, old: 0, new: 2 };

describe("Given a breaking upgrade of a database that two regions share,", () => {
  test("when it goes well, then it is one wave: both are kept out, the primary migrates once both have stopped, and both let users in together", () =>
    onEverywhere({}, async (all) => {
      const planned = await all.plan();
      expect(planned.rules.join()).toMatch(
        /breaking: one wave, everywhere at once.*open-webui in us-east-1 snapshots.*users are kept out for about/,
      );
      expect(await all.release()).toMatchObject({ status: "SUCCEEDED", output: { outcome: "promoted" } });
      expect(all.migrations).toEqual([[0, 0]]);
      expect(await all.takes(withdrawn, allStopped)).toBe(false);
      expect(await all.standing()).toEqual([newServes, newServes]);
      const { acts = [] } = (await all.report()) ?? {};
      expect(acts.map(({ text }) => text.slice(0, 80)).join("; ")).toMatch(
        /breaking by rehearsal, so that it becomes one wave, everywhere at once.*keeps users out of open-webui in us-east-1, open-webui in eu-west-1.*has open-webui in us-east-1 migrate for all.*starts the new version of open-webui in eu-west-1.*lets users meet/,
      );
      const [first, second] = await all.outages();
      expect(Math.abs((first?.to ?? 0) - (second?.to ?? 9e9))).toBeLessThan(2_000);
      const [, other] = await all.reports();
      expect(other).toMatchObject({ downtime: { predictedSeconds: expect.any(Number) } });
    }));

  test("when the set is cut off between its word that all have stopped and telling it, then the next look tells it, and one migrates", () => {
    const says = ({ operation, input }: Call): boolean =>
      operation === "UpdateItem" && JSON.stringify(input).includes(`"${allStopped}"`);
    const { guard, cut } = cutOff(0, "after", says);
    return onEverywhere({ guards: [guard] }, async (all) => {
      await all.migrate();
      expect(cut()).toBeDefined();
      await all.clock.sleep(120_000);
      expect(all.migrations).toEqual([[0, 0]]);
    });
  });

  test("when one region does not stop, then nothing is migrated and both get the old version back", () =>
    onEverywhere({ guards: [mayNotStop] }, async (all) => {
      expect(await all.release()).toMatchObject({
        error: "Release.RolledBack",
        cause: expect.stringContaining("open-webui in eu-west-1 turned back"),
      });
      expect(all.migrations).toEqual([]);
      expect(await all.standing()).toEqual([oldServes, oldServes]);
    }));

  test("when nobody lets them go on, then nothing is migrated, and each gets its old version back by itself", () =>
    onEverywhere({}, async (all) => {
      await all.begin();
      await all.stopSet();
      const [first, second] = await all.reports();
      expect(first?.problem?.error).toBe("Release.OthersNotReady");
      expect(second?.problem?.error).toBe("Release.OthersNotReady");
      expect(all.migrations).toEqual([]);
      expect(await all.standing()).toEqual([oldServes, oldServes]);
      // Whoever looked before a region took its stop back does not let the primary migrate any more.
      expect(await all.takes(allStopped, withdrawn)).toBe(false);
    }));

  test("when its migration fails, then it has rolled back, and the other region starts the old version after the primary has", () =>
    onEverywhere({ upgrade: "fails-on-data", forced: true }, async (all) => {
      expect(await all.release()).toMatchObject({
        error: "Release.RolledBack",
        cause: expect.stringContaining("Release.MigrationFailed"),
      });
      expect(all.migrations).toEqual([[0, 0]]);
      expect(await all.standing()).toEqual([oldServes, oldServes]);
      const [first, second] = await all.outages();
      expect(second?.to).toBeGreaterThan(first?.to ?? Number.POSITIVE_INFINITY);
    }));

  test("when the new version does not come up, then the primary brings the snapshot back, and the other region, whose replica is migrated, keeps its page up", () =>
    onEverywhere({ behaviour: "unhealthy" }, async (all) => {
      expect((await all.release()).error).toBe("Release.NeedsAPerson");
      expect(await all.standing()).toEqual([oldServes, { green: 0, page: 2, old: 0, new: 0 }]);
      const [, second] = await all.phases();
      expect(second).toBe("stuck");
      expect((await all.report())?.members[1]?.sentence).toContain("Release.ReplicaLeftBehind");
    }));
});

const stopsOther = ({ operation, input, context }: Call): boolean =>
  operation === "UpdateService" &&
  context.region === "eu-west-1" &&
  "desiredCount" in input &&
  input.desiredCount === 0 &&
  JSON.stringify(input).includes("-blue");

/** The other region may not stop its old version. */
const mayNotStop: Guard = async (call, next) => {
  if (stopsOther(call)) throw new AwsError("AccessDeniedException", "not authorized");
  return await next(call);
};

/** It does not hear that it has to. */
const keepsRunning: Guard = async (call, next) => (stopsOther(call) ? {} : await next(call));

/** Whoever looks after the set sees the other region stopped. */
const blind: Guard = async (call, next) => {
  const answer = await next(call);
  const { operation, input, context } = call;
  const asked = operation === "GetItem" && JSON.stringify(input).includes("run#w1-eu-west-1");
  const isSet = context.principal.kind === "role" && context.principal.arn.includes("release-waves");
  if (!asked || !isSet || !JSON.stringify(answer).includes('"maintenance"')) return answer;
  return JSON.parse(JSON.stringify(answer).replace('"maintenance"', '"stopped"'));
};

describe("Given a region that does not stop the old version,", () => {
  test("then, where it were not waited for, the old version would meet the new schema", () =>
    onEverywhere({ guards: [keepsRunning, blind] }, async (all) => {
      await all.migrate();
      expect(all.migrations).toEqual([[0, 2]]);
    }));
});
