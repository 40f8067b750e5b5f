import { DescribeSecretCommand } from "@aws-sdk/client-secrets-manager";
import type { Found } from "@signalbox/core/failover/lacks";
import type { FailoverPlaces } from "@signalbox/core/platform/failover-places";
import { namesOf } from "@signalbox/core/platform/names";
import { readAlarms } from "../../aws/alarm.ts";
import { readGlobalLag } from "../../aws/global-lag.ts";
import { readCluster, readInstance } from "../../aws/restored-cluster.ts";
import { unless } from "../../aws/unless.ts";
import type { StepContext } from "../../context.ts";
import { findApart } from "../../failover/apart.ts";
import { lookAtCanary } from "../../failover/canary.ts";
import { findServices } from "./services.ts";
import { findSilentSwitches } from "./switches.ts";

/** What a failover to this region would need, as it stands. The region that writes is not asked: it may be the one that is lost. */
export async function findIn(
  context: StepContext,
  places: FailoverPlaces,
  writing: string | undefined,
): Promise<Found> {
  return {
    services: await findServices(context, places.serving),
    missingSecrets: await findMissingSecrets(context, places.secrets),
    missingAlarms: await findMissingAlarms(context, places),
    silentSwitches: await findSilentSwitches(context, places, writing),
    ...(await findDatabase(context)),
    apart: await findApart(context, places),
    silentMs: await findSilence(context),
  };
}

async function findMissingSecrets({ aws }: StepContext, names: readonly string[]): Promise<string[]> {
  const missing: string[] = [];
  for (const name of names) {
    const asked = aws.secretsManager.send(new DescribeSecretCommand({ SecretId: name }));
    if ((await unless("ResourceNotFoundException", asked)) === undefined) missing.push(name);
  }
  return missing;
}

/** The one that proposes a failover, and those by which traffic is turned away from the others where no routing control does it. */
async function findMissingAlarms(
  { aws, platform }: StepContext,
  { regions, routing }: FailoverPlaces,
): Promise<string[]> {
  const names = namesOf(platform);
  const others = regions.map(({ region }) => region).filter((region) => region !== platform.region);
  const away = routing ? [] : others.map((region) => names.awayAlarm(region));
  const wanted = [names.primaryDownAlarm, ...away];
  const there = new Set((await readAlarms(aws.cloudWatch, wanted)).map(({ name }) => name));
  return wanted.filter((name) => !there.has(name));
}

/** A member follows its cluster to the second, and is told nothing of what users write to another one: the canary's rows end then. */
async function findSilence(context: StepContext): Promise<number | undefined> {
  const { newest } = await lookAtCanary(context);
  return newest === undefined ? undefined : context.clock.now() - newest;
}

async function findDatabase({
  aws,
  clock,
  platform,
}: StepContext): Promise<Pick<Found, "database" | "lagMs">> {
  const id = namesOf(platform).database;
  const cluster = await readCluster(aws.rds, id);
  if (!cluster) return { database: undefined, lagMs: undefined };
  const instances: string[] = [];
  for (const { DBInstanceIdentifier: instance } of cluster.DBClusterMembers ?? [])
    if (instance !== undefined) instances.push((await readInstance(aws.rds, instance)) ?? "gone");
  const lag = await readGlobalLag(aws.cloudWatch, "AuroraGlobalDBRPOLag", {
    cluster: id,
    minutes: 10,
    now: clock.now(),
  });
  return {
    database: { status: cluster.Status ?? "unknown", instances },
    lagMs: [...lag.values()].at(-1),
  };
}
