import { readFileSync } from "node:fs";
import { beforeEach, expect, test } from "vitest";
import type { AwsEvent } from "../../world/world.ts";
import { type BackupCloud, backupCloud } from "./backup.fixture.ts";
import { expectedDate } from "./events.ts";

let cloud: BackupCloud;
beforeEach(async () => {
  cloud = await backupCloud();
});

const sample = (name: string): AwsEvent =>
  JSON.parse(
    readFileSync(new URL(`../../../../../test/fixtures/events/${name}.json`, import.meta.url), "utf8"),
  );

/** What of a value is its shape: members, types, and how texts are written that are dates or numbers. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shape);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(value)
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([key, part]) => [key, shape(part)]),
    );
  if (typeof value !== "string") return typeof value;
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/.test(value)) return value.replace(/\d/g, "0");
  if (/^[A-Z][a-z]{2} \d+, \d{4} \d+:\d\d:\d\d [AP]M$/.test(value)) return "a date in words";
  if (/^\d+$/.test(value)) return "digits";
  return /^"/.test(value) ? "quoted" : "text";
}

const stateOf = (event: AwsEvent): string => {
  const detail = Object(event.detail);
  return detail.state ?? detail.status;
};

/** Whether the event of the sample's type and state is like it, but for members of the detail. */
function expectLike(name: string, except: readonly string[] = []): void {
  const wanted = sample(name);
  const found = cloud.events.find(
    (event) => event["detail-type"] === wanted["detail-type"] && stateOf(event) === stateOf(wanted),
  );
  if (!found) throw new Error(`there is no event like ${name}`);
  const compared = ({ resources, detail, ...envelope }: AwsEvent) => ({
    ...envelope,
    resources: resources.length,
    detail: Object.fromEntries(Object.entries(Object(detail)).filter(([key]) => !except.includes(key))),
  });
  expect(shape(compared(found))).toEqual(shape(compared(wanted)));
}

test("a backup tells of itself as AWS's samples do, state by state", async () => {
  const id = await cloud.start({ Lifecycle: { DeleteAfterDays: 100 } });
  await cloud.pass(60_000);
  for (const state of ["created", "pending", "completed"]) expectLike(`backup-job.${state}`);
  // Only jobs of a plan say what plan it was, and their window begins at a whole hour, without milliseconds.
  expectLike("backup-job.running-plan", ["createdBy", "startBy"]);
  expectLike("recovery-point.completed", ["createdBy"]);
  expect(cloud.details("Backup Job State Change").map((detail) => Object(detail).backupJobId)).toEqual(
    Array(4).fill(id),
  );
});

test("a backup that is stopped, and one that fails, say so in quotation marks", async () => {
  const id = await cloud.start();
  await cloud.call("backup", "StopBackupJob", { BackupJobId: id });
  await cloud.start();
  await cloud.call("backup", "DeleteBackupVault", { BackupVaultName: "main" });
  await cloud.pass(60_000);
  expectLike("backup-job.aborted");
  expectLike("backup-job.failed");
  expect(cloud.details("Backup Job State Change")).toContainEqual(
    expect.objectContaining({ state: "ABORTED", statusMessage: '"Backup job was stopped by user."' }),
  );
});

test("a copy tells of itself as AWS's samples do, its target `{}` until it is there", async () => {
  const point = await cloud.point();
  await cloud.copy(point);
  for (const state of ["created", "running", "completed"]) expectLike(`copy-job.${state}`, ["createdBy"]);
});

test("a restore has a status, except when it is created", async () => {
  const point = await cloud.point();
  await cloud.call("kms", "DisableKey", { KeyId: cloud.here.keyArn });
  await cloud.restore(point);
  for (const status of ["pending", "running", "failed"]) expectLike(`restore-job.${status}`);
  expect(cloud.details("Restore Job State Change")[0]).toMatchObject({ state: "CREATED" });
});

test("completed with issues is COMPLETED with a message", async () => {
  cloud.misfortunes.backup = { outcome: "issues", message: "some files were open" };
  await cloud.point();
  expect(cloud.details("Backup Job State Change").at(-1)).toMatchObject({
    state: "COMPLETED",
    statusMessage: '"some files were open"',
  });
});

test("the expected end is written as a person would", () => {
  expect(expectedDate(Date.UTC(2020, 6, 15, 21, 39, 7))).toBe("Jul 15, 2020 9:39:07 PM");
  expect(expectedDate(Date.UTC(2026, 0, 1, 0, 5, 9))).toBe("Jan 1, 2026 12:05:09 AM");
});
