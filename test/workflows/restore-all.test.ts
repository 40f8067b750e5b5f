import { manifestKey } from "@signalbox/core/backup/content/look";
import { backupRuns } from "@signalbox/core/cost/backup-runs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { person } from "./backup.fixture.ts";
import { cutOff } from "./cut-off.fixture.ts";
import { changesBy } from "./points.fixture.ts";
import { onRuined, type Ruined } from "./restore-all.fixture.ts";
import { usesOf } from "./uses.fixture.ts";

const inOrder = ["secrets", "configuration", "database", "files"];
const statesOf = async ({ record }: Ruined, run: string) =>
  Object.fromEntries(((await record(run, "all"))?.parts ?? []).map(({ what, state }) => [what, state]));

test("all comes back to one moment in its order, a person is asked once, and one word leads all of it back", () =>
  onRuined({ permanent: true }, async (on) => {
    const { after, before, decide, ending, order, reached, record, restores, serving } = on;
    const dry = await ending(await order("d1", { dryRun: true }));
    expect(dry).toMatchObject({ status: "SUCCEEDED" });
    expect(
      JSON.parse(dry.output ?? "").plan.filter((one: string) => / back to | is replaced /.test(one)),
    ).toEqual(inOrder.map((what) => expect.stringMatching(`^${what}: `)));
    expect(await restores()).toEqual([]);

    const arn = await order("r1");
    await reached("r1", "waiting-for-person", "all");
    expect([await serving(), await restores()]).toEqual([before, []]);
    await decide("r1", "approve");
    const kept = await reached("r1", "keeping-old", "all");
    expect((await restores()).toReversed()).toEqual(inOrder.map((what) => `r1-${what}`));
    expect(kept.parts?.map(({ state }) => state)).toEqual(Array(4).fill("keeping-old"));
    expect(await serving()).toEqual(after("r1"));
    expect(await ending(await order("r2"))).toMatchObject({ error: "Backup.AlreadyRunning" });

    await decide("r1", "back");
    expect(await ending(arn)).toMatchObject({ status: "SUCCEEDED" });
    expect(await record("r1", "all")).toMatchObject({ outcome: "gone-back" });
    // A secret that is kept harms nobody: no way leads back from that.
    expect(await serving()).toEqual({ ...before, secret: "there" });
  }));

test("what is released is kept by none of its parts any longer", () =>
  onRuined({}, async (on) => {
    const { after, decide, ending, order, reached, record, serving } = on;
    const arn = await order("r1");
    await reached("r1", "keeping-old", "all");
    await decide("r1", "release");
    expect(await ending(arn)).toMatchObject({ status: "SUCCEEDED" });
    expect(await record("r1", "all")).toMatchObject({ outcome: "restored" });
    expect(Object.values(await statesOf(on, "r1"))).toEqual(Array(4).fill("restored"));
    expect(await serving()).toEqual(after("r1"));
    expect(usesOf("restore-all", on.calls, await on.transitions(arn))).toEqual(backupRuns["restore-all"]());
  }));

test("Given one part that would be refused, then nothing is done of any", () =>
  onRuined({}, async ({ before, ending, filesPoint, order, points, record, restores, serving, spoil }) => {
    const [held] = await points("files/daily");
    // All go back to the moment that the point of one holds, and of that one the configuration has no point yet.
    const end = await ending(await order("r1", { time: undefined, point: filesPoint }));
    expect(end).toMatchObject({ error: "Backup.NoSuchPoint" });
    const { outcome, problem } = (await record("r1", "all")) ?? {};
    expect([outcome, problem?.cause]).toEqual([
      "refused",
      expect.stringContaining(new Date(held?.capturedAt ?? 0).toISOString()),
    ]);
    await spoil(filesPoint);
    expect(await ending(await order("r2"))).toMatchObject({ error: "Backup.NoSuchPoint" });
    expect([await serving(), await restores()]).toEqual([before, []]);
  }));

test("Given files that are not as their manifest says, then it stops there, says what stands, and a person's word leads that back", () =>
  onRuined({}, async (on) => {
    const { after, before, decide, documents, ending, filesPoint, manifest, order, reached, serving, told } =
      on;
    const found = await manifest(filesPoint);
    const files = { "uploads/lost": { sha256: "0".repeat(64), bytes: 1 } };
    const Body = Buffer.from(JSON.stringify({ ...found, content: { kind: "files", files } }));
    await on.world.call("s3", "PutObject", { Bucket: documents, Key: manifestKey(filesPoint), Body }, person);
    const arn = await order("r1");
    expect(await reached("r1", "keeping-old", "all")).toMatchObject({
      problem: { error: "Backup.FileMissing", cause: expect.stringContaining("files was not restored") },
    });
    expect(await statesOf(on, "r1")).toMatchObject({ database: "keeping-old", files: "failed" });
    expect(await serving()).toEqual({ ...after("r1"), bucket: before.bucket });
    expect(told().at(-1)).toMatch(/signalbox backup back r1-database/);
    await decide("r1", "back");
    expect(await ending(arn)).toMatchObject({ status: "SUCCEEDED" });
    expect(await serving()).toEqual({ ...before, secret: "there" });
  }));

test("Given a restore that says it is a part of one that nobody agreed to, then a person is asked", () =>
  onRuined({ permanent: true }, async ({ before, order, reached, restores, serving, start, good }) => {
    await order("r1");
    await reached("r1", "waiting-for-person", "all");
    await start("r1-configuration", {
      what: "configuration",
      partOf: "r1",
      time: new Date(good).toISOString(),
    });
    await reached("r1-configuration", "waiting-for-person", "configuration");
    expect([await serving(), await restores()]).toEqual([before, ["r1-configuration"]]);
  }));

test("Given a Lambda that is cut off anywhere, then all comes back all the same, each part once", () =>
  fc.assert(
    fc.asyncProperty(fc.nat(24), fc.constantFrom("before", "after"), async (n, when) => {
      const { guard, cut } = cutOff(n, when, changesBy("restore-all"));
      await onRuined({ guards: [guard] }, async ({ after, order, reached, restores, serving }) => {
        await order("r1");
        await reached("r1", "keeping-old", "all");
        expect(await serving()).toEqual(after("r1"));
        expect(await restores()).toHaveLength(4);
      });
      expect(cut()).toBeDefined();
    }),
    { numRuns: 2 },
  ));
