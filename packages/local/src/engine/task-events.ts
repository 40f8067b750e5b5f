import type { HistoryEventType } from "@aws-sdk/client-sfn";
import type { Data } from "./data.ts";
import type { Limits } from "./deadline.ts";
import type { StatesError } from "./error.ts";
import type { Details } from "./history.ts";
import type { Resource } from "./integration.ts";
import { actionName } from "./integration.ts";
import { record } from "./record.ts";
import type { Visit } from "./visit.ts";

/** Records what happens to one kind of task; each method adds an event at the end of the visit's line. */
export interface TaskEvents {
  scheduled(visit: Visit, args: Data, limits: Limits, credentials: string | undefined): void;
  started(visit: Visit): void;
  submitted(visit: Visit, output: Data): void;
  succeeded(visit: Visit, output: Data): void;
  failed(visit: Visit, error: StatesError): void;
  /** What DataLimitExceeded calls the task. */
  readonly subject: string;
}

const whole = { truncated: false } as const;

export function taskEvents(resource: Resource): TaskEvents {
  if (resource.kind === "function") return functionEvents(resource.arn);
  return resource.kind === "activity" ? activityEvents(resource.arn) : serviceEvents(resource);
}

function serviceEvents(resource: Extract<Resource, { kind: "service" }>): TaskEvents {
  const base = { resourceType: resource.type, resource: actionName(resource) };
  return {
    subject: resource.type,
    scheduled: (visit, args, limits, credentials) =>
      add(visit, "TaskScheduled", {
        taskScheduledEventDetails: {
          ...base,
          region: visit.thread.run.region,
          parameters: args.text,
          ...common(limits, credentials),
        },
      }),
    started: (visit) => add(visit, "TaskStarted", { taskStartedEventDetails: base }),
    submitted: (visit, output) =>
      add(visit, "TaskSubmitted", {
        taskSubmittedEventDetails: { ...base, output: output.text, outputDetails: whole },
      }),
    succeeded: (visit, output) =>
      add(visit, "TaskSucceeded", {
        taskSucceededEventDetails: { ...base, output: output.text, outputDetails: whole },
      }),
    failed: (visit, error) =>
      error.error === "States.Timeout"
        ? add(visit, "TaskTimedOut", { taskTimedOutEventDetails: { ...base, ...described(error) } })
        : add(visit, "TaskFailed", { taskFailedEventDetails: { ...base, ...described(error) } }),
  };
}

function functionEvents(arn: string): TaskEvents {
  return {
    subject: arn,
    scheduled: (visit, args, limits, credentials) =>
      add(visit, "LambdaFunctionScheduled", {
        lambdaFunctionScheduledEventDetails: {
          resource: arn,
          input: args.text,
          inputDetails: whole,
          ...common(limits, credentials),
        },
      }),
    started: (visit) => add(visit, "LambdaFunctionStarted"),
    submitted: () => undefined,
    succeeded: (visit, output) =>
      add(visit, "LambdaFunctionSucceeded", {
        lambdaFunctionSucceededEventDetails: { output: output.text, outputDetails: whole },
      }),
    failed: (visit, error) =>
      error.error === "States.Timeout"
        ? add(visit, "LambdaFunctionTimedOut", { lambdaFunctionTimedOutEventDetails: described(error) })
        : add(visit, "LambdaFunctionFailed", { lambdaFunctionFailedEventDetails: described(error) }),
  };
}

/** An activity's task starts when a worker takes it; the worker's name is what its submission says. */
function activityEvents(arn: string): TaskEvents {
  return {
    subject: arn,
    scheduled: (visit, args, limits) =>
      add(visit, "ActivityScheduled", {
        activityScheduledEventDetails: {
          resource: arn,
          input: args.text,
          inputDetails: whole,
          ...common(limits, undefined),
        },
      }),
    started: () => undefined,
    submitted: (visit, { value }) =>
      add(visit, "ActivityStarted", {
        activityStartedEventDetails: { ...(typeof value === "string" && { workerName: value }) },
      }),
    succeeded: (visit, output) =>
      add(visit, "ActivitySucceeded", {
        activitySucceededEventDetails: { output: output.text, outputDetails: whole },
      }),
    failed: (visit, error) =>
      error.error === "States.Timeout"
        ? add(visit, "ActivityTimedOut", { activityTimedOutEventDetails: described(error) })
        : add(visit, "ActivityFailed", { activityFailedEventDetails: described(error) }),
  };
}

function add(visit: Visit, type: HistoryEventType, details?: Details): void {
  const { frame } = visit.thread;
  frame.previous = record(visit.thread, type, frame.previous, details);
}

function common(limits: Limits, credentials: string | undefined) {
  return {
    ...(limits.timeoutSeconds !== undefined && { timeoutInSeconds: limits.timeoutSeconds }),
    ...(limits.heartbeatSeconds !== undefined && { heartbeatInSeconds: limits.heartbeatSeconds }),
    ...(credentials !== undefined && { taskCredentials: { roleArn: credentials } }),
  };
}

export function described({ error, reason }: StatesError): { error?: string; cause?: string } {
  return { ...(error !== undefined && { error }), ...(reason !== undefined && { cause: reason }) };
}
