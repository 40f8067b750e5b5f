/// <reference path="../.sst/platform/config.d.ts" />
import { arns } from "@signalbox/core/platform/arns";
import { platformEnvironment } from "@signalbox/core/platform/documents";
import { bindMachine } from "@signalbox/core/workflow/bind-machine";
import { machineStatements } from "@signalbox/core/workflow/machine-statements";
import { inRegions } from "@signalbox/core/workflow/where";
import { functions, workflows } from "@signalbox/functions/registry";
import type { Scope } from "../infra/scope";
import { stateMachine } from "../infra/state-machine";
import type { Backup, Compute, Edge, Identity, Network } from "./layers";
import { deployer } from "./operations/deployer";
import { platformOf, platformParameters } from "./operations/platform";
import { tables } from "./operations/tables";

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
  const { config, names, region } = scope;
  tables(scope, keyArn);
  const platform = platformOf(scope, { network, edge, compute, backup });
  const environment = platformParameters(scope, platform, {
    services: config.services,
    groups: Object.keys(config.groups),
    pipeline: region.role === "primary" ? config.pipeline : undefined,
  }).apply(platformEnvironment);
  const deploy = deployer(scope, { platform, environment, keyArn, network });
  for (const workflow of inRegions(workflows, config.regions.length)) {
    const allow = workflow.steps.flatMap((step) => step.allow);
    const { fn, trigger } = deploy("workflows", { ...workflow, allow });
    const definition = $util.all([fn.arn, scope.account]).apply(([handler, account]) =>
      bindMachine(workflow.machine, {
        handler,
        stateMachine: (other) => arns.stateMachine({ region: region.region, account }, names.deployed(other)),
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
  for (const each of inRegions(functions, config.regions.length)) {
    const { fn, trigger } = deploy("functions", each);
    trigger("function", fn.arn);
  }
}
