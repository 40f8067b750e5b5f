import { lengthOf } from "../backup/length-of-time.ts";
import { rowsMissedMs } from "./caught-up.ts";

/** What was found in a region that may take over. */
export interface Found {
  /** Each ECS service, with what it should be able to run while the region serves. */
  readonly services: readonly {
    readonly name: string;
    readonly wanted: number;
    /** The most tasks that scaling lets it have; undefined: it does not scale, or there is none. */
    readonly most?: number | undefined;
    /** Image of its tasks, where the region's own repository has it not. */
    readonly missingImage?: string | undefined;
  }[];
  /** Names of secrets, and of alarms, that are not there. */
  readonly missingSecrets: readonly string[];
  readonly missingAlarms: readonly string[];
  /** Why ARC's routing controls could not be read; undefined: they could, or the platform has none. */
  readonly silentSwitches?: string | undefined;
  /** Status of the region's member of the global cluster, and of its instances; undefined: there is none. */
  readonly database: { readonly status: string; readonly instances: readonly string[] } | undefined;
  /** How much its database lags; undefined: nobody can tell. */
  readonly lagMs: number | undefined;
  /** Cluster that tasks here connect to, where a restore has switched them to one that follows no other region. */
  readonly apart?: string | undefined;
  /** Since when no canary row has arrived; undefined: nobody can tell, of which a failover speaks by itself. */
  readonly silentMs?: number | undefined;
}

/** A sentence for each thing that a region lacks in order to take over at once; none: it is ready. */
export function* lacksOf(found: Found, rpoMs: number): Generator<string> {
  for (const { name, wanted, most = 0, missingImage } of found.services) {
    if (most < wanted)
      yield `${name} scales to ${most} tasks, and serving takes ${wanted}: raise its maximum, and the quota of Fargate with it.`;
    if (missingImage !== undefined)
      yield `${name} runs ${missingImage}, which this region's repository has not: look at the replication of images.`;
  }
  for (const name of found.missingSecrets)
    yield `The secret ${name} has no copy here: add this region to its replicas.`;
  for (const name of found.missingAlarms) yield `The alarm ${name} is not there: deploy the stage.`;
  if (found.silentSwitches !== undefined)
    yield `The routing controls cannot be read, by which users would be turned: ${found.silentSwitches}`;
  yield* databaseLacks(found, rpoMs);
  if (found.apart !== undefined) yield connectsApart(found.apart);
}

/** Of the region that writes as well: what its users write then is nowhere else. */
export const connectsApart = (cluster: string): string =>
  `Tasks here connect to ${cluster}, which a restore has switched to and no other region follows. Go back (\`signalbox backup back\`), or give the other regions replicas of it.`;

function* databaseLacks({ database, lagMs, silentMs = 0 }: Found, rpoMs: number): Generator<string> {
  if (database === undefined) {
    yield "The global cluster has no member here: add one, or let the stage be deployed.";
    return;
  }
  if (database.status !== "available") yield `The database here is ${database.status}, and not available.`;
  if (!database.instances.includes("available"))
    yield "The database here has no instance that is available: none could be promoted at once.";
  if (lagMs === undefined) yield "Nobody can tell how far the database here lags.";
  else if (lagMs > rpoMs)
    yield `The database here lags ${lengthOf(lagMs)}, more than the ${lengthOf(rpoMs)} that may be lost.`;
  else if (silentMs > Math.max(rpoMs, rowsMissedMs))
    yield `No canary row has arrived for ${lengthOf(silentMs)}, though the database follows and one is written each minute: the log of write-canary in the region that writes says why.`;
}
