/// <reference path="../.sst/platform/config.d.ts" />
import type { Trigger } from "@signalbox/core/workflow/triggers";
import { pascalCase, type Scope } from "./scope";
import { type Statement, serviceRole } from "./service-role";

/** What a trigger starts. */
export interface Started {
  readonly kind: "machine" | "function";
  readonly arn: $util.Input<string>;
  readonly keyArn: $util.Input<string>;
  readonly deadLettersArn: $util.Input<string>;
}

/** Whether something other than a person starts it, so that a start can get lost. */
export const startsItself = (all: readonly Trigger[]): boolean => all.some(({ kind }) => kind !== "person");

/** A push of an hour ago is nobody's wish any more. */
const retries = { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 20 };

/**
 * The rules and schedules that start a workflow or call a function, with one role for the rules and one for the schedules
 * that may do just that. A person needs nothing: they call StartExecution or Invoke themselves.
 */
export function triggers(scope: Scope, name: string, all: readonly Trigger[], started: Started): void {
  const events = all.filter((trigger) => trigger.kind === "event");
  const schedules = all.filter((trigger) => trigger.kind === "schedule");
  if (events.length > 0) {
    // A rule calls a function by the function's own policy, and everything else by a role.
    const role =
      started.kind === "machine"
        ? serviceRole(scope, `${name}-events`, "events.amazonaws.com", start(started))
        : undefined;
    for (const trigger of events) eventRule(scope, name, trigger, started, role);
  }
  if (schedules.length > 0) {
    const role = serviceRole(scope, `${name}-schedules`, "scheduler.amazonaws.com", [
      ...start(started),
      // Scheduler puts letters in by this role.
      { Action: ["sqs:SendMessage"], Resource: [started.deadLettersArn] },
      ...(started.kind === "function" ? [useKey(started.keyArn)] : []),
    ]);
    for (const trigger of schedules) schedule(scope, name, trigger, started, role);
  }
}

const useKey = (keyArn: $util.Input<string>): Statement => ({
  Action: ["kms:Decrypt", "kms:GenerateDataKey"],
  Resource: [keyArn],
});

const start = ({ kind, arn, keyArn }: Started): Statement[] =>
  kind === "machine"
    ? // The input is encrypted with the machine's key before it is kept.
      [{ Action: ["states:StartExecution"], Resource: [arn] }, useKey(keyArn)]
    : [{ Action: ["lambda:InvokeFunction"], Resource: [arn] }];

function eventRule(
  scope: Scope,
  name: string,
  trigger: Extract<Trigger, { kind: "event" }>,
  { kind, arn, deadLettersArn }: Started,
  role: aws.iam.Role | undefined,
): void {
  const thing = `${name}-${trigger.name}`;
  const rule = new aws.cloudwatch.EventRule(
    scope.id(`${pascalCase(thing)}Rule`),
    { name: scope.names.eventRule(thing), eventPattern: JSON.stringify(trigger.pattern) },
    scope.options(),
  );
  const { transformer } = trigger;
  new aws.cloudwatch.EventTarget(
    scope.id(`${pascalCase(thing)}Target`),
    {
      rule: rule.name,
      targetId: scope.names.eventRule(name),
      arn,
      ...(role && { roleArn: role.arn }),
      ...(transformer && {
        inputTransformer: { inputPaths: { ...transformer.paths }, inputTemplate: transformer.template },
      }),
      retryPolicy: retries,
      deadLetterConfig: { arn: deadLettersArn },
    },
    scope.options(),
  );
  if (kind === "function")
    new aws.lambda.Permission(
      scope.id(`${pascalCase(thing)}Permission`),
      {
        function: arn,
        action: "lambda:InvokeFunction",
        principal: "events.amazonaws.com",
        sourceArn: rule.arn,
      },
      scope.options(),
    );
}

function schedule(
  scope: Scope,
  name: string,
  trigger: Extract<Trigger, { kind: "schedule" }>,
  { arn, deadLettersArn }: Started,
  role: aws.iam.Role,
): void {
  const thing = `${name}-${trigger.name}`;
  new aws.scheduler.Schedule(
    scope.id(`${pascalCase(thing)}Schedule`),
    {
      name: scope.names.schedule(thing),
      scheduleExpression: trigger.expression,
      scheduleExpressionTimezone: "UTC",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn,
        roleArn: role.arn,
        input: JSON.stringify(trigger.input),
        retryPolicy: retries,
        deadLetterConfig: { arn: deadLettersArn },
      },
    },
    scope.options(),
  );
}
