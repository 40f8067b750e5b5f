import type { Machine, TaskState } from "./asl.ts";
import { startAndWait } from "./start-workflow.ts";
import type { Statement } from "./statement.ts";
import { statesOf } from "./workflow.ts";

/**
 * The policy of a machine's own role, from its Task states and nothing else; the machine names ARNs. Throws an Error for an
 * integration that it does not know, since a guess would grant too much or too little.
 */
export function machineStatements(machine: Machine): Statement[] {
  const functions = new Set<string>();
  const machines = new Set<string>();
  for (const { path, state } of statesOf(machine)) {
    if (state.Type !== "Task") continue;
    if (/^arn:aws:states:::lambda:invoke(\.waitForTaskToken)?$/.test(state.Resource))
      functions.add(argument(path, state, "FunctionName"));
    else if (state.Resource === startAndWait) machines.add(argument(path, state, "StateMachineArn"));
    else throw new Error(`state ${path}: it is not known which permissions ${state.Resource} needs`);
  }
  const invoked = [...functions].toSorted();
  return [
    ...(invoked.length > 0 ? [{ actions: ["lambda:InvokeFunction"], resources: invoked }] : []),
    ...nested([...machines].toSorted()),
  ];
}

/** AWS's policy for waiting for executions: https://docs.aws.amazon.com/step-functions/latest/dg/stepfunctions-iam.html */
function nested(machines: readonly string[]): Statement[] {
  if (machines.length === 0) return [];
  const rule = "rule/StepFunctionsGetEventsForStepFunctionsExecutionRule";
  const executions = machines.map((arn) => `${arn.replace(":stateMachine:", ":execution:")}:*`);
  const rules = machines.map((arn) => {
    const [, partition = "", , region = "", account = ""] = arn.split(":");
    return ["arn", partition, "events", region, account, rule].join(":");
  });
  return [
    { actions: ["states:StartExecution"], resources: machines },
    { actions: ["states:DescribeExecution", "states:StopExecution"], resources: executions },
    {
      actions: ["events:DescribeRule", "events:PutRule", "events:PutTargets"],
      resources: [...new Set(rules)],
    },
  ];
}

function argument(path: string, { Arguments }: TaskState<string>, name: string): string {
  const fields: Readonly<Record<string, unknown>> =
    typeof Arguments === "object" && Arguments !== null ? { ...Arguments } : {};
  const value = fields[name];
  if (typeof value !== "string" || value.startsWith("{%"))
    throw new Error(`state ${path}: a role can only name what the machine names, and ${name} is ${value}`);
  return value;
}
