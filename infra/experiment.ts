/// <reference path="../.sst/platform/config.d.ts" />
import { pascalCase, type Scope } from "./scope";
import { type Statement, serviceRole } from "./service-role";

type Text = $util.Input<string>;

/** Something to break, and how. */
export interface Fault {
  /** Letters and hyphens; unique in the experiment. */
  readonly name: string;
  /** Of AWS's list, https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html */
  readonly action: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** What the action calls its target: `Tasks`, `Subnets`, `Buckets`. */
  readonly on: string;
  readonly target: string;
}

export interface ExperimentArgs {
  /** kebab-case; names the template and its role. */
  readonly thing: string;
  readonly description: string;
  readonly targets: aws.types.input.fis.ExperimentTemplateTarget[];
  readonly faults: readonly Fault[];
  /** What the faults need, and no more. */
  readonly statements: readonly Statement[];
  /** Ends the experiment, and undoes it, when it goes off. */
  readonly stopAlarmArn: Text;
  readonly logGroupArn: Text;
}

/** A template of AWS Fault Injection Service. It does nothing, and costs nothing, until somebody starts it. */
export function experiment(scope: Scope, args: ExperimentArgs) {
  const role = serviceRole(scope, `chaos-${args.thing}`, "fis.amazonaws.com", [
    ...args.statements,
    {
      // To log to CloudWatch; none of them takes a resource in IAM,
      // https://docs.aws.amazon.com/fis/latest/userguide/monitoring-logging.html
      Action: [
        "logs:CreateLogDelivery",
        "logs:DescribeLogGroups",
        "logs:DescribeResourcePolicies",
        "logs:PutResourcePolicy",
      ],
      Resource: ["*"],
    },
  ]);
  return new aws.fis.ExperimentTemplate(
    scope.id(`Chaos${pascalCase(args.thing)}`),
    {
      description: args.description,
      roleArn: role.arn,
      targets: args.targets,
      actions: args.faults.map(({ name, action, parameters, on, target }) => ({
        name,
        actionId: action,
        parameters: Object.entries(parameters).map(([key, value]) => ({ key, value })),
        target: { key: on, value: target },
      })),
      stopConditions: [{ source: "aws:cloudwatch:alarm", value: args.stopAlarmArn }],
      experimentOptions: { accountTargeting: "single-account", emptyTargetResolutionMode: "fail" },
      logConfiguration: {
        logSchemaVersion: 2,
        cloudwatchLogsConfiguration: { logGroupArn: $interpolate`${args.logGroupArn}:*` },
      },
      tags: { Name: `${scope.names.prefix}-${args.thing}` },
    },
    scope.options(),
  );
}
