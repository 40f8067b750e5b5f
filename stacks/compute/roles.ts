/// <reference path="../../.sst/platform/config.d.ts" />
import type { Config } from "@signalbox/core/config/config";
import type { Scope } from "../../infra/scope";
import { type Statement, serviceRole } from "../../infra/service-role";
import { connectionArnsOf, type Surroundings, secretArnsOf } from "./environment";

type Service = Config["services"][string];
type Text = $util.Input<string>;

export const tasks = "ecs-tasks.amazonaws.com";

/** What ECS does for the tasks of a service: fetch its images, its secrets and connections, write to its one log group. */
export function executionRole(
  scope: Scope,
  name: string,
  service: Service,
  surroundings: Surroundings,
  { repositoryArns, logGroupArn }: { readonly repositoryArns: Text[]; readonly logGroupArn: Text },
) {
  const secrets = secretArnsOf(service, surroundings);
  const connections = connectionArnsOf(service, surroundings);
  const readSecrets: Statement[] = [
    { Action: ["secretsmanager:GetSecretValue"], Resource: secrets },
    { Action: ["kms:Decrypt"], Resource: [surroundings.identity.keyArn] },
  ];
  return serviceRole(scope, `${name}-execution`, tasks, [
    ...pullsAndLogs(repositoryArns, logGroupArn),
    ...(secrets.length > 0 ? readSecrets : []),
    ...(connections.length > 0 ? [{ Action: ["ssm:GetParameters"], Resource: connections }] : []),
  ]);
}

/** Images of these repositories, and one log group. */
export const pullsAndLogs = (repositoryArns: readonly Text[], logGroupArn: Text): Statement[] => [
  // Takes no resource in IAM.
  { Action: ["ecr:GetAuthorizationToken"], Resource: ["*"] },
  {
    Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
    Resource: [...repositoryArns],
  },
  { Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: [$interpolate`${logGroupArn}:*`] },
];

/** What the tasks of a service may do themselves. `more` is what their sidecars call. */
export function taskRole(
  scope: Scope,
  name: string,
  service: Service,
  { data, identity }: Surroundings,
  more: readonly Statement[],
) {
  const { files } = data;
  const statements: Statement[] = [...more];
  if (service.needs.includes("files") && files.kind === "s3") {
    // After a restore the files are in a bucket of its name.
    const buckets = [files.bucketArn, `arn:aws:s3:::${scope.names.restoredBuckets}`];
    statements.push(
      { Action: ["s3:ListBucket"], Resource: buckets },
      {
        Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
        Resource: buckets.map((arn) => $interpolate`${arn}/*`),
      },
      { Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: [identity.keyArn] },
    );
  }
  if (service.needs.includes("files") && files.kind === "efs")
    statements.push({
      Action: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
      Resource: [files.fileSystemArn],
      Condition: { StringEquals: { "elasticfilesystem:AccessPointArn": files.accessPointArn } },
    });
  // These actions take no resource in IAM.
  if (hasShell(scope, service))
    statements.push({
      Action: [
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ],
      Resource: ["*"],
    });
  return serviceRole(scope, `${name}-task`, tasks, statements);
}

/**
 * Whether a person may open a shell in a task: never where data is permanent, and nowhere with a read-only root, to which
 * the agent of ECS Exec writes, https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export const hasShell = ({ config }: Scope, { readOnlyRoot }: Service): boolean =>
  !config.permanent && !readOnlyRoot;

/** What ECS does to the load balancer in a deployment of its own kind of blue-green. */
export const shiftRole = (scope: Scope, name: string, ruleArns: readonly Text[], targetGroupArns: Text[]) =>
  serviceRole(scope, `${name}-shift`, "ecs.amazonaws.com", [
    // The Describe… actions take no resource in IAM.
    {
      Action: [
        "elasticloadbalancing:DescribeListeners",
        "elasticloadbalancing:DescribeRules",
        "elasticloadbalancing:DescribeTargetGroups",
        "elasticloadbalancing:DescribeTargetHealth",
      ],
      Resource: ["*"],
    },
    { Action: ["elasticloadbalancing:ModifyRule"], Resource: [...ruleArns] },
    {
      Action: ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"],
      Resource: targetGroupArns,
    },
  ]);
