import type { HistoryEvent } from "@aws-sdk/client-sfn";
import type { Json } from "@signalbox/local/engine/json";
import { authorise } from "@signalbox/local/gate/authorise";
import { gate } from "@signalbox/local/gate/gate";
import { createRoles } from "@signalbox/local/gate/roles";
import { lambda } from "@signalbox/local/services/lambda/service";
import { states } from "@signalbox/local/services/states/service";
import { virtualClock } from "@signalbox/local/world/clock";
import { createWorld } from "@signalbox/local/world/create";
import type { Plane } from "@signalbox/local/world/plane/plane";
import { random } from "@signalbox/local/world/random";
import { expect, test } from "vitest";
import type { Case } from "./step-functions-cases.ts";
import { readCases } from "./step-functions-cases.ts";
import { agrees, flatten, sameIds, sameTypes } from "./step-functions-match.ts";

/** Recordings that cannot be run through the services, by the end of their id. */
const elsewhere: readonly [end: string, why: string][] = [
  ["test_s3_no_such_key", "there is no S3"],
  ["test_map_item_batching_base_json_max_per_batch_jsonata", "a distributed Map"],
  ["[SFN_START_EXECUTION_SYNC_ROLE_ARN_JSONATA]", "its child is in another account"],
];

type Behaviour = {
  readonly returns?: Json;
  readonly raises?: { readonly errorType: string; readonly errorMessage: string };
};
type Recorded = Case & { readonly lambdas?: readonly { readonly behaviour: Behaviour }[] };

const account = "111111111111";
const role = `arn:aws:iam::${account}:role/machine`;
const machine = `arn:aws:states:us-east-1:${account}:stateMachine:machine`;

/** Puts real names where the recorder masked what every run has anew. */
function unmasked(recorded: Recorded): Recorded {
  const text = JSON.stringify(recorded)
    .replaceAll(/<(secondary_)?test_aws_account_id>/g, account)
    .replaceAll("<trusted_role_arn>", role)
    .replaceAll("<partition>", "aws")
    .replaceAll("<region>", "us-east-1")
    .replaceAll(/<lambda[-_]function[-_]name>/g, "lambda_function_name")
    // The recorded functions were in Python, whose JSON has spaces.
    .replaceAll(/("Content-Length":\[?)"\d+"/g, '$1"<length>"');
  return JSON.parse(text);
}

const recordings = readCases<Recorded>("sfn-exec-jsonata.jsonl")
  .filter(({ id }) => !elsewhere.some(([end]) => id.endsWith(end)))
  .map(unmasked);

const nothing = (): never => {
  throw new Error("Step Functions starts nothing on the data plane");
};
const plane: Plane = {
  start: nothing,
  probe: nothing,
  ask: nothing,
  listen: nothing,
  listening: nothing,
  stop: nothing,
};

/** Creates the machine, starts it and reads it back, all by AWS's operations; its function does what the recorded one did. */
async function run({ definition, input, lambdas = [] }: Recorded) {
  const clock = virtualClock();
  const world = createWorld({ clock, seed: 1, plane, account });
  const roles = createRoles(random(1));
  roles.createRole({ arn: role, statements: [{ actions: ["lambda:InvokeFunction"], resources: ["*"] }] });
  const functions = lambda(world);
  const services = [states(world), functions];
  world.connect(gate(services, [authorise(services, roles)]));
  const { returns, raises } = lambdas[0]?.behaviour ?? {};
  functions.install({
    functionName: "lambda_function_name",
    region: "us-east-1",
    roleArn: role,
    timeoutSeconds: 10,
    memoryMb: 128,
    environment: {},
    load: async () => async (event) => {
      if (raises) throw Object.assign(new Error(raises.errorMessage), { name: raises.errorType });
      return returns === "$event" ? event : returns;
    },
  });
  const caller = { region: "us-east-1", principal: { kind: "person" } } as const;
  return await clock.run(
    (async () => {
      await world.call(
        "states",
        "CreateStateMachine",
        { name: "machine", roleArn: role, definition: JSON.stringify(definition) },
        caller,
      );
      const { executionArn } = await world.call(
        "states",
        "StartExecution",
        { stateMachineArn: machine, input: JSON.stringify(input) },
        caller,
      );
      let execution = await world.call("states", "DescribeExecution", { executionArn }, caller);
      while (execution.status === "RUNNING") {
        await clock.sleep(1000);
        execution = await world.call("states", "DescribeExecution", { executionArn }, caller);
      }
      const { events = [] }: { events?: HistoryEvent[] | undefined } = await world.call(
        "states",
        "GetExecutionHistory",
        { executionArn, maxResults: 1000 },
        caller,
      );
      return { execution, history: events.map(flatten) };
    })(),
  );
}

/** A Python function's failure and a Node function's say the same, but for the stack. */
const isFunctionError = (cause: Json | undefined): boolean =>
  JSON.stringify(cause ?? "").includes("stackTrace");

test.each(recordings.map((recorded) => [recorded.id.split("::").at(-1), recorded] as const))(
  "%s ends the same through the services",
  async (_, recorded) => {
    const { expected, historyOrder } = recorded;
    const { execution, history } = await run(recorded);
    expect(execution.status).toBe(expected.status);
    expect(execution.error).toBe(expected.error);
    if (typeof expected.cause === "string") expect(execution.cause).toBe(expected.cause);
    if (expected.output !== undefined && !isFunctionError(expected.output))
      expect(agrees(JSON.parse(execution.output ?? ""), expected.output)).toBe(true);
    expect(sameTypes(history, expected.history, historyOrder !== undefined)).toBe(true);
    expect(sameIds(history, expected.history)).toBe(true);
  },
);
