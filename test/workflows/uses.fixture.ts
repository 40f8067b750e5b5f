import type { RunUse } from "@signalbox/core/cost/run-use";
import { namesOf } from "@signalbox/core/platform/names";
import type { Call } from "@signalbox/local/gate/gate";
import type { World } from "@signalbox/local/world/world";

const region = "us-east-1";
const names = namesOf({ name: "signalbox", stage: "development" });

/** States that an execution has entered. */
export async function transitionsOf(world: World, executionArn: string): Promise<number> {
  const asked = { executionArn, maxResults: 1_000 };
  const by = { region, principal: { kind: "person" } } as const;
  const { events = [] } = await world.call("states", "GetExecutionHistory", asked, by);
  return events.filter(({ type }) => type?.endsWith("StateEntered")).length;
}

/** What a workflow's runs have used that AWS bills: all that its roles have called. */
export function usesOf(of: string, calls: readonly Call[], transitions: number, stage = names): RunUse {
  const made = (role: string, service: string, operations: RegExp) =>
    calls.filter(({ service: called, operation, context: { principal } }) => {
      const isIts = principal.kind === "role" && principal.arn.endsWith(`/${stage.role(region, role)}`);
      return isIts && called === service && operations.test(operation);
    }).length;
  return {
    transitions,
    lambdaCalls: made(`${of}-machine`, "lambda", /^Invoke$/),
    tableWrites: made(of, "dynamodb", /^(Put|Update|Delete)Item$/),
    tableReads: made(of, "dynamodb", /^(GetItem|Query)$/),
    metricReads: 0,
  };
}
