import { runs } from "@signalbox/core/cost/runs";
import { ReleasePolicy } from "@signalbox/core/release/policy";
import { expect, test } from "vitest";
import { type Laptop, onLaptop, person } from "./laptop.fixture.ts";
import { ending, latest, push } from "./release.fixture.ts";

/** What the release that has just ended used, as AWS would count it. */
async function used({ world, calls }: Laptop, executionArn: string) {
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
  const count = (service: string, operations: RegExp) =>
    calls.filter((call) => call.service === service && operations.test(call.operation)).length;
  return {
    transitions,
    lambdaCalls: count("lambda", /^Invoke$/),
    tableWrites: count("dynamodb", /^(Put|Update|Delete)Item$/),
    tableReads: count("dynamodb", /^(GetItem|Query)$/),
  };
}

test("a release in virtual time uses just as many transitions and Lambda calls as its cost says", () =>
  onLaptop({}, async (laptop) => {
    await push(laptop, "v2");
    const arn = await latest(laptop);
    expect(await ending(laptop, arn)).toMatchObject({ status: "SUCCEEDED" });
    const told = runs.release!(ReleasePolicy.parse({}));
    const { tableWrites, tableReads, ...counted } = await used(laptop, arn);
    expect(counted).toEqual({ transitions: told.transitions, lambdaCalls: told.lambdaCalls });
    expect(Math.abs(tableWrites / told.tableWrites - 1)).toBeLessThan(0.05);
    expect(Math.abs(tableReads / told.tableReads - 1)).toBeLessThan(0.05);
  }));

test("a release over another ladder uses within a tenth of what its cost says", () => {
  const policy = { ladder: [50, 100], drainSeconds: 60 };
  return onLaptop({ policy }, async (laptop) => {
    await push(laptop, "v2");
    const arn = await latest(laptop);
    expect(await ending(laptop, arn)).toMatchObject({ status: "SUCCEEDED" });
    const told = runs.release!(ReleasePolicy.parse(policy));
    const { transitions, lambdaCalls } = await used(laptop, arn);
    expect(Math.abs(transitions / told.transitions - 1)).toBeLessThan(0.1);
    expect(Math.abs(lambdaCalls / told.lambdaCalls - 1)).toBeLessThan(0.1);
  });
});
