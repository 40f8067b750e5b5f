import { Tokens } from "../../engine/tokens.ts";
import type { World } from "../../world/world.ts";
import { regional } from "../regional.ts";
import type { Service } from "../service.ts";
import { Activities } from "./activities.ts";
import { activityArn, machineArn } from "./arns.ts";
import { callbacks } from "./callbacks.ts";
import { validate } from "./definition.ts";
import { describeMachine, describeMachineForExecution } from "./describe-machine.ts";
import { Executions } from "./executions.ts";
import { integrations } from "./integrations/integrations.ts";
import { Machines } from "./machines.ts";
import { memory } from "./memory.ts";

/** Step Functions: Standard workflows in JSONata, run by the engine in each region. */
export function states(world: World): Service<"states"> {
  const started: Executions[] = [];
  const of = regional((region) => {
    const tokens = new Tokens();
    const machines = new Machines(world, region);
    const random = world.random.fork(`states/${region}`);
    const activities = new Activities(world.clock, region, world.account);
    const ended = (arn: string) => executions.get(arn).execution.ended;
    const host = {
      clock: world.clock,
      random,
      region,
      tokens,
      integrations: integrations(world, region, random, activities, ended),
    };
    const executions: Executions = new Executions(world, host, machines);
    started.push(executions);
    return { machines, executions, activities, tokens, callbacks: callbacks(tokens) };
  });
  const machine = ({ stateMachineArn }: { stateMachineArn?: string | undefined }) => [stateMachineArn ?? "*"];
  const execution = (input: { executionArn?: string | undefined }) => [input.executionArn ?? "*"];
  const activity = ({ activityArn: arn }: { activityArn?: string | undefined }) => [arn ?? "*"];

  return {
    name: "states",
    memory: memory(of),
    operations: {
      CreateStateMachine: (input, { region }) => of(region).machines.create(input),
      UpdateStateMachine: (input, { region }) => of(region).machines.update(input),
      DeleteStateMachine: (input, { region }) => of(region).machines.delete(input),
      DescribeStateMachine: (input, { region }) =>
        describeMachine(of(region).machines.get(input.stateMachineArn), input.includedData),
      DescribeStateMachineForExecution: (input, { region }) =>
        describeMachineForExecution(
          of(region).executions.get(input.executionArn).machine,
          input.includedData,
        ),
      ListStateMachines: (input, { region }) => of(region).machines.list(input),
      ValidateStateMachineDefinition: (input) => validate(input),
      StartExecution: (input, { region }) => of(region).executions.start(input),
      StopExecution: (input, { region }) => of(region).executions.stop(input),
      RedriveExecution: (input, { region }) => of(region).executions.redrive(input),
      DescribeExecution: (input, { region }) => of(region).executions.describe(input),
      ListExecutions: (input, { region }) => of(region).executions.list(input),
      GetExecutionHistory: (input, { region }) => of(region).executions.history(input),
      CreateActivity: (input, { region }) => of(region).activities.create(input),
      DeleteActivity: (input, { region }) => of(region).activities.delete(input),
      DescribeActivity: (input, { region }) => of(region).activities.describe(input),
      ListActivities: (input, { region }) => of(region).activities.list(input),
      GetActivityTask: (input, { region }) => of(region).activities.getTask(input),
      SendTaskSuccess: (input, { region }) => of(region).callbacks.success(input),
      SendTaskFailure: (input, { region }) => of(region).callbacks.failure(input),
      SendTaskHeartbeat: (input, { region }) => of(region).callbacks.heartbeat(input),
    },
    resources: {
      CreateStateMachine: ({ name }, { region }) => [machineArn(region, world.account, name ?? "*")],
      UpdateStateMachine: machine,
      DeleteStateMachine: machine,
      DescribeStateMachine: machine,
      DescribeStateMachineForExecution: execution,
      StartExecution: machine,
      StopExecution: execution,
      RedriveExecution: execution,
      DescribeExecution: execution,
      ListExecutions: machine,
      GetExecutionHistory: execution,
      CreateActivity: ({ name }, { region }) => [activityArn(region, world.account, name ?? "*")],
      DeleteActivity: activity,
      DescribeActivity: activity,
      GetActivityTask: activity,
      // The others take no resource in IAM: SendTask…, ListActivities, ListStateMachines, ValidateStateMachineDefinition.
    },
    passes: {
      CreateStateMachine: ({ roleArn }) => (roleArn === undefined ? [] : [roleArn]),
      UpdateStateMachine: ({ roleArn }) => (roleArn === undefined ? [] : [roleArn]),
    },
    stop: async () => {
      for (const executions of started) executions.halt();
    },
  };
}
