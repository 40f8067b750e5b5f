import { expect, test } from "vitest";
import { incidentOf } from "./incident.ts";
import { iso, running, start } from "./regions.fixture.ts";

const now = start + 840_000;

test("an incident begins with the first word of its evidence, and tells what was seen, decided and done", () => {
  const { start: from, end, lines } = incidentOf(running, now);
  expect([from, end]).toEqual([start, now]);
  expect(lines.map(({ name, kind }) => [name, kind])).toEqual([
    ["ap-southeast-1", "evidence"],
    ["us-west-2", "evidence"],
    ["Decide", "decision"],
    ["ClaimEpoch", "act"],
    ["WaitOutLease", "wait"],
    ["PromoteDatabase", "act"],
  ]);
  expect(lines[0]).toMatchObject({
    text: "sees us-east-1 down in 2 of 2 words",
    ticks: [0, 60 / 840],
    width: 60 / 840,
  });
  expect(lines[4]).toMatchObject({ from: Date.parse(iso(424)), to: Date.parse(iso(555)) });
});

test("the last act of one that runs goes on until now; of one that has ended it ended", () => {
  expect(incidentOf(running, now).lines.at(-1)).toMatchObject({ running: true, to: now, left: 555 / 840 });
  const ended = { ...running, outcome: "completed" as const, endedAt: iso(840) };
  expect(incidentOf(ended, now + 60_000).lines.at(-1)).toMatchObject({
    running: false,
    to: Date.parse(iso(560)),
    width: expect.closeTo(5 / 840),
  });
});

test("what waits for the lease waits until now; who moves gracefully waits for none", () => {
  const claimed = { ...running, acts: running.acts.slice(0, 2) };
  expect(incidentOf(claimed, now).lines.at(-1)).toMatchObject({
    name: "WaitOutLease",
    running: true,
    to: now,
  });
  const [decided, claim] = running.acts;
  const frozen = { ...running, acts: [decided!, claim!, { ...claim!, state: "FreezeReleases" }] };
  expect(
    incidentOf(frozen, now)
      .lines.map(({ name }) => name)
      .slice(-3),
  ).toEqual(["ClaimEpoch", "FreezeReleases", "WaitOutLease"]);
  const names = incidentOf({ ...claimed, mode: "graceful" }, now).lines.map(({ name }) => name);
  expect(names.at(-1)).toBe("ClaimEpoch");
});
