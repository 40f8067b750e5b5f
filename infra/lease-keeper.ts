/// <reference path="../.sst/platform/config.d.ts" />
import {
  keeperHealthPath,
  keeperName,
  keeperPort,
  keeperVariables,
} from "@signalbox/core/failover/keeper-variables";
import { epochTablesOf } from "@signalbox/core/failover/places-of";
import { ownContainer } from "./own-container";
import type { Scope } from "./scope";

/** A target of images/sidecars. Raise its version when packages/functions/src/keeper or what it imports changes. */
export const leaseKeeperImage = { target: "lease-keeper", version: "1" };

export interface LeaseKeeperArgs {
  readonly image: $util.Input<string>;
  readonly logGroup: $util.Input<string>;
  /** How long the other containers of its task have between SIGTERM and SIGKILL. */
  readonly stopSeconds: number;
}

/**
 * The essential container of a task that writes: what it guards starts once it is healthy, and stops by ECS's own agent when it ends. In
 * a region that may not write it never becomes healthy.
 */
export const leaseKeeper = (
  scope: Scope,
  { image, logGroup, stopSeconds }: LeaseKeeperArgs,
): Readonly<Record<string, unknown>> =>
  ownContainer(scope, {
    ...{ name: keeperName, image, logGroup, essential: true, memory: 192, stopSeconds: 2 },
    environment: {
      [keeperVariables.table]: scope.names.ledgerTable,
      [keeperVariables.tables]: epochTablesOf(scope.config).join(),
      [keeperVariables.regions]: scope.config.regions.map(({ region }) => region).join(),
      [keeperVariables.stopSeconds]: String(stopSeconds),
    },
    health: `${keeperPort}${keeperHealthPath}`,
  });
