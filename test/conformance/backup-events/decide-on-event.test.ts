import { decideOnEvent, type Known } from "@signalbox/core/backup/events/decide-on-event";
import type { Envelope } from "@signalbox/core/backup/events/envelope";
import type { BackupEvent } from "@signalbox/core/backup/events/event";
import { parseEvent } from "@signalbox/core/backup/events/parse-event";
import { describe, expect, test } from "vitest";
import { chance, mutate } from "./mutate.fixture.ts";
import { isAboutBackups, sample, samples } from "./samples.fixture.ts";

const jobOf = (event: BackupEvent): string | undefined => ("job" in event ? event.job : undefined);
const parsed = [...samples.values()].map(parseEvent);
const told = <T>(read: (event: BackupEvent) => T | undefined): readonly T[] =>
  parsed.flatMap((event) => read(event) ?? []);

/** All of the samples' resources are ours, and none of their jobs: somebody else started them. */
const foreign: Known = {
  jobs: new Map(),
  points: new Map(),
  resources: new Set(told((event) => ("resource" in event ? event.resource : undefined))),
  vaults: new Map([["vaultName", { locked: true }]]),
};
/** The samples' jobs are those of runs, which no plan starts. */
const polled: Known = {
  ...foreign,
  jobs: new Map(told(jobOf).map((job) => [job, `run of ${job}`])),
};
const decide = (event: unknown, known: Known) => decideOnEvent(parseEvent(event), known);
const changed = (name: string, detail: object, known: Known = foreign) => {
  const event = sample(name);
  return decide({ ...event, detail: { ...event.detail, ...detail } }, known);
};

describe("an event", () => {
  test("of a job that a run polls wakes the run, whatever it says", () => {
    for (const name of [
      "backup-job.running-plan",
      "backup-job.failed",
      "copy-job.completed",
      "restore-job.created",
    ])
      expect(decide(sample(name), polled)).toMatchObject({ act: "wake" });
  });

  test("of what a plan of AWS Backup made of something of ours lets it be adopted, once", () => {
    expect(decide(sample("copy-job.completed"), foreign)).toMatchObject({
      act: "adopt",
      point: "arn:aws:ec2:us-west-2::snapshot/snap-0726fe70935586180",
      vault: "846869de-4589-45c3-ab60-4fbbabcdd3ec",
    });
    const adopted = decide(sample("recovery-point.completed"), foreign);
    expect(adopted).toMatchObject({ act: "adopt", point: sample("recovery-point.completed").resources[0] });
    if (adopted.act !== "adopt") throw new Error("not adopted");
    const known = { ...foreign, points: new Map([[adopted.point, { expiresAt: undefined }]]) };
    expect(decide(sample("recovery-point.completed"), known).act).toBe("look");
  });

  test("of a point that no plan made is looked at: a run may be about to record it", () => {
    const [point] = sample("backup-job.completed").resources;
    expect(decide(sample("backup-job.completed"), foreign)).toEqual({ act: "look", point });
    expect(changed("recovery-point.completed", { completionDate: {} }).act).toBe("look");
  });

  test("of what is not backed up here, or of a job that has not ended, starts nothing", () => {
    const resourceArn = "arn:aws:rds:us-west-2:1112233445566:cluster:other";
    expect(changed("copy-job.completed", { resourceArn }).act).toBe("ignore");
    expect(decide(sample("backup-job.running-plan"), foreign).act).toBe("ignore");
    expect(decide(sample("copy-job.failed"), foreign).act).toBe("ignore");
    // Its point may have a name already.
    for (const name of ["backup-job.completed", "copy-job.completed"])
      expect(changed(name, { state: "RUNNING" }).act).toBe("ignore");
  });

  test("of a point that goes is looked at when its time has come, and an alarm before", () => {
    const event = sample("recovery-point.completed");
    const at = (expiresAt: string): Known => ({
      ...foreign,
      points: new Map([[event.resources[0]!, { expiresAt: Date.parse(expiresAt) }]]),
    });
    expect(changed("recovery-point.completed", { status: "DELETED" }, at("2020-07-15T21:39:06Z")).act).toBe(
      "look",
    );
    expect(
      changed("recovery-point.completed", { status: "DELETED" }, at("2020-07-15T21:39:08Z")),
    ).toMatchObject({
      act: "alarm",
      error: "Backup.PointGone",
    });
    expect(changed("recovery-point.completed", { status: "EXPIRED" }, foreign).act).toBe("ignore");
  });

  test("of a vault that is gone or no longer locked is an alarm", () => {
    const modified = (isLocked: string) => changed("backup-vault.modified", { isLocked });
    expect(modified("true").act).toBe("ignore");
    expect(modified("false")).toMatchObject({ act: "alarm", error: "Backup.VaultChanged" });
    expect(changed("backup-vault.modified", { state: "DELETED" })).toMatchObject({ act: "alarm" });
    expect(decide(sample("backup-vault.deleted"), foreign).act).toBe("ignore");
  });

  test("that nobody has described is an alarm, never dropped", () => {
    expect(changed("backup-job.completed", { state: "SLEEPING" })).toMatchObject({
      act: "alarm",
      error: "Backup.UnknownEvent",
    });
  });
});

/** What runs poll was started by no plan. */
function ours({ detail: { createdBy: _, ...detail }, ...event }: Envelope): Envelope {
  return { ...event, detail };
}

test("100,000 mutated events crash no parser and start no run that the original would not have", () => {
  const random = chance(20_261_121);
  const originals = [...samples.keys()]
    .filter(isAboutBackups)
    .map(sample)
    .flatMap((event) => [
      { event, known: foreign },
      { event: ours(event), known: polled },
    ])
    .map(({ event, known }) => ({ text: JSON.stringify(event), known, should: decide(event, known) }));
  const counts = { alarm: 0, adopt: 0, wake: 0, look: 0, ignore: 0 };
  const wrong: unknown[] = [];
  for (let index = 0; index < 100_000; index++) {
    const { text, known, should } = originals[index % originals.length]!;
    const mutant = mutate(text, random);
    const does = decide(mutant, known);
    counts[does.act] += 1;
    const allowed =
      does.act === "wake"
        ? should.act === "wake" && should.job === does.job && should.run === does.run
        : does.act === "adopt"
          ? should.act === "adopt" && should.resource === does.resource
          : true;
    if (!allowed) wrong.push({ mutant, should, does });
  }
  expect(wrong.slice(0, 3)).toEqual([]);
  // Each way is taken often, so that none of this is true for want of trying.
  expect(Math.min(counts.alarm, counts.adopt, counts.wake, counts.look, counts.ignore)).toBeGreaterThan(
    1_000,
  );
});
