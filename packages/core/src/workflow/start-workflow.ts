import type { Assignments, Catcher, Expr, Jsonata, Onward, Retrier, TaskState, Template } from "./asl.ts";
import { patience } from "./patience.ts";

/** Stands in a machine for the ARN of another workflow's machine in the same region; `bindMachine` puts the ARN in. */
const machinePlaceholder = (workflow: string): string => `\${StateMachine:${workflow}}`;

/** The resource of a Task that starts an execution and waits for its end. */
export const startAndWait = "arn:aws:states:::states:startExecution.sync:2";

export type StartOptions<Names extends string> = Onward<Names> & {
  /** Name of the execution: a repeated start of the same name and input is the same execution. */
  readonly name: Jsonata;
  readonly with: Expr<object>;
  readonly TimeoutSeconds: TaskState<Names>["TimeoutSeconds"];
  readonly Assign?: Assignments;
  readonly Catch: readonly Catcher<Names>[];
};

/**
 * Faults of the start alone, after which the same start is tried again. `States.TaskFailed` is not among them: it says that
 * the execution itself has failed.
 */
const outage: Retrier = {
  ...patience,
  ErrorEquals: ["StepFunctions.AWSStepFunctionsException", "StepFunctions.SdkClientException"],
};

/**
 * A Task that starts a workflow of the registry and waits for its end; its answer is `$states.result.Output`. It is stopped
 * when the execution that started it is stopped. AWS's console shows the two together by the input's first field:
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-nested-workflows.html#nested-execution-startid
 */
export function startWorkflow<const Names extends string>(
  workflow: string,
  options: StartOptions<Names>,
): TaskState<Names> {
  const { name, with: input, ...rest } = options;
  return {
    Type: "Task",
    Resource: startAndWait,
    Arguments: {
      StateMachineArn: machinePlaceholder(workflow),
      Name: name,
      Input: startedBy(input),
    },
    Output: "{% $states.result.Output %}",
    ...rest,
    Retry: [outage],
  };
}

const startedByField = "AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID";
const self = "$states.context.Execution.Id";

/** An expression for all of it leaves out what is undefined, as JSONata does; one for a field may not be undefined. */
const startedBy = (input: Expr<object>): Template =>
  typeof input === "string"
    ? `{% $merge([{'${startedByField}': ${self}}, ${input.slice(2, -2)}]) %}`
    : { [startedByField]: `{% ${self} %}`, ...(input as { readonly [field: string]: Template }) };
