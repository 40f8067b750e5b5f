/// <reference path="../.sst/platform/config.d.ts" />
import { failoverPlacesOf } from "@signalbox/core/failover/places-of";
import { platformEnvironment } from "@signalbox/core/platform/documents";
import { Platform } from "@signalbox/core/platform/platform";
import { inNeutral } from "@signalbox/core/workflow/where";
import { functions } from "@signalbox/functions/registry";
import { key } from "../infra/key";
import type { Scope } from "../infra/scope";
import { topics } from "./observability/topics";
import { workflowAlarms } from "./observability/workflow-alarms";
import { deployer } from "./operations/deployer";
import { platformParameters } from "./operations/platform";
import { tables } from "./operations/tables";

/**
 * The region of the observer that has no part of the platform: it looks, writes down what it saw, and where the platform stands in two
 * regions its table is the third that epochs are kept in. No network, no tasks, no workflow.
 */
export function neutral(scope: Scope): void {
  const { config, names, region, stage } = scope;
  const { arn: keyArn } = key(scope);
  const told = topics(scope, keyArn);
  tables(scope, keyArn);
  const platform = $util.all([scope.account, told.reports]).apply(([account, reportTopicArn]) =>
    Platform.parse({
      name: config.name,
      stage,
      account,
      region: region.region,
      elsewhere: config.regions.map((other) => other.region),
      ledgerTable: names.ledgerTable,
      idempotencyTable: names.idempotencyTable,
      reportTopicArn,
      ...(process.env.SIGNALBOX_COMMIT && { commit: process.env.SIGNALBOX_COMMIT }),
      failover: failoverPlacesOf(config, { stage, account }),
      groups: [],
    }),
  );
  const none = { groups: [], services: {}, pipeline: undefined };
  const environment = platformParameters(scope, platform, none).apply(platformEnvironment);
  const deploy = deployer(scope, { platform, environment, keyArn });
  const observers = inNeutral(functions);
  for (const each of observers) {
    const { fn, trigger } = deploy("functions", each);
    trigger("function", fn.arn);
  }
  workflowAlarms(scope, told, { workflows: [], functions: observers });
}
