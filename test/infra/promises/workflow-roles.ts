import { arnsOf } from "@signalbox/core/platform/arns";
import type { Permission } from "@signalbox/core/workflow/allow";
import { roleStatements } from "@signalbox/core/workflow/role-statements";
import { inRegions } from "@signalbox/core/workflow/where";
import { basePermissions } from "@signalbox/functions/base-permissions";
import { functions, workflows } from "@signalbox/functions/registry";
import type { Graph, Resource } from "../../../scripts/synth/graph.ts";
import type { InfraPromise } from "../promise.ts";
import { configOf, namesIn } from "../view/config.ts";
import { compare, grantsOf } from "../view/grants.ts";
import { platformIn } from "../view/platforms.ts";
import { type RoleView, rolesOf } from "../view/policies.ts";
import { arnOf, ofType, valueIn, wrong } from "../view/resources.ts";
import { spillKeys } from "../view/spill-keys.ts";
import { at, textsOf } from "../view/values.ts";

export const workflowRoles: InfraPromise = {
  name: "the role of each workflow's and function's Lambda is the fixed base and what its steps declare, no more and no less",
  check: (graph) => {
    const names = namesIn(graph);
    const roles = rolesOf(graph);
    const { regions } = configOf(graph);
    const declared = [
      ...inRegions(workflows, regions.length).map(({ name, steps, reaches }) => ({
        name,
        allow: steps.flatMap((step) => step.allow),
        reaches,
      })),
      ...inRegions(functions, regions.length).map(({ name, allow, reaches }) => ({ name, allow, reaches })),
    ];
    return regions.flatMap(({ region }) =>
      declared.flatMap(({ name, allow, reaches }) => {
        const lambda = ofType(graph, "aws:lambda/function:Function").find(
          (one) => one.region === region && valueIn(one, "name") === names.deployed(name),
        );
        if (lambda === undefined) return [`${region} has no Lambda ${names.deployed(name)}`];
        return [
          ...roleOf(graph, roles, lambda, allow),
          ...(isInVpc(lambda) === (reaches !== undefined)
            ? []
            : [wrong(lambda, `is ${isInVpc(lambda) ? "" : "not "}in the platform's network`)]),
        ];
      }),
    );
  },
};

function roleOf(
  graph: Graph,
  roles: readonly RoleView[],
  lambda: Resource,
  allow: readonly Permission[],
): string[] {
  const view = roles.find(({ arn }) => arn === valueIn(lambda, "role"));
  if (view === undefined) return [wrong(lambda, "has a role that is not deployed")];
  const platform = platformIn(graph, lambda.region);
  const wanted = grantsOf([
    ...roleStatements(allow, basePermissions, (kind) => arnsOf(platform, kind)),
    ...fixedBase(graph, lambda),
    // What it writes to another region is encrypted with that one's key.
    ...(allow.some(({ resource }) => resource === "copyDocuments")
      ? [{ actions: ["kms:GenerateDataKey"], resources: arnsOf(platform, "copyKey") }]
      : []),
    // Of the ledgers there, and of the releases that it starts there.
    ...(allow.some(({ resource }) => resource === "ledgersElsewhere")
      ? [{ actions: keyActions, resources: arnsOf(platform, "copyKey") }]
      : []),
    // Of the ledgers that hold the epochs, by their alias.
    ...(allow.some(({ resource }) => resource === "epochTables")
      ? [
          {
            actions: keyActions,
            resources: (platform.failover?.tables ?? [])
              .filter((region) => region !== platform.region)
              .map((region) => `arn:aws:kms:${region}:${platform.account}:key/*`),
          },
        ]
      : []),
    // Of the ledgers of regions to which overflow goes, by their alias.
    ...(allow.some(({ resource }) => resource === "spillLedger")
      ? [{ actions: ["kms:Decrypt"], resources: spillKeys(platform) }]
      : []),
    // Of the secrets that a failback takes over and copies again, by their alias.
    ...(allow.some(({ resource }) => resource === "failoverSecretsElsewhere")
      ? [
          {
            actions: keyActions,
            resources: (platform.failover?.regions ?? []).map(
              ({ region }) => `arn:aws:kms:${region}:${platform.account}:key/*`,
            ),
          },
        ]
      : []),
    // The stage before has a key of its own, which its alias names in a condition.
    ...(platform.pipeline && allow.some(({ resource }) => resource === "pipelineStageRelease")
      ? [
          {
            actions: ["kms:Decrypt", "kms:GenerateDataKey"],
            resources: [`arn:aws:kms:${platform.pipeline.staging.region}:${platform.account}:key/*`],
          },
        ]
      : []),
    ...(allow.some(({ actions }) => actions.some((action) => usesDatabaseKey.test(action)))
      ? [{ actions: ["kms:CreateGrant"], resources: keysOf(graph, lambda) }]
      : []),
  ]);
  const freeKey = view.statements.some(
    ({ actions, conditions }) =>
      // Whoever looks at a key does not use it.
      actions.some((action) => action.startsWith("kms:") && action !== "kms:DescribeKey") &&
      at(conditions, "StringEquals") === undefined,
  );
  return [
    ...compare(grantsOf(view.statements), wanted).map((what) => wrong(view.role, what)),
    ...(freeKey ? [wrong(view.role, "may use the key without a service in between")] : []),
  ];
}

/** RDS is granted the key by whoever makes a cluster or a snapshot of another one. */
const usesDatabaseKey = /^rds:(RestoreDBClusterToPointInTime|CopyDBClusterSnapshot)$/;

const keysOf = (graph: Graph, { region }: Resource): string[] =>
  ofType(graph, "aws:kms/key:Key")
    .filter((key) => key.region === region)
    .map(arnOf);

const isInVpc = (lambda: Resource): boolean => textsOf(valueIn(lambda, "vpcConfig.subnetIds")).length > 0;

const keyActions = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"];

/** What a Lambda in a VPC needs, https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions */
const inVpc = [
  "AssignPrivateIpAddresses",
  "CreateNetworkInterface",
  "DeleteNetworkInterface",
  "DescribeNetworkInterfaces",
  "DescribeSubnets",
  "UnassignPrivateIpAddresses",
].map((action) => `ec2:${action}`);

/** Beside `basePermissions`, what needs names that only the deployment knows: its own log, and where failures go. */
function fixedBase(graph: Graph, lambda: Resource) {
  const log = ofType(graph, "aws:cloudwatch/logGroup:LogGroup").find(
    (one) =>
      one.region === lambda.region && valueIn(one, "name") === valueIn(lambda, "loggingConfig.logGroup"),
  );
  const failures = ofType(graph, "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig").find(
    (one) => one.region === lambda.region && valueIn(one, "functionName") === valueIn(lambda, "name"),
  );
  return [
    { actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: log ? [`${arnOf(log)}:*`] : [] },
    {
      actions: ["sqs:SendMessage"],
      resources: failures ? textsOf(valueIn(failures, "destinationConfig.onFailure.destination")) : [],
    },
    ...(isInVpc(lambda) ? [{ actions: inVpc, resources: ["*"] }] : []),
    // What it reads and writes is encrypted; a condition holds it to the services that do so for it.
    { actions: keyActions, resources: keysOf(graph, lambda) },
  ];
}
