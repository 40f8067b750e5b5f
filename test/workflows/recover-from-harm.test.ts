import { recoverFromHarm } from "@signalbox/functions/workflows/recover-from-harm/workflow";
import { describe, expect, test } from "vitest";
import { person } from "./laptop.fixture.ts";
import { approved, type Harmed, onHarmed } from "./recover-from-harm.fixture.ts";

const timeout = 120_000;

test(
  "a corrupted database comes back to before the harm: users are out at once, a person approves twice, the evidence is kept",
  {
    timeout,
  },
  () =>
    onHarmed({ permanent: true }, async (on) => {
      const { answer, at, comesTo, ending, held, messages, old, recover, recovery, turnedAway } = on;
      const arn = await recover("h1");
      await comesTo("h1", "restoring");
      expect(await turnedAway()).toBeGreaterThan(10);
      expect(await on.freezes()).toMatchObject([
        { reason: "quarantine: recovery h1: database_corruption", by: "bob" },
      ]);
      expect(await on.evidence()).toMatchObject([{ Status: "available" }]);
      await on.reached("h1-restore", "waiting-for-person");
      await on.clock.sleep(240_000);
      expect((await recovery("h1"))?.acts.at(-1)?.text).toContain("signalbox backup approve h1-restore");
      expect(await held()).toBe(old);
      await on.decide("h1-restore", "approve");

      await comesTo("h1", "waiting-for-person");
      expect(await at(await held()).rows("chat_message")).toEqual(expect.arrayContaining(messages));
      expect(await turnedAway()).toBeGreaterThan(10);
      expect(await answer("h1", "approve")).toMatchObject({ answered: true });
      const end = await ending(arn);
      expect(end).toMatchObject({ status: "SUCCEEDED" });
      expect(JSON.parse(end.output ?? "")).toMatchObject({
        outcome: "recovered",
        report: expect.stringMatching(/Lost: all that was written from .* until /),
      });
      expect([await turnedAway(), await on.freezes(), await on.lease()]).toEqual([0, [], undefined]);
      const { acts = [] } = (await recovery("h1")) ?? {};
      expect(acts.map(({ name, actor, outcome }) => [name, actor.split(":").at(-1), outcome])).toEqual([
        ["h1-quarantine", "h1-quarantine", "done"],
        ["h1-restore", "h1-restore", "done"],
        ["let-back", "ann", "done"],
        ["h1-lower", "h1-lower", "done"],
        ["thaw", "h1", "done"],
      ]);
      for (const { startedAt, endedAt = "" } of acts) expect(endedAt >= startedAt).toBe(true);
      expect(on.subjects().filter((one) => one.startsWith("Recovery"))).toEqual(
        ["containing", "restoring", "waiting-for-person", "reopening", "recovered"].map(
          (phase) => `Recovery from database_corruption: ${phase}`,
        ),
      );
    }),
);

test(
  "after an intrusion all comes back to before it, the old password no longer works, and no task is left that ran before",
  {
    timeout,
  },
  () =>
    onHarmed({ permanent: true, files: { "uploads/a": "one", "uploads/b": "two" } }, async (on) => {
      const { answer, comesTo, ending, executionsOf, loginNow, recover, tasks, world } = on;
      const leaked = await loginNow();
      const before = await tasks();
      const Bucket = on.platform.backup?.targets.files.split(":").at(-1) ?? "";
      await world.call("s3", "DeleteObject", { Bucket, Key: "uploads/b" }, person);
      const arn = await recover("h1", { reason: "security_incident" });
      await on.reached("h1-restore", "waiting-for-person", "all");
      await on.decide("h1-restore", "approve");
      await comesTo("h1", "waiting-for-person");
      const bucket = await on.parameterNow("files-bucket");
      expect(bucket).not.toBe(Bucket);
      const { Contents = [] } = await world.call("s3", "ListObjectsV2", { Bucket: bucket }, person);
      expect(Contents.map(({ Key }) => Key)).toEqual(["uploads/a", "uploads/b"]);
      expect(await on.at(await on.held()).rows("chat_message")).toEqual(expect.arrayContaining(on.messages));
      const database = await on.logins();
      await expect(database.check(leaked)).rejects.toThrow("password authentication failed");
      await database.check(await loginNow());
      expect((await tasks()).filter((task) => before.includes(task))).toEqual([]);
      expect(await executionsOf("rotate-secret")).toEqual(["h1-rotate-1", "h1-rotate-2"]);
      await answer("h1", "approve");
      expect(await ending(arn)).toMatchObject({ status: "SUCCEEDED" });
      expect(await on.turnedAway()).toBe(0);
    }),
);

