/// <reference path="../.sst/platform/config.d.ts" />
import { pipelineRepositories, triggersHere } from "@signalbox/core/pipeline/push";
import { stagingOf } from "@signalbox/core/pipeline/staging";
import { arns, arnsOf } from "@signalbox/core/platform/arns";
import { platformEnvironment } from "@signalbox/core/platform/documents";
import { namesOf } from "@signalbox/core/platform/names";
import type { Platform } from "@signalbox/core/platform/platform";
import type { Action, Permission, ResourceKind } from "@signalbox/core/workflow/allow";
import { bindMachine } from "@signalbox/core/workflow/bind-machine";
import { machineStatements } from "@signalbox/core/workflow/machine-statements";
import { roleStatements } from "@signalbox/core/workflow/role-statements";
import type { Trigger } from "@signalbox/core/workflow/triggers";
import { basePermissions } from "@signalbox/functions/base-permissions";
import { functions, workflows } from "@signalbox/functions/registry";
import { deadLetterQueue } from "../infra/dead-letter-queue";
import { lambdaFunction, rdsAuthorities } from "../infra/lambda-function";
import { regionalTable } from "../infra/regional-table";
import type { Scope } from "../infra/scope";
import { type Statement, through } from "../infra/service-role";
import { stateMachine } from "../infra/state-machine";
import { startsItself, triggers } from "../infra/triggers";
import type { Backup, Compute, Edge, Identity, Network } from "./layers";
import { platformOf, platformParameters } from "./operations/platform";

/**
 * Every workflow and function of the registry, in one region: it starts, acts and keeps its records there with nothing of
 * any other region.
 */
export function operations(
  scope: Scope,
  {
    network,
    identity,
    edge,
    compute,
    backup,
  }: {
    readonly network: Network;
    readonly identity: Identity;
    readonly edge: Edge;
    readonly compute: Compute;
    readonly backup: Backup;
  },
): void {
  const { keyArn } = identity;
  const { names } = scope;
  regionalTable(scope, "Ledger", { name: names.ledgerTable, keys: ["pk", "sk"], expiry: "expires", keyArn });
  regionalTable(scope, "Idempotency", {
    name: names.idempotencyTable,
    keys: ["id"],
    expiry: "expiration",
    keyArn,
  });
  const platform = platformOf(scope, { network, edge, compute, backup });
  const environment = platformParameters(scope, platform).apply(platformEnvironment);
  const pushed = pipelineRepositories(scope.config, scope.stage);
  const deploy = (kind: "workflows" | "functions", of: Deployed) => {
    const started = triggersHere(of.triggers, pushed, scope.region.role === "primary");
    const letters = startsItself(started)
      ? deadLetterQueue(scope, of.name, {
          of: `the ${kind === "workflows" ? "workflow" : "function"} ${of.name}`,
          keyArn,
          services: ["events.amazonaws.com"],
        })
      : undefined;
    const fn = lambdaFunction(scope, of.name, {
      description: of.description,
      handler: `packages/functions/src/${kind}/${of.name}/handler.handler`,
      environment: environment.apply((known) => ({
        ...known,
        ...(of.reaches === "database" && rdsAuthorities),
      })),
      statements: platform.apply((known) => [
        ...roleStatements(of.allow, basePermissions, (resource) => arnsOf(known, resource)).map(
          ({ actions, resources }): Statement => ({ Action: [...actions], Resource: [...resources] }),
        ),
        throughServices(scope, keyArn),
        ...writesAbroad(known, of.allow),
        ...releasesAbroad(known, of.allow),
        ...startsInStaging(known, of.allow),
        ...(of.reaches === "cache" || mayDo(of, "secretsmanager:GetSecretValue", "adminSecret")
          ? [readsSecret(scope, keyArn)]
          : []),
        ...(mayDo(of, "rds:RestoreDBClusterToPointInTime", "restoredDatabase")
          ? letsDatabasesUse(scope, keyArn)
          : []),
      ]),
      keyArn,
      ...(of.timeoutSeconds !== undefined && { timeoutSeconds: of.timeoutSeconds }),
      ...(of.reaches !== undefined && {
        vpc: {
          subnetIds: network.privateSubnetIds,
          groupId: of.reaches === "preview" ? network.groups.pipeline : network.groups.lambdas,
        },
      }),
      // A machine waits for its Lambda's answer; a rule does not.
      ...(kind === "functions" && letters && { deadLettersArn: letters.arn }),
    });
    const trigger = (to: "machine" | "function", arn: $util.Input<string>) => {
      if (letters) triggers(scope, of.name, started, { kind: to, arn, keyArn, deadLettersArn: letters.arn });
    };
    return { fn, trigger };
  };
  for (const workflow of workflows) {
    const allow = workflow.steps.flatMap((step) => step.allow);
    const { fn, trigger } = deploy("workflows", { ...workflow, allow });
    const definition = $util.all([fn.arn, scope.account]).apply(([handler, account]) =>
      bindMachine(workflow.machine, {
        handler,
        stateMachine: (other) =>
          arns.stateMachine({ region: scope.region.region, account }, names.deployed(other)),
      }),
    );
    const machine = stateMachine(scope, workflow.name, {
      definition,
      statements: definition.apply((text) =>
        machineStatements(JSON.parse(text)).map(({ actions, resources }) => ({
          Action: [...actions],
          Resource: [...resources],
        })),
      ),
      keyArn,
    });
    trigger("machine", machine.arn);
  }
  for (const each of functions) {
    const { fn, trigger } = deploy("functions", each);
    trigger("function", fn.arn);
  }
}

