import type { Data } from "./data.ts";

/** How a task says what it means to wait for. */
export type Pattern = "request" | "sync" | "sync:2" | "waitForTaskToken";

/** A Task's Resource, taken apart. */
export type Resource =
  /** A Lambda function's own ARN, the old form; recorded as LambdaFunction… events. */
  | { readonly kind: "function"; readonly arn: string }
  /** Workers ask for its tasks and answer by token. */
  | { readonly kind: "activity"; readonly arn: string }
  /** `arn:aws:states:::lambda:invoke`; type "lambda", action "invoke". An aws-sdk's type is "aws-sdk:ecs". */
  | {
      readonly kind: "service";
      readonly type: string;
      readonly action: string;
      readonly pattern: Pattern;
    };

/** One attempt of a task. */
export interface TaskRequest {
  readonly resource: Resource;
  readonly arguments: Data;
  /** ARN of the role to call as. */
  readonly role: string;
  readonly execution: string;
  readonly state: string;
  /** Where the task may be answered by token. */
  readonly token?: string;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** The services that tasks call. Failures are thrown as StatesError, named as AWS names them. */
export interface Integrations {
  /**
   * Makes the call and returns its result (a job's acknowledgement where the pattern is .sync). An activity's task waits here
   * for a worker; the answer is the worker's name, or null.
   */
  call(request: TaskRequest): Promise<Data>;
  /** Waits for the end of the job that `submitted` acknowledges and returns its result; only for .sync and .sync:2. */
  completion(request: TaskRequest, submitted: Data): Promise<Data>;
  /** Why a task of this resource cannot even be scheduled, such as an activity that was deleted. */
  refuse?(resource: Resource): string | undefined;
}

/** The prefix of optimised and aws-sdk integrations, in whatever partition. */
const service =
  /^arn:aws[a-z-]*:states:::([a-z0-9-]+(?::[a-z0-9]+)?):([A-Za-z0-9]+)(?:\.(sync|sync:2|waitForTaskToken))?$/;
const lambdaFunction = /^arn:aws[a-z-]*:lambda:[^:]*:[^:]*:function:[^:]+(:[^:]+)?$/;

const activity = /^arn:aws[a-z-]*:states:[^:]+:\d{12}:activity:[^:]+$/;

/** Undefined where a Resource is none that Step Functions knows. */
export function parseResource(text: string): Resource | undefined {
  if (lambdaFunction.test(text)) return { kind: "function", arn: text };
  if (activity.test(text)) return { kind: "activity", arn: text };
  const match = service.exec(text);
  const [, type, action, pattern] = match ?? [];
  if (!type || !action) return undefined;
  return { kind: "service", type, action, pattern: isPattern(pattern) ? pattern : "request" };
}

const isPattern = (text: string | undefined): text is Pattern =>
  text === "sync" || text === "sync:2" || text === "waitForTaskToken";

/** The resource's name in task events: `startExecution.sync:2`. */
export const actionName = (resource: { readonly action: string; readonly pattern: Pattern }): string =>
  resource.pattern === "request" ? resource.action : `${resource.action}.${resource.pattern}`;

/** Whether a task has a token: also a job that is waited for may be ended by it (recorded: test_sync_with_task_token). */
export const answersByToken = (resource: Resource): boolean =>
  resource.kind === "activity" || (resource.kind === "service" && resource.pattern !== "request");