/** What no refusal may have touched. */
async function expectUntouched(on: Harmed): Promise<void> {
  expect(await on.held()).toBe(on.old);
  expect(await on.clusters()).toHaveLength(1);
  const started = await Promise.all(["quarantine", "restore", "restore-all"].map(on.executionsOf));
  expect([await on.evidence(), await on.freezes(), await on.lease(), ...started]).toEqual([
    [],
    [],
    undefined,
    [],
    [],
    [],
  ]);
  expect(await on.turnedAway()).toBe(0);
}

describe("nothing is touched", () => {
  test("by a dry run, which says what would be done and lost", () =>
    onHarmed({}, async (on) => {
      const end = await on.ending(await on.recover("d1", { dryRun: true }));
      const { outcome, plan } = JSON.parse(end.output ?? "");
      expect([outcome, plan.join("\n")]).toEqual([
        "planned",
        expect.stringMatching(/maintenance page.*\nall that was written since .* is lost\ndatabase: /),
      ]);
      await expectUntouched(on);
    }));

  test("where the moment cannot be restored, and the refusal names what can", () =>
    onHarmed({}, async (on) => {
      const tomorrow = new Date(on.clock.now() + 86_400_000).toISOString();
      const end = await on.ending(await on.recover("h1", { time: tomorrow }));
      expect(end).toMatchObject({ error: "Backup.OutOfReach" });
      expect(await on.recovery("h1")).toMatchObject({ outcome: "refused", acts: [] });
      await expectUntouched(on);
    }));

  test("by an intrusion of which not all can be restored, nor by a run whose name leaves no room for its parts'", () =>
    onHarmed({}, async (on) => {
      const end = await on.ending(await on.recover("h1", { reason: "security_incident" }));
      expect(end).toMatchObject({ error: "Backup.NoSuchPoint" });
      const long = await on.ending(await on.recover("h".repeat(70)));
      expect(long).toMatchObject({ error: "Recovery.NameTooLong" });
      await expectUntouched(on);
    }));

  test("by what the form does not have, and that is not tried again", () =>
    onHarmed({}, async (on) => {
      const from = on.clock.now();
      const asked = { time: "yesterday" };
      expect(await on.ending(await on.recover("h1", asked))).toMatchObject({ error: "ParseError" });
      expect(on.clock.now() - from).toBeLessThan(10_000);
      await expectUntouched(on);
    }));
});

describe("a recovery that halts keeps users out, and releases frozen", () => {
  const expectKeptOut = async (on: Harmed): Promise<void> => {
    expect(await on.turnedAway()).toBeGreaterThan(10);
    expect(await on.freezes()).toHaveLength(1);
    expect(await on.lease()).toBeUndefined();
  };

  test(
    "when a person aborts the restore, which leaves the old, and one that follows with another word ends all of it",
    {
      timeout,
    },
    () =>
      onHarmed({ permanent: true }, async (on) => {
        const arn = await on.recover("h1");
        await on.reached("h1-restore", "waiting-for-person");
        expect(await on.ending(await on.recover("h2"))).toMatchObject({ error: "Recovery.AlreadyRunning" });
        await on.decide("h1-restore", "abort");
        expect(await on.ending(arn)).toMatchObject({ error: "Backup.Aborted" });
        expect(await on.held()).toBe(on.old);
        await expectKeptOut(on);
        expect(on.told().at(-1)).toContain("start `recover-from-harm` again");
        await approved(on, "h3");
        expect([await on.turnedAway(), await on.freezes()]).toEqual([0, []]);
      }),
  );

  test("when a person says abort in the end, or nobody says anything", { timeout }, async () => {
    for (const word of ["abort", "silence"] as const)
      await onHarmed({}, async (on) => {
        await on.hurryPeople(60, recoverFromHarm.name);
        const arn = await on.recover("h1");
        await on.comesTo("h1", "waiting-for-person");
        if (word === "abort") await on.answer("h1", "abort");
        const error = word === "abort" ? "Recovery.Aborted" : "Recovery.NobodyDecided";
        expect(await on.ending(arn)).toMatchObject({ error });
        await expectKeptOut(on);
        expect(await on.answer("h1", "approve")).toMatchObject({ errorType: "Recovery.NotWaiting" });
      });
  });

  test(
    "when a person goes back from the restore before users are let in: they would meet the harm again",
    {
      timeout,
    },
    () =>
      onHarmed({}, async (on) => {
        const arn = await on.recover("h1");
        await on.comesTo("h1", "waiting-for-person");
        await on.decide("h1-restore", "back");
        await on.answer("h1", "approve");
        expect(await on.ending(arn)).toMatchObject({ error: "Recovery.PartEnded" });
        expect(await on.held()).toBe(on.old);
        await expectKeptOut(on);
      }),
  );
});
