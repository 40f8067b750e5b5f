import { keeperName } from "@signalbox/core/failover/keeper-variables";
import type { Clients } from "@signalbox/functions/aws/clients";
import { askTables } from "@signalbox/functions/keeper/ask-tables";
import { type KeeperState, keep } from "@signalbox/functions/keeper/keep";
import { settingsOf } from "@signalbox/functions/keeper/settings";
import type { WorldClock } from "../../world/clock.ts";

export interface LeaseKeeper {
  /** Resolves with its first renewal. */
  readonly healthy: Promise<void>;
  /** Resolves when it has ended by itself: its lease is lost. Not when `signal` aborts. */
  readonly lost: Promise<void>;
}

export interface LeaseKeeperSetting {
  readonly clock: WorldClock;
  readonly region: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Of the task's role, from the task's region. */
  readonly clientsIn: (region: string) => Clients;
  /** Aborts when the task stops. */
  readonly signal: AbortSignal;
  log?(line: string): void;
}

/** Whether a container's image is the keeper's; a namespace before the name does not matter. */
export const isLeaseKeeper = (image = ""): boolean =>
  image.slice(image.lastIndexOf("/") + 1).split(/[:@]/)[0] === keeperName;

/** The process of the sidecar, with its very code, on the world's clock and by the world's calls. */
export function leaseKeeper({
  clock,
  region,
  environment,
  clientsIn,
  signal,
  log,
}: LeaseKeeperSetting): LeaseKeeper {
  const { places, stopMs, table, tables } = settingsOf({ ...environment, AWS_REGION: region });
  const healthy = Promise.withResolvers<void>();
  const lost = Promise.withResolvers<void>();
  const tell = (state: KeeperState): void => {
    if (state === "holds") healthy.resolve();
    log?.(JSON.stringify({ message: `the lease of ${region}`, state }));
  };
  const dynamodbIn = (where: string) => clientsIn(where).dynamodb;
  const ask = () => askTables({ clock, table, tables, dynamodbIn });
  void keep({ clock, region, places, stopMs, signal, ask, tell }).then(() => {
    if (!signal.aborted) lost.resolve();
  }, lost.reject);
  return { healthy: healthy.promise, lost: lost.promise };
}
