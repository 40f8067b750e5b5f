import { lengthOf } from "../backup/length-of-time.ts";

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
  /** Status of the region's member of the global cluster, and of its instances; undefined: there is none. */
  readonly database: { readonly status: string; readonly instances: readonly string[] } | undefined;
  /** How much its database lags; undefined: nobody can tell. */
  readonly lagMs: number | undefined;
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
  yield* databaseLacks(found, rpoMs);
}

function* databaseLacks({ database, lagMs }: Found, rpoMs: number): Generator<string> {
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
}
