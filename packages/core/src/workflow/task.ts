import type { z } from "zod";
import type { Assignments, Catcher, Expr, Jsonata, Onward, Retrier, TaskState, Template } from "./asl.ts";
import { watchfulPatience } from "./patience.ts";
import type { StepData } from "./step.ts";

/** Stands in a machine for the ARN of its workflow's Lambda; infra and the local cloud put the ARN in. */
export const handlerPlaceholder = "${Handler}";

/** What a state says about the step it runs: typed by the step, so that a wrong payload key does not compile. */
export type TaskOptions<S extends Pick<StepData, "input">, Names extends string> = Onward<Names> & {
  readonly with: Expr<z.input<S["input"]>>;
  readonly TimeoutSeconds: TaskState<Names>["TimeoutSeconds"];
  readonly Comment?: string;
  /** What the state puts out; by default what the step answered. */
  readonly Output?: Template;
  readonly Assign?: Assignments;
  /** In a Map, which item it is: two of them may enter the state in the same millisecond. */
  readonly item?: Jsonata;
  /** `timeoutSeconds` of a workflow that says one. */
  readonly lambdaSeconds?: number;
  /** Tried before those for outages and for steps that were cut off, which every step has. */
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher<Names>[];
};

/**
 * Faults of the services that a step calls, of Lambda and of the network between, which pass by themselves. Lambda's are AWS's
 * own advice: https://docs.aws.amazon.com/step-functions/latest/dg/sfn-best-practices.html#bp-lambda-serviceexception
 */
const outage = watchfulPatience(
  "Aws.Unavailable",
  "Lambda.ClientExecutionTimeoutException",
  "Lambda.ServiceException",
  "Lambda.AWSLambdaException",
  "Lambda.SdkClientException",
  "Lambda.TooManyRequestsException",
  "Platform.Transient",
);

/** Lambda's names for a process that ended under its step: nothing of it runs any more. */
export const cutOffErrors = ["Lambda.Unknown", "Sandbox.Timedout", "Runtime.ExitError"] as const;

/** Steps may be cut off anywhere and run again, but one that always is will be again. */
const cutOff: Retrier = {
  ErrorEquals: cutOffErrors,
  IntervalSeconds: 1,
  BackoffRate: 2,
  MaxAttempts: 6,
  MaxDelaySeconds: 20,
  JitterStrategy: "FULL",
};

/** Of a workflow's Lambda, unless it says more. */
const usualSeconds = 60;

/**
 * Powertools' name for: an earlier attempt of this visit still runs, or was cut off and its time is not over yet. Its record
 * holds until the Lambda's deadline: thirty times a twelfth of its time outlast two of those. It stands before a state's own
 * retriers, or one for all errors would spend its attempts on waiting.
 */
const inProgress = (lambdaSeconds = usualSeconds): Retrier => ({
  ErrorEquals: ["IdempotencyAlreadyInProgressError"],
  IntervalSeconds: lambdaSeconds / 12,
  BackoffRate: 1,
  MaxAttempts: 30,
});

/** One visit of a state, which keys idempotency: the same over retries, another each time the state is entered. */
const visit = {
  execution: "{% $states.context.Execution.Id %}",
  state: "{% $states.context.State.Name %}",
  entered: "{% $states.context.State.EnteredTime %}",
} as const;

/** A Task that runs a step and puts out its answer (`$states.result.Payload` in Assign). */
export function task<S extends Pick<StepData, "name" | "input">, const Names extends string>(
  step: S,
  options: TaskOptions<S, Names>,
): TaskState<Names> {
  const { with: input, Retry = [], lambdaSeconds, item, ...rest } = options;
  return {
    Type: "Task",
    Resource: "arn:aws:states:::lambda:invoke",
    Arguments: {
      FunctionName: handlerPlaceholder,
      Payload: { step: step.name, ...visit, ...(item && { item }), input: input as Template },
    },
    Output: "{% $states.result.Payload %}",
    ...rest,
    Retry: [inProgress(lambdaSeconds), ...Retry, outage, cutOff],
  };
}

/**
 * A Task that hands a token to a step and waits until somebody answers it. The step stores the token first and then
 * looks once more at what it waits for. TimeoutSeconds is the deadline; `States.Timeout` in Catch says what expiry does.
 */
export function taskWithToken<S extends Pick<StepData, "name" | "input">, const Names extends string>(
  step: S,
  options: TaskOptions<S, Names> & { readonly Catch: readonly Catcher<Names>[] },
): TaskState<Names> {
  const { with: input, Retry = [], lambdaSeconds, ...rest } = options;
  return {
    Type: "Task",
    Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
    Arguments: {
      FunctionName: handlerPlaceholder,
      Payload: {
        step: step.name,
        ...visit,
        token: "{% $states.context.Task.Token %}",
        input: input as Template,
      },
    },
    ...rest,
    Retry: [inProgress(lambdaSeconds), ...Retry, outage, cutOff],
  };
}

/** The name of the step that a Task state runs, or undefined where the state calls AWS itself. */
export function stepNameOf(state: { readonly Arguments?: Template }): string | undefined {
  const { Arguments: args } = state;
  if (!isRecord(args) || !isRecord(args.Payload)) return undefined;
  const { step } = args.Payload;
  return typeof step === "string" ? step : undefined;
}

function isRecord(value: Template | undefined): value is { readonly [key: string]: Template } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
