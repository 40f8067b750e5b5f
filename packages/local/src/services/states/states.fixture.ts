import { authorise } from "../../gate/authorise.ts";
import { type Guard, gate } from "../../gate/gate.ts";
import { createRoles } from "../../gate/roles.ts";
import { virtualClock } from "../../world/clock.ts";
import { createWorld } from "../../world/create.ts";
import type { Plane } from "../../world/plane/plane.ts";
import { random } from "../../world/random.ts";
import type { AwsEvent } from "../../world/world.ts";
import type { LambdaHandler } from "../lambda/host.ts";
import { lambda } from "../lambda/service.ts";
import type { Input, OperationName, Output } from "../service.ts";
import { states } from "./service.ts";

const nothing = (): never => {
  throw new Error("these tests start nothing");
};
const plane: Plane = {
  start: nothing,
  probe: nothing,
  ask: nothing,
  listen: nothing,
  listening: nothing,
  stop: nothing,
};

export const roleArn = "arn:aws:iam::123456789012:role/machine";
export const functionArn = "arn:aws:lambda:us-east-1:123456789012:function:step";
export const machineArn = (name: string): string =>
  `arn:aws:states:us-east-1:123456789012:stateMachine:${name}`;
export const executionArn = (machine: string, name: string): string =>
  `arn:aws:states:us-east-1:123456789012:execution:${machine}:${name}`;

/**
 * Step Functions and Lambda in virtual time, with one function; the machine's role may do what `actions` says, and `guards`
 * stand before the services.
 */
export function given(
  handler: LambdaHandler = async () => ({}),
  actions: readonly string[] = ["*"],
  guards: readonly Guard[] = [],
) {
  const clock = virtualClock(Date.UTC(2026, 0, 1));
  const world = createWorld({ clock, seed: 3, plane });
  const functions = lambda(world);
  const service = states(world);
  const roles = createRoles(random(1));
  roles.createRole({ arn: roleArn, statements: [{ actions, resources: ["*"] }] });
  world.connect(gate([service, functions], [...guards, authorise([service, functions], roles)]));
  functions.install({
    functionName: "step",
    region: "us-east-1",
    roleArn,
    timeoutSeconds: 10,
    memoryMb: 128,
    environment: {},
    load: async () => handler,
  });
  const events: AwsEvent[] = [];
  world.events.subscribe((event) => events.push(event));
  const call = <Op extends OperationName<"states">>(
    operation: Op,
    input: Input<"states", Op>,
  ): Promise<Output<"states", Op>> =>
    clock.run(world.call("states", operation, input, { region: "us-east-1", principal: { kind: "person" } }));

  const create = async (name: string, states: object, more: object = {}) =>
    await call("CreateStateMachine", { name, roleArn, definition: definition(states, more) });
  /** Starts an execution and lets it run to its end. */
  const run = async (name: string, input = "{}") => {
    const { executionArn: arn } = await call("StartExecution", { stateMachineArn: machineArn(name), input });
    for (;;) {
      const execution = await call("DescribeExecution", { executionArn: arn });
      if (execution.status !== "RUNNING") return execution;
      await clock.run(clock.sleep(1000));
    }
  };
  return { clock, world, service, events, call, create, run };
}

export const definition = (states: object, more: object = {}): string =>
  JSON.stringify({ QueryLanguage: "JSONata", StartAt: Object.keys(states)[0], States: states, ...more });

export const pass = { A: { Type: "Pass", End: true } };
export const wait = (Seconds: number) => ({ A: { Type: "Wait", Seconds, End: true } });
export const task = (more: object) => ({ A: { Type: "Task", End: true, ...more } });
