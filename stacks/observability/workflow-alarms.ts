/// <reference path="../../.sst/platform/config.d.ts" />
import { countAlarm } from "../../infra/count-alarm";
import { pascalCase, type Scope } from "../../infra/scope";
import type { Told } from "./told";

export interface Watched {
  readonly workflows: readonly { readonly name: string }[];
  readonly functions: readonly { readonly name: string }[];
}

/** Of every workflow and function that the region has: its Lambda fails or is throttled, an execution does not come to its end. */
export function workflowAlarms(scope: Scope, told: Told, { workflows, functions }: Watched) {
  return [
    ...[...workflows, ...functions].flatMap(({ name }) => [
      lambdaAlarm(scope, told, name, "Errors"),
      lambdaAlarm(scope, told, name, "Throttles"),
    ]),
    ...workflows.flatMap(({ name }) => [
      executionAlarm(scope, told, name, "ExecutionsFailed"),
      executionAlarm(scope, told, name, "ExecutionsTimedOut"),
    ]),
  ];
}

const meanings = {
  Errors: {
    thing: "errors",
    says: "failed. A step's own error is caught by its machine: read the Lambda's log, the execution names the step.",
    // A step that is tried again counts too.
    threshold: 4,
  },
  Throttles: {
    thing: "throttles",
    says: "was throttled: the account's concurrency is used up. Raise the quota, or find what else runs.",
    threshold: 0,
  },
  ExecutionsFailed: {
    thing: "failed",
    says: "failed. Its history shows where it ended, its report what to do; redrive it once that is done.",
    threshold: 0,
  },
  ExecutionsTimedOut: {
    thing: "timed-out",
    says: "ran out of time. Whatever it had begun stands: read its journal before anything is started again.",
    threshold: 0,
  },
} as const;

function lambdaAlarm(scope: Scope, told: Told, name: string, metricName: "Errors" | "Throttles") {
  const { thing, says, threshold } = meanings[metricName];
  return countAlarm(scope, `${pascalCase(name)}${metricName}`, {
    thing: `${name}-${thing}`,
    description: `The Lambda of ${name} ${says}`,
    namespace: "AWS/Lambda",
    metricName,
    dimensions: { FunctionName: scope.names.deployed(name) },
    period: 300,
    threshold,
    topicArn: told.alarms,
  });
}

function executionAlarm(
  scope: Scope,
  told: Told,
  name: string,
  metricName: "ExecutionsFailed" | "ExecutionsTimedOut",
) {
  const { thing, says, threshold } = meanings[metricName];
  const { account, names, region } = scope;
  return countAlarm(scope, `${pascalCase(name)}${metricName}`, {
    thing: `${name}-${thing}`,
    description: `An execution of ${name} ${says}`,
    namespace: "AWS/States",
    metricName,
    dimensions: {
      StateMachineArn: $interpolate`arn:aws:states:${region.region}:${account}:stateMachine:${names.deployed(name)}`,
    },
    period: 60,
    threshold,
    topicArn: told.alarms,
  });
}
