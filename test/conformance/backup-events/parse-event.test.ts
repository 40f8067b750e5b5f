import { parseEvent } from "@signalbox/core/backup/events/parse-event";
import { describe, expect, test } from "vitest";
import { isAboutBackups, sample, samples } from "./samples.fixture.ts";

/** A sample with other values in its detail. */
const changed = (name: string, detail: object): object => {
  const event = sample(name);
  return { ...event, detail: { ...event.detail, ...detail } };
};

test.each([...samples.keys()])("the sample %s is read, or refused as not about backups", (name) => {
  const { kind } = parseEvent(samples.get(name));
  expect(kind).toBe(isAboutBackups(name) ? name.replace(/^backup-vault/, "vault").split(".")[0] : "not-ours");
});

describe("the oddities of AWS Backup:", () => {
  test("a restore that was created has a state, later ones a status, and one alone is allowed", () => {
    expect(parseEvent(sample("restore-job.created"))).toMatchObject({ state: "CREATED" });
    expect(parseEvent(sample("restore-job.completed"))).toMatchObject({
      state: "COMPLETED",
      created: /:db:testing/,
    });
    expect(parseEvent(changed("restore-job.created", { status: "FAILED" })).kind).toBe("unknown");
    expect(parseEvent(changed("restore-job.created", { state: undefined })).kind).toBe("unknown");
  });

  test("a copy's point is {} until it is there, and its size a number", () => {
    expect(parseEvent(sample("copy-job.running"))).toMatchObject({ kind: "copy-job", copy: undefined });
    expect(parseEvent(sample("copy-job.completed"))).toMatchObject({
      copy: expect.stringMatching(/snap-0726/),
    });
    expect(parseEvent(sample("copy-job.created"))).toMatchObject({ job: undefined, state: "CREATED" });
  });

  test("COMPLETED with a message is completed with issues, without its quotation marks", () => {
    expect(parseEvent(sample("backup-job.completed"))).toMatchObject({ issues: false, message: undefined });
    const message = '"2 objects were left out."';
    expect(parseEvent(changed("backup-job.completed", { statusMessage: message }))).toMatchObject({
      issues: true,
      message: "2 objects were left out.",
    });
  });

  test("dates as people write them are UTC, and other texts are none", () => {
    const event = changed("backup-job.completed", { completionDate: "Jul 15, 2020 9:39:07 PM" });
    expect(parseEvent(event)).toMatchObject({ completedAt: Date.parse("2020-07-15T21:39:07Z") });
    expect(parseEvent(changed("backup-job.completed", { completionDate: "yesterday" }))).toMatchObject({
      kind: "unknown",
      reason: expect.stringMatching(/^detail\.completionDate|^completionDate/),
    });
  });

  test("a vault's lock is a text", () => {
    expect(parseEvent(sample("backup-vault.modified"))).toMatchObject({ locked: true });
    expect(parseEvent(sample("backup-vault.created"))).toMatchObject({ locked: undefined });
  });
});

test("what nobody has described is unknown with its reason, and never thrown", () => {
  const event = sample("backup-job.completed");
  expect(parseEvent({ ...event, "detail-type": "Backup Job Changed" })).toEqual({
    kind: "unknown",
    id: event.id,
    of: "aws.backup Backup Job Changed",
    reason: "nobody has described this detail-type",
  });
  expect(parseEvent(changed("backup-job.completed", { state: "SLEEPING" }))).toMatchObject({
    kind: "unknown",
    reason: expect.stringMatching(/^state: /),
  });
  for (const given of [
    undefined,
    null,
    7,
    "event",
    [],
    {},
    { source: "aws.backup" },
    { ...event, detail: "{}" },
  ])
    expect(parseEvent(given).kind).toBe("unknown");
  expect(parseEvent({ ...event, "detail-type": "Backup Plan State Change" }).kind).toBe("not-ours");
});
