import { expect, test } from "vitest";
import type { z } from "zod";
import { InferencePlaces } from "../../platform/inference-places.ts";
import { readPlanned } from "./read.ts";

const service = (name: string, more: object = {}) => ({
  ...{ name, group: name, owned: true, engine: "ollama", drainSeconds: 300, ...more },
  profile: { usdPerHour: 1 },
  objective: { seconds: 5, late: 0.01 },
  bounds: { least: 1, most: 8 },
});

const decision = (wanted: number, more: object = {}) => ({
  ...{ at: 0, wanted, ready: 2, starting: 0, blind: false, sentence: "so", costPerHour: 2, ...more },
  demand: { now: 1, middle: 1, high: 2, risk: 0.1 },
});

/** A ledger of `<pk>/<sk>`. */
const ledger = (items: Readonly<Record<string, unknown>>) => ({
  get: async <S extends z.ZodType>(pk: string, sk: string, schema: S) => {
    const item = items[`${pk}/${sk}`];
    return item === undefined ? undefined : schema.parse(item);
  },
  query: async <S extends z.ZodType>(pk: string, prefix: string, schema: S) =>
    Object.entries(items).flatMap(([key, item]) =>
      key.startsWith(`${pk}/${prefix}`) ? [schema.parse(item)] : [],
    ),
});

const read = (items: Readonly<Record<string, unknown>>, more: object = {}, names = ["chat"]) =>
  readPlanned(
    ledger(items),
    {
      inference: InferencePlaces.parse({ services: names.map((name) => service(name)), ...more }),
      groups: [],
    },
    Date.parse("2026-11-22T12:00:00Z"),
  );

test("a service of which the planner has said nothing yet is told with nothing said", async () => {
  const [entry] = await read({});
  expect(entry).toMatchObject({ service: "chat", limits: [], runs: [] });
  expect(entry).not.toHaveProperty("decision");
  expect(entry).not.toHaveProperty("cap");
});

test("what the planner wants is told beside what bounds leave of it", async () => {
  const [entry] = await read({ "scale#chat/decision": decision(11) });
  expect(entry).toMatchObject({ decision: { wanted: 11 }, allowed: 8, limits: ["most"] });
});

test("when the month's money is short each service gets its share, and what all cost is told", async () => {
  const items = { "scale#chat/decision": decision(4), "scale#code/decision": decision(4) };
  const entries = await read(items, { monthlyCapUsd: 4 * 730 }, ["chat", "code"]);
  expect(entries.map(({ allowed, limits }) => [allowed, limits])).toEqual([
    [2, ["budget"]],
    [2, ["budget"]],
  ]);
  expect(entries[0]?.cap).toEqual({ monthlyUsd: 2920, atThisRateUsd: 2920 });
});

test("missing metrics, no capacity, a release and a freeze that hold are told, and no longer than they last", async () => {
  const freeze = { reason: "fair", by: "ada", at: "2026-11-22T09:00:00Z", until: "2026-11-22T13:00:00Z" };
  const told = {
    "scale#chat/decision": decision(2, { blind: true }),
    "scale#chat/shortage": { since: 1 },
    "group#chat/lock": { owner: "arn:release", run: "r1", epoch: 3 },
    "groups/freeze#1": freeze,
  };
  expect((await read(told))[0]?.limits).toEqual(["blind", "short", "release", "freeze"]);
  const over = {
    "scale#chat/decision": decision(2),
    "scale#chat/shortage": { since: 1, until: 2 },
    "group#chat/lock": { epoch: 3 },
    "group#chat/freeze#1": { ...freeze, until: "2026-11-22T11:00:00Z" },
  };
  expect((await read(over))[0]?.limits).toEqual([]);
});

test("the run that scales now is told first, then the ended ones by their end; one that was stopped is left out", async () => {
  const run = (name: string, endedAt?: string) => ({
    service: "chat",
    run: name,
    requestedBy: "ada",
    endedAt,
  });
  const [entry] = await read({
    "scale#chat/lock": { owner: "arn:run", run: "now", epoch: 9 },
    "scale#chat/run#a": run("a", "2026-11-22T10:00:00Z"),
    "scale#chat/run#b": run("b", "2026-11-22T12:00:00Z"),
    "scale#chat/run#now": run("now"),
    "scale#chat/run#stopped": run("stopped"),
  });
  expect(entry?.running).toBe("now");
  expect(entry?.runs.map((one) => one.run)).toEqual(["now", "b", "a"]);
});
