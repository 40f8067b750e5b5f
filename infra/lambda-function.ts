/// <reference path="../.sst/platform/config.d.ts" />
import { logGroup } from "./log-group";
import { pascalCase, type Scope } from "./scope";
import { roleArgs, type Statement } from "./service-role";

export interface LambdaFunctionArgs {
  readonly description: string;
  /** `path/to/file.export`, from the root. */
  readonly handler: string;
  readonly environment: $util.Input<Record<string, $util.Input<string>>>;
  readonly statements: $util.Input<readonly Statement[]>;
  readonly keyArn: $util.Input<string>;
  /** A minute unless said. */
  readonly timeoutSeconds?: number;
  /** Takes what an asynchronous call did not get through; absent where nobody calls so. */
  readonly deadLettersArn?: $util.Input<string>;
  /** Where it reaches the database or the cache; its own network, on which it needs no rights, is enough for all else. */
  readonly vpc?: { readonly subnetIds: $util.Input<string>[]; readonly groupId: $util.Input<string> };
}

/** RDS's authorities are among those that Lambda brings and Node does not read by itself. */
export const rdsAuthorities = { NODE_EXTRA_CA_CERTS: "/var/runtime/ca-cert.pem" } as const;

/**
 * A Lambda bundled by SST, with a log and a role of its own: what `statements` allow, and to write to its log and to its
 * dead letters. SST's role would write to any log of the account.
 */
export function lambdaFunction(scope: Scope, name: string, { deadLettersArn, ...args }: LambdaFunctionArgs) {
  const logs = logGroup(scope, `${pascalCase(name)}LambdaLogs`, {
    name: scope.names.workflowLogs(name, "lambda"),
    keyArn: args.keyArn,
  });
  const own: Statement[] = [
    { Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: [$interpolate`${logs.arn}:*`] },
    ...(deadLettersArn === undefined ? [] : [{ Action: ["sqs:SendMessage"], Resource: [deadLettersArn] }]),
    ...(args.vpc ? [inVpc] : []),
  ];
  const role = roleArgs(
    scope,
    name,
    "lambda.amazonaws.com",
    $util.all([own, args.statements]).apply(([first, more]) => [...first, ...more]),
  );
  const made = new sst.aws.Function(
    scope.id(pascalCase(name)),
    {
      name: scope.names.deployed(name),
      description: args.description,
      handler: args.handler,
      runtime: "nodejs24.x",
      architecture: "arm64",
      timeout: `${args.timeoutSeconds ?? 60} seconds`,
      memory: "512 MB",
      environment: args.environment,
      logging: { logGroup: logs.name, format: "json" },
      ...(args.vpc && { vpc: { privateSubnets: args.vpc.subnetIds, securityGroups: [args.vpc.groupId] } }),
      // What runs on AWS is what was deployed, in `sst dev` too.
      dev: false,
      transform: {
        role: (given) => {
          Object.assign(given, role, { managedPolicyArns: [] });
        },
        function: (fn) => {
          fn.tracingConfig = { mode: "Active" };
        },
      },
    },
    scope.options(),
  );
  if (deadLettersArn !== undefined)
    new aws.lambda.FunctionEventInvokeConfig(
      scope.id(`${pascalCase(name)}Invoked`),
      {
        functionName: made.name,
        maximumEventAgeInSeconds: 3600,
        maximumRetryAttempts: 2,
        destinationConfig: { onFailure: { destination: deadLettersArn } },
      },
      scope.options(),
    );
  return { arn: made.arn, name: made.name };
}

/** What a Lambda in a VPC needs, and AWS lets nobody confine: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html */
const inVpc: Statement = {
  Action: [
    "ec2:AssignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:UnassignPrivateIpAddresses",
  ],
  Resource: ["*"],
};
