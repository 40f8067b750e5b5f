/// <reference path="../.sst/platform/config.d.ts" />
import { logGroup } from "./log-group";
import { pascalCase, type Scope } from "./scope";
import { type Statement, serviceRole } from "./service-role";

export interface StateMachineArgs {
  /** Amazon States Language, as JSON text. */
  readonly definition: $util.Input<string>;
  /** What its Task states call. */
  readonly statements: $util.Input<readonly Statement[]>;
  readonly keyArn: $util.Input<string>;
}

/**
 * A Standard state machine, logged, traced and encrypted with our key. Not SST's component: that has no loops, writes
 * `Timeout` for `TimeoutSeconds` (sst#6747) and may start any execution.
 */
export function stateMachine(
  scope: Scope,
  name: string,
  { definition, statements, keyArn }: StateMachineArgs,
) {
  const logs = logGroup(scope, `${pascalCase(name)}MachineLogs`, {
    name: scope.names.workflowLogs(name, "machine"),
    keyArn,
  });
  const own: Statement[] = [
    {
      // https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html: log deliveries take no resource.
      Action: [
        "logs:CreateLogDelivery",
        "logs:DeleteLogDelivery",
        "logs:DescribeLogGroups",
        "logs:DescribeResourcePolicies",
        "logs:GetLogDelivery",
        "logs:ListLogDeliveries",
        "logs:PutResourcePolicy",
        "logs:UpdateLogDelivery",
        // https://docs.aws.amazon.com/step-functions/latest/dg/xray-iam.html: nor do X-Ray's.
        "xray:GetSamplingRules",
        "xray:GetSamplingTargets",
        "xray:PutTelemetryRecords",
        "xray:PutTraceSegments",
      ],
      Resource: ["*"],
    },
    { Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: [keyArn] },
  ];
  const role = serviceRole(
    scope,
    `${name}-machine`,
    "states.amazonaws.com",
    $util.output(statements).apply((calls) => [...calls, ...own]),
  );
  return new aws.sfn.StateMachine(
    scope.id(`${pascalCase(name)}Machine`),
    {
      name: scope.names.deployed(name),
      type: "STANDARD",
      roleArn: role.arn,
      definition,
      loggingConfiguration: {
        level: scope.config.permanent ? "ERROR" : "ALL",
        includeExecutionData: true,
        logDestination: $interpolate`${logs.arn}:*`,
      },
      tracingConfiguration: { enabled: true },
      encryptionConfiguration: {
        type: "CUSTOMER_MANAGED_KMS_KEY",
        kmsKeyId: keyArn,
        kmsDataKeyReusePeriodSeconds: 300,
      },
    },
    scope.options(),
  );
}
