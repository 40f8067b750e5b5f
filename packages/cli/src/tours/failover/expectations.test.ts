import type { FailoverRun } from "@signalbox/core/failover/run";
import type { Row } from "@signalbox/local/world/database/database-plane";
import { expect, test } from "vitest";
import * as expected from "./expectations.ts";
import type { Acknowledged } from "./writer.ts";

const places = { home: "us", standby: "eu", third: "ap", host: "chat" };
const darkAt = 600_000;
const at = (ms: number): string => new Date(ms).toISOString();
const row = (index: number): Row => ({ id: `story-${index}`, content: `line ${index}` });
const word = (observer: string) => ({
  ...{ observer, about: "us", at: darkAt, sees: true },
  probes: { edge: "down", login: "down", databaseWrite: "down", replication: "down" } as const,
});

const run: FailoverRun = {
  ...{ kind: "failover", run: "fo", reason: "primary_region_unavailable", mode: "ungraceful" },
  ...{ from: "us", to: "eu", owner: "arn", requestedBy: "alarm", phase: "Report", sentence: "It is gone." },
  ...{ startedAt: at(darkAt), heardAt: at(darkAt), expectedBy: at(darkAt), acts: [], epoch: 1 },
  ...{ evidence: [word("ap"), word("us-west-2")], outcome: "completed" },
  ...{ replicatedAt: at(darkAt - 60_000), measures: { rtoSeconds: 700, rpoSeconds: 60 } },
};

/** A message every ten seconds until the region is dark, and one of the new writer. */
const acknowledged: Acknowledged[] = [
  ...Array.from({ length: 20 }, (_, index) => ({
    ...{ row: row(index), at: darkAt - 200_000 + index * 10_000 + 5_000, region: "us" },
  })),
  { row: row(20), at: darkAt + 700_000, region: "eu" },
];

const story = { places, heir: "eu", darkAt, run, writer: { acknowledged, refused: [darkAt + 1] } };
/** The last two had not arrived. */
const arrived = [...Array.from({ length: 18 }, (_, index) => row(index)), row(20)];

const dark = (more: Partial<Parameters<typeof expected.goneDark>[0]> = {}) =>
  expected
    .goneDark({ ...{ story, rows: arrived, leads: "eu", forbidden: [], rtoSeconds: 900 }, ...more })
    .map(({ met }) => met);

const all = [true, true, true, true, true];
const allBut = (index: number) => all.map((_, at) => at !== index);

test("a loss that two saw, within the lag and the RTO, is as it was promised", () => {
  expect(dark()).toEqual(all);
});

test("each promise about the loss is broken by what it is about", () => {
  const alone = { ...story, run: { ...run, evidence: [word("ap")] } };
  expect(dark({ story: alone })).toEqual(allBut(0));
  expect(dark({ rtoSeconds: 600 })).toEqual(allBut(1));
  expect(dark({ leads: "us" })).toEqual(allBut(1));
  expect(dark({ rows: arrived.slice(0, 16) })).toEqual(allBut(2));
  const precise = { ...story, run: { ...run, replicatedAt: at(darkAt - 8_000) } };
  expect(dark({ story: precise })).toEqual(allBut(3));
  const call = { at: darkAt, from: "eu", service: "rds", operation: "DescribeDBClusters" };
  const tried = { ...call, caller: "signalbox-eu-failover", region: "us", why: "unreached" as const };
  expect(dark({ forbidden: [tried] })).toEqual(allBut(4));
  expect(dark({ forbidden: [{ ...tried, service: "dynamodb" }] })).toEqual(all);
});

const homeAt = darkAt + 1_200_000;
const back: FailoverRun = {
  ...{ ...run, kind: "failback", from: "eu", to: "us", mode: "graceful" },
  measures: { rtoSeconds: 90, rpoSeconds: 0 },
};
const home: Acknowledged = { row: row(21), at: homeAt + 1, region: "us" };
const told = { ...story, back, writer: { acknowledged: [...acknowledged, home], refused: [] } };

const brought = (more: Partial<Parameters<typeof expected.bringHome>[0]> = {}) =>
  expected
    .bringHome({
      ...{ story: told, since: homeAt, rows: [...arrived, row(21)], leads: "us", kept: ["lost-writes"] },
      ...more,
    })
    .map(({ met }) => met);

test("users who come back with all that the other region acknowledged came back as it was promised", () => {
  expect(brought()).toEqual([true, true, true]);
});

test("each promise about the way back is broken by what it is about", () => {
  expect(brought({ leads: "eu" })).toEqual([false, true, true]);
  expect(brought({ rows: arrived.slice(0, 18) })).toEqual([true, false, true]);
  expect(brought({ kept: [] })).toEqual([true, true, false]);
});

const since = darkAt + 600_000;
const returned = (more: Partial<Parameters<typeof expected.comeBack>[0]> = {}) =>
  expected
    .comeBack({
      ...{ story, since, old: acknowledged.slice(0, 20).map((one) => one.row), rows: arrived },
      ...{ looks: { count: 9, led: new Set(["eu"]), most: 0, last: 0 }, acknowledged: 1 },
      ...{ snapshot: "rds:unplanned-global-failover-x", follows: true },
      ...more,
    })
    .map(({ met }) => met);

test("a region that comes back with old data and stays out is as it was promised", () => {
  expect(returned()).toEqual(all);
});

test("each promise about the region that comes back is broken by what it is about", () => {
  expect(returned({ snapshot: undefined })).toEqual(allBut(0));
  expect(returned({ looks: { count: 9, led: new Set(["eu"]), most: 2, last: 2 } })).toEqual(allBut(1));
  expect(returned({ looks: { count: 9, led: new Set(["eu", "us"]), most: 0, last: 0 } })).toEqual(allBut(1));
  const there = [...acknowledged, { row: row(21), at: since + 1, region: "us" }];
  expect(returned({ story: { ...story, writer: { acknowledged: there, refused: [] } } })).toEqual(allBut(2));
  expect(returned({ follows: false })).toEqual(allBut(3));
  expect(returned({ acknowledged: 0 })).toEqual(allBut(4));
});