interface Deployed {
  readonly name: string;
  readonly description: string;
  readonly triggers: readonly Trigger[];
  readonly allow: readonly Permission[];
  readonly reaches?: "cache" | "database" | "preview";
  readonly timeoutSeconds?: number;
}

const mayDo = ({ allow }: Deployed, action: Action, on: ResourceKind): boolean =>
  allow.some(({ actions, resource }) => resource === on && actions.includes(action));

/**
 * The key, for a cluster that is restored: RDS is granted it by whoever restores, and uses it without asking again,
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.Keys.html
 */
const letsDatabasesUse = (scope: Scope, keyArn: $util.Input<string>): Statement[] => [
  { Action: ["kms:DescribeKey"], Resource: [keyArn], Condition: through(scope, "rds") },
  {
    Action: ["kms:CreateGrant"],
    Resource: [keyArn],
    Condition: { ...through(scope, "rds"), Bool: { "kms:GrantIsForAWSResource": "true" } },
  },
];

/** The key, for a secret: which secret is another statement's. */
const readsSecret = (scope: Scope, keyArn: $util.Input<string>): Statement => ({
  Action: ["kms:Decrypt"],
  Resource: [keyArn],
  Condition: through(scope, "secretsmanager"),
});

/** The other regions' keys, for their ledgers and the releases that are started there. */
const releasesAbroad = ({ backup }: Platform, allow: readonly Permission[]): Statement[] =>
  allow.some(({ resource }) => resource === "ledgersElsewhere") && backup && backup.copies.length > 0
    ? [
        {
          Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
          Resource: backup.copies.map(({ keyArn }) => keyArn),
          Condition: {
            StringEquals: {
              "kms:ViaService": backup.copies.flatMap(({ region }) =>
                ["dynamodb", "states"].map((service) => `${service}.${region}.amazonaws.com`),
              ),
            },
          },
        },
      ]
    : [];

/** Another region's key, for manifests that are put beside copies there. */
const writesAbroad = ({ backup }: Platform, allow: readonly Permission[]): Statement[] =>
  allow.some(({ resource }) => resource === "copyDocuments") && backup && backup.copies.length > 0
    ? [
        {
          Action: ["kms:GenerateDataKey"],
          Resource: backup.copies.map(({ keyArn }) => keyArn),
          Condition: {
            StringEquals: {
              "kms:ViaService": backup.copies.map(({ region }) => `s3.${region}.amazonaws.com`),
            },
          },
        },
      ]
    : [];

/**
 * The key of the stage before, by its alias, since that stage alone knows its ARN: Step Functions encrypts with it what an
 * execution is given, https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-resource-aliases
 */
const startsInStaging = (platform: Platform, allow: readonly Permission[]): Statement[] => {
  const staging = stagingOf(platform);
  if (!platform.pipeline || !staging || !allow.some(({ resource }) => resource === "pipelineStageRelease"))
    return [];
  const { region } = platform.pipeline.staging;
  return [
    {
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: [`arn:aws:kms:${region}:${platform.account}:key/*`],
      Condition: {
        StringEquals: { "kms:ViaService": `states.${region}.amazonaws.com` },
        "ForAnyValue:StringEquals": { "kms:ResourceAliases": namesOf(staging).keyAlias },
      },
    },
  ];
};

/** The key, for what is kept or sent encrypted by the services that a step calls: its tables, its topic, its executions. */
const throughServices = ({ region }: Scope, keyArn: $util.Input<string>): Statement => ({
  Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
  Resource: [keyArn],
  Condition: {
    StringEquals: {
      "kms:ViaService": ["dynamodb", "s3", "sns", "sqs", "states"].map(
        (service) => `${service}.${region.region}.amazonaws.com`,
      ),
    },
  },
});
