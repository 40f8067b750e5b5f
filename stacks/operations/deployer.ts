/// <reference path="../../.sst/platform/config.d.ts" />
import { pipelineRepositories, triggersHere } from "@signalbox/core/pipeline/push";
import { arnsOf } from "@signalbox/core/platform/arns";
import type { Platform } from "@signalbox/core/platform/platform";
import type { Permission } from "@signalbox/core/workflow/allow";
import { roleStatements } from "@signalbox/core/workflow/role-statements";
import type { Trigger } from "@signalbox/core/workflow/triggers";
import { basePermissions } from "@signalbox/functions/base-permissions";
import { deadLetterQueue } from "../../infra/dead-letter-queue";
import { lambdaFunction, rdsAuthorities } from "../../infra/lambda-function";
import type { Scope } from "../../infra/scope";
import type { Statement } from "../../infra/service-role";
import { startsItself, triggers } from "../../infra/triggers";
import type { Network } from "../layers";
import {
  epochsAbroad,
  letsDatabasesUse,
  mayDo,
  readsSecret,
  releasesAbroad,
  secretsAbroad,
  spillsAbroad,
  startsInStaging,
  throughServices,
  writesAbroad,
} from "./key-statements";

interface Deployed {
  readonly name: string;
  readonly description: string;
  readonly triggers: readonly Trigger[];
  readonly allow: readonly Permission[];
  readonly reaches?: "cache" | "database" | "preview";
  readonly timeoutSeconds?: number;
}

export interface Around {
  readonly platform: $util.Output<Platform>;
  readonly environment: $util.Output<Record<string, string>>;
  readonly keyArn: $util.Output<string>;
  /** Absent in the neutral region, where nothing reaches into a network. */
  readonly network?: Network;
}

/** Deploys a Lambda of the registry into a region: with its role, its dead letters, and what starts it. */
export function deployer(scope: Scope, { platform, environment, keyArn, network }: Around) {
  const pushed = pipelineRepositories(scope.config, scope.stage);
  return (kind: "workflows" | "functions", of: Deployed) => {
    const started = triggersHere(of.triggers, pushed, scope.region.role === "primary");
    const letters = startsItself(started)
      ? deadLetterQueue(scope, of.name, {
          of: `the ${kind === "workflows" ? "workflow" : "function"} ${of.name}`,
          keyArn,
          services: ["events.amazonaws.com"],
        })
      : undefined;
    if (of.reaches !== undefined && network === undefined)
      throw new Error(`${of.name} reaches the ${of.reaches}, and ${scope.region.region} has no network`);
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
        ...epochsAbroad(scope, known, of.allow),
        ...spillsAbroad(scope, known, of.allow),
        ...secretsAbroad(scope, known, of.allow),
        ...startsInStaging(known, of.allow),
        ...(of.reaches === "cache" ||
        mayDo(of, "secretsmanager:GetSecretValue", "adminSecret") ||
        mayDo(of, "secretsmanager:GetSecretValue", "stageSecrets")
          ? [readsSecret(scope, keyArn)]
          : []),
        ...(mayDo(of, "rds:RestoreDBClusterToPointInTime", "restoredDatabase") ||
        mayDo(of, "rds:CopyDBClusterSnapshot", "lostWrites")
          ? letsDatabasesUse(scope, keyArn)
          : []),
      ]),
      keyArn,
      ...(of.timeoutSeconds !== undefined && { timeoutSeconds: of.timeoutSeconds }),
      ...(of.reaches !== undefined &&
        network && {
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
}
