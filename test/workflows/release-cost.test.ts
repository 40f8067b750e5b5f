import { runs } from "@signalbox/core/cost/runs";
import { ReleasePolicy } from "@signalbox/core/release/policy";
import { json, withServer } from "@signalbox/functions/web/server.fixture";
import { expect, test } from "vitest";
import { saying, webhook } from "./gates.fixture.ts";
import {
  type AnyLaptop,
  isByRelease,
  names,
  onLaptop,
  person,
  releaseWorkflows,
  roleOf,
} from "./laptop.fixture.ts";
import { ending, latest, push, pushQuietly, reached, start } from "./release.fixture.ts";
import { onBlueGreen } from "./release-blue-green.fixture.ts";
import { onRollingLaptop } from "./rolling.fixture.ts";

/** What one workflow of the release that has just ended used, as AWS would count it. */
async function used({ world, calls }: AnyLaptop, release: string, workflow: string) {
  const executionArn = release.replace(`:${names.deployed("release")}:`, `:${names.deployed(workflow)}:`);
  let transitions = 0;
  let nextToken: string | undefined;
  do {
    const page = await world.call(
      "states",
      "GetExecutionHistory",
      { executionArn, maxResults: 1000, ...(nextToken !== undefined && { nextToken }) },
      person,
    );
    transitions += (page.events ?? []).filter(({ type }) => type?.endsWith("StateEntered")).length;
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  const lambdaCalls = calls.filter(
    ({ operation, input }) =>
      operation === "Invoke" &&
      "FunctionName" in input &&
      String(input.FunctionName).endsWith(names.deployed(workflow)),
  ).length;
  return { transitions, lambdaCalls };
}

const requests = ({ calls }: Pick<AnyLaptop, "calls">, operations: RegExp): number =>
  calls.filter((call) => isByRelease(call) && call.service === "dynamodb" && operations.test(call.operation))
    .length;

test("a release in virtual time uses just as many transitions and Lambda calls as its cost says", () =>
  onLaptop({}, async (laptop) => {
    await push(laptop, "v2");
    const arn = await latest(laptop);
    expect(await ending(laptop, arn)).toMatchObject({ status: "SUCCEEDED" });
    let [tableWrites, tableReads] = [0, 0];
    for (const workflow of releaseWorkflows) {
      const told = runs[workflow]!(ReleasePolicy.parse({}));
      const { transitions, lambdaCalls } = told;
      expect({ workflow, ...(await used(laptop, arn, workflow)) }).toEqual({
        workflow,
        transitions,
        lambdaCalls,
      });
      tableWrites += told.tableWrites;
      tableReads += told.tableReads;
    }
    expect(Math.abs(requests(laptop, /^(Put|Update|Delete)Item$/) / tableWrites - 1)).toBeLessThan(0.05);
    expect(Math.abs(requests(laptop, /^(GetItem|Query)$/) / tableReads - 1)).toBeLessThan(0.05);
  }));

test("a release over another ladder uses within a tenth of what its cost says", () => {
  const policy = { ladder: [50, 100], drainSeconds: 60 };
  return onLaptop({ policy }, async (laptop) => {
    await push(laptop, "v2");
    const arn = await latest(laptop);
    expect(await ending(laptop, arn)).toMatchObject({ status: "SUCCEEDED" });
    for (const workflow of releaseWorkflows) {
      const told = runs[workflow]!(ReleasePolicy.parse(policy));
      const { transitions, lambdaCalls } = await used(laptop, arn, workflow);
      expect(Math.abs(transitions / told.transitions - 1)).toBeLessThan(0.1);
      expect(Math.abs(lambdaCalls / told.lambdaCalls - 1)).toBeLessThan(0.1);
    }
  });
});

/** The same by another strategy, of whose laptop the release is not the first call. */
async function expectCost(laptop: AnyLaptop): Promise<void> {
  const { group } = laptop;
  await pushQuietly(laptop, "v2");
  const before = laptop.calls.length;
  const arn = await start(laptop, "r1", {});
  expect(await ending(laptop, arn)).toMatchObject({ status: "SUCCEEDED" });
  const calls = laptop.calls.slice(before);
  let [tableWrites, tableReads] = [0, 0];
  for (const workflow of ["release", `release-${group.strategy}`]) {
    const told = runs[workflow]!(group.policy);
    const { transitions, lambdaCalls } = told;
    expect({ workflow, ...(await used({ ...laptop, calls }, arn, workflow)) }).toEqual({
      workflow,
      transitions,
      lambdaCalls,
    });
    tableWrites += told.tableWrites;
    tableReads += told.tableReads;
  }
  expect(Math.abs(requests({ calls }, /^(Put|Update|Delete)Item$/) / tableWrites - 1)).toBeLessThan(0.05);
  expect(Math.abs(requests({ calls }, /^(GetItem|Query)$/) / tableReads - 1)).toBeLessThan(0.05);
}

test("a blue-green release uses just as many transitions and Lambda calls as its cost says", () =>
  onBlueGreen({ policy: { drainSeconds: 300 } }, expectCost));

test("a rolling release uses just as many transitions and Lambda calls as its cost says", () =>
  onRollingLaptop({}, expectCost));

test("gates use just as many transitions and Lambda calls as their cost says, be they asked in the same millisecond", () =>
  withServer(
    (_, response) => json(response, saying("pass", "all is green")),
    (url) => {
      const gates = ["smoke", "load", "legal"].map((name) => webhook(url, { name }));
      const policy = { gates, ladder: [100], bakeSeconds: 60, drainSeconds: 60, holdSeconds: 60 };
      return onLaptop({ policy }, async (laptop) => {
        await pushQuietly(laptop, "v2");
        const arn = await start(laptop, "r1", {});
        await reached(laptop, "r1", "baking");
        const { transitions, lambdaCalls, tableWrites, tableReads } = runs["release-gates"]!(
          ReleasePolicy.parse(policy),
        );
        expect(await used(laptop, arn, "release-gates")).toEqual({ transitions, lambdaCalls });
        const calls = laptop.calls.filter(
          ({ context: { principal } }) =>
            principal.kind === "role" && principal.arn.endsWith(`/${roleOf("release-gates")}`),
        );
        expect(calls.filter(({ operation }) => /^(Put|Update|Delete)Item$/.test(operation))).toHaveLength(
          tableWrites,
        );
        expect(calls.filter(({ operation }) => /^(GetItem|Query)$/.test(operation))).toHaveLength(tableReads);
      });
    },
  ));
