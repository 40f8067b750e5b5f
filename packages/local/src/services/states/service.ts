import { Tokens } from "../../engine/tokens.ts";
import type { World } from "../../world/world.ts";
import { regional } from "../regional.ts";
import type { Input, Service } from "../service.ts";
import { Activities } from "./activities.ts";
import { Aliases, machineOf } from "./aliases.ts";
import { activityArn, machineArn } from "./arns.ts";
import { callbacks } from "./callbacks.ts";
import { validate } from "./definition.ts";
import { describeMachine, describeMachineForExecution } from "./describe-machine.ts";
import { Executions } from "./executions.ts";
import { integrations } from "./integrations/integrations.ts";
import { Machines } from "./machines.ts";
import { memory } from "./memory.ts";
import { tagging } from "./tags.ts";
import { versioning } from "./versioning.ts";

/** Step Functions: workflows in JSONata and JSONPath, run by the engine in each region. */
export function states(world: World): Service<"states"> {
  const started: Executions[] = [];
  const of = regional((region) => {
    const tokens = new Tokens();
    const machines = new Machines(world, region);
    const aliases = new Aliases(machines, () => new Date(world.clock.now()));
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
    const executions: Executions = new Executions(world, host, machines, aliases);
    started.push(executions);
    return {
      machines,
      aliases,
      executions,
      activities,
      tokens,
      tagging: tagging(machines),
      callbacks: callbacks(tokens),
    };
  });
  const machine = ({ stateMachineArn }: { stateMachineArn?: string | undefined }) => [stateMachineArn ?? "*"];
  const execution = (input: { executionArn?: string | undefined }) => [input.executionArn ?? "*"];
  const alias = ({ stateMachineAliasArn: arn = "*" }: { stateMachineAliasArn?: string | undefined }) => [
    machineOf(arn),
  ];
  const tagged = ({ resourceArn = "*" }: { resourceArn?: string | undefined }) => [resourceArn];
  const activity = ({ activityArn: arn }: { activityArn?: string | undefined }) => [arn ?? "*"];

  return {
    name: "states",
    memory: memory(of),
    operations: {
      CreateStateMachine: (input, { region }) => of(region).machines.create(input),
      UpdateStateMachine: (input, { region }) => of(region).machines.update(input),
      DeleteStateMachine: (input, { region }) => {
        of(region).aliases.deleteOf(input.stateMachineArn ?? "");
        return of(region).machines.delete(input);
      },
      ...versioning(world, of),
      TagResource: (input, { region }) => of(region).tagging.tag(input),
      UntagResource: (input, { region }) => of(region).tagging.untag(input),
      ListTagsForResource: (input, { region }) => of(region).tagging.list(input),
      DescribeStateMachine: (input, { region }) => described(of(region).machines, input),
      DescribeStateMachineForExecution: (input, { region }) =>
        describeMachineForExecution(
          of(region).executions.get(input.executionArn).machine,
          input.includedData,
        ),
      ListStateMachines: (input, { region }) => of(region).machines.list(input),
      ValidateStateMachineDefinition: (input) => validate(input),
      StartExecution: (input, { region }) => of(region).executions.start(input),
      StartSyncExecution: (input, { region }) => of(region).executions.startSync(input),
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
      StartSyncExecution: machine,
      PublishStateMachineVersion: machine,
      ListStateMachineVersions: machine,
      DeleteStateMachineVersion: ({ stateMachineVersionArn = "*" }) => [machineOf(stateMachineVersionArn)],
      CreateStateMachineAlias: ({ routingConfiguration = [] }) => [
        machineOf(routingConfiguration[0]?.stateMachineVersionArn),
      ],
      UpdateStateMachineAlias: alias,
      DescribeStateMachineAlias: alias,
      DeleteStateMachineAlias: alias,
      ListStateMachineAliases: machine,
      TagResource: tagged,
      UntagResource: tagged,
      ListTagsForResource: tagged,
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

/** By the ARN of a machine or of a version. */
function described(machines: Machines, input: Input<"states", "DescribeStateMachine">) {
  const { stateMachineArn: arn, includedData } = input;
  if (arn === undefined || machineOf(arn) === arn) return describeMachine(machines.get(arn), includedData);
  const version = machines.version(arn);
  return describeMachine(version.machine, includedData, version);
}
