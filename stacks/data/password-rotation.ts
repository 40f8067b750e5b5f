/// <reference path="../../.sst/platform/config.d.ts" />
import { rotation } from "@signalbox/core/platform/names";
import { lambdaFunction, rdsAuthorities } from "../../infra/lambda-function";
import type { Scope } from "../../infra/scope";
import { through } from "../../infra/service-role";
import type { Identity, Network } from "../layers";

export interface PasswordRotationArgs {
  readonly network: Network;
  readonly identity: Identity;
  /** The cluster's own, past the proxy. */
  readonly host: $util.Input<string>;
  /** ARN of the parameter that says where tasks connect to: since a restore, that is another cluster. */
  readonly connectionArn: $util.Input<string>;
  readonly databaseName: string;
  /** Whether the database is written here, and the secret is no replica: the rest waits for a failover. */
  readonly writable: boolean;
  readonly dependsOn: $util.Resource[];
}

/**
 * Lets two users of the database take turns. The Lambda stands in every region; Secrets Manager calls it in the primary,
 * for the first time when it is deployed, which is what makes the users. After a failover somebody promotes the replicas of
 * the secrets and starts the rotation there: docs/identity.md.
 */
export function passwordRotation(scope: Scope, args: PasswordRotationArgs) {
  const { identity, network } = args;
  const { database, databaseAdmin, databaseUsers } = identity.secrets;
  const rotate = lambdaFunction(scope, rotation, {
    description: "One step of a rotation of the database's password, for Secrets Manager",
    handler: "packages/functions/src/rotation/handler.handler",
    keyArn: identity.keyArn,
    vpc: { subnetIds: network.privateSubnetIds, groupId: network.groups.lambdas },
    environment: {
      ADMIN_SECRET: databaseAdmin,
      USER_SECRETS: $util.all([...databaseUsers]).apply((arns) => arns.join(",")),
      DATABASE_HOST: args.host,
      CONNECTION: scope.names.connection("database-host"),
      RESTORED_CLUSTERS: scope.names.restoredClusters,
      DATABASE_NAME: args.databaseName,
      ...rdsAuthorities,
    },
    statements: [
      {
        Action: ["secretsmanager:DescribeSecret", "secretsmanager:UpdateSecretVersionStage"],
        Resource: [database],
      },
      { Action: ["secretsmanager:GetSecretValue"], Resource: [database, databaseAdmin] },
      { Action: ["ssm:GetParameter"], Resource: [args.connectionArn] },
      { Action: ["secretsmanager:PutSecretValue"], Resource: [database, ...databaseUsers] },
      {
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: [identity.keyArn],
        Condition: through(scope, "secretsmanager"),
      },
      // Traces are no resources.
      { Action: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], Resource: ["*"] },
    ],
  });
  const permission = new aws.lambda.Permission(
    scope.id("RotatePasswordPermission"),
    {
      function: rotate.name,
      action: "lambda:InvokeFunction",
      principal: "secretsmanager.amazonaws.com",
      sourceAccount: scope.account,
      sourceArn: database,
    },
    scope.options(),
  );
  if (!args.writable) return;
  new aws.secretsmanager.SecretRotation(
    scope.id("DatabasePasswordRotation"),
    {
      secretId: database,
      rotationLambdaArn: rotate.arn,
      rotateImmediately: true,
      rotationRules: { automaticallyAfterDays: scope.config.identity.rotationDays },
    },
    scope.options({ dependsOn: [permission, ...args.dependsOn] }),
  );
}
