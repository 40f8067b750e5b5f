import { hearBackupEvent } from "@signalbox/functions/functions/hear-backup-event/function";
import { backup } from "@signalbox/functions/workflows/backup/workflow";
import { copy } from "@signalbox/functions/workflows/copy/workflow";
import { prune } from "@signalbox/functions/workflows/prune/workflow";
import type { AwsEvent } from "@signalbox/local/world/world";
import { expect, test } from "vitest";
import { files, onPoints, type Points, standIn } from "./points.fixture.ts";

const workflows = [backup, copy, prune];
const onJobs = (scenario: (points: Points) => Promise<void>) =>
  onPoints({ workflows, functions: [hearBackupEvent] }, async (points) => {
    await standIn(points, "verify-backup");
    await scenario(points);
  });
const jobSeconds = 6_000;

/** Of a backup and its copy, each of a job of 100 minutes: how long the run lasts beyond the jobs, in seconds. */
async function delay(hears: boolean): Promise<number> {
  let seconds = Number.NaN;
  await onJobs(async (points) => {
    const { clock, cloud, world, start, ending, invoke } = points;
    cloud.faults.add({ kind: "slow-backup-job", seconds: jobSeconds });
    world.events.subscribe((event) => {
      if (hears && event.source === "aws.backup") void invoke("hear-backup-event", event);
    });
    const began = clock.now();
    expect(await ending(await start("backup", "r1", { class: files }))).toMatchObject({
      status: "SUCCEEDED",
    });
    expect((await points.points())[0]).toMatchObject({ phase: "copied" });
    seconds = (clock.now() - began) / 1_000 - 2 * jobSeconds;
  });
  return seconds;
}

test("the event of a job ends the wait for it at once; of one that is lost, the next look tells", async () => {
  const lost = await delay(false);
  const heard = await delay(true);
  expect(heard).toBeLessThan(120);
  // Between two looks are ten minutes by then, and there are two jobs.
  expect(lost).toBeLessThan(heard + 1_200);
  expect(lost - heard).toBeGreaterThan(300);
});

test("an event of a job that nobody waits for any more ends no other wait", () => {
  const play = async (comesLate: boolean) => {
    let transitions = 0;
    await onJobs(async ({ clock, cloud, world, start, ending, invoke, ...points }) => {
      cloud.faults.add({ kind: "backup-job-ends", outcome: "fail", count: 1 });
      cloud.faults.add({ kind: "slow-backup-job", seconds: jobSeconds });
      const told: AwsEvent[] = [];
      world.events.subscribe((event) => told.push(event));
      const run = await start("backup", "r1", { class: files });
      await clock.sleep(1.5 * jobSeconds * 1_000);
      const failed = told.filter(({ detail }) => JSON.stringify(detail).includes("FAILED"));
      expect(failed).not.toEqual([]);
      if (comesLate) for (const event of [...failed, ...failed]) await invoke("hear-backup-event", event);
      expect(await ending(run)).toMatchObject({ status: "SUCCEEDED" });
      transitions = await points.transitions(run);
    });
    return transitions;
  };
  return expect(Promise.all([play(false), play(true)])).resolves.toSatisfy(
    ([without, late]) => without === late,
  );
});
