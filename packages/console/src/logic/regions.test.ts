import { expect, test } from "vitest";
import { downAt, epoch, iso, running, start, tableIn } from "./regions.fixture.ts";
import { acknowledgeCommand, incidentsOf, wordsAbout, writesOf } from "./regions.ts";

const tables = ["us-east-1", "eu-west-1", "ap-southeast-1"];

test("the first region writes until two tables have an epoch that says otherwise", () => {
  const [home, standby, third] = tables.map((region) => tableIn(region));
  expect(writesOf([home, standby, third].filter((one) => one !== undefined))).toMatchObject({
    region: "us-east-1",
    epoch: undefined,
    tables: 3,
  });
  const claimed = tables.map((region) => tableIn(region, region === "us-east-1" ? {} : { epochs: [epoch] }));
  expect(writesOf(claimed)).toMatchObject({ region: "eu-west-1", epoch, held: epoch });
});

test("a table that does not answer says nothing, whatever it said before", () => {
  const dark = tables.map((region) =>
    tableIn(region, region === "us-east-1" ? { silent: "ConnectionReset" } : { epochs: [epoch] }),
  );
  expect(writesOf(dark)).toMatchObject({ region: "eu-west-1", tables: 2 });
  const alone = dark.map((one) => (one.region === "eu-west-1" ? { ...one, silent: "ConnectionReset" } : one));
  expect(writesOf(alone)).toMatchObject({ region: undefined, epoch: undefined, tables: 1 });
});

test("an epoch that a person has acknowledged in any table holds nothing", () => {
  const acknowledged = { epoch: 1, by: "ada", reason: "looked", at: iso(900) };
  const all = tables.map((region) => tableIn(region, { epochs: [epoch] }));
  expect(writesOf([...all.slice(1), tableIn("us-east-1", { epochs: [epoch], acknowledged })]).held).toBe(
    undefined,
  );
  expect(acknowledgeCommand("http://localhost:4566", epoch)).toContain("failover acknowledge 1");
});

test("every observer is named, whose word is old or who has said nothing as silent", () => {
  const documents = [
    tableIn("eu-west-1", { seen: [downAt("ap-southeast-1", 0), downAt("us-west-2", 0)] }),
    tableIn("ap-southeast-1", { seen: [downAt("ap-southeast-1", 100)] }),
  ];
  expect(
    wordsAbout("us-east-1", documents, start + 250_000).map(({ observer, verdict }) => [observer, verdict]),
  ).toEqual([
    ["eu-west-1", "silent"],
    ["ap-southeast-1", "down"],
    ["us-west-2", "silent"],
  ]);
});

test("an incident is shown once, as the table has it that heard of it last", () => {
  const later = { ...running, heardAt: iso(600), phase: "ScaleServices" };
  const before = { ...running, run: "fo-0", startedAt: iso(-90_000) };
  const documents = [
    tableIn("eu-west-1", { runs: [before, later] }),
    tableIn("ap-southeast-1", { runs: [running] }),
  ];
  expect(incidentsOf(documents).map(({ run, phase }) => [run, phase])).toEqual([
    ["fo-1", "ScaleServices"],
    ["fo-0", "PromoteDatabase"],
  ]);
});
