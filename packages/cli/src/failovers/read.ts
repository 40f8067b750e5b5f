import { GetCommand, paginateQuery } from "@aws-sdk/lib-dynamodb";
import { Acknowledgement } from "@signalbox/core/failover/acknowledgement";
import { EpochRecord } from "@signalbox/core/failover/epoch-record";
import { Observation } from "@signalbox/core/failover/observation";
import { Readiness } from "@signalbox/core/failover/readiness";
import { FailoverRun } from "@signalbox/core/failover/run";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import type { z } from "zod";
import type { Cloud } from "../cloud/open.ts";
import type { Deployment } from "../cloud/platform.ts";
import { UserError } from "../user-error.ts";

/** What the table of one region has of failovers. The other two may know more: a majority decides, and this shows. */
export interface FailoverStatus {
  readonly region: string;
  /** Region that writes until an epoch says otherwise. */
  readonly home: string;
  /** The newest one last. */
  readonly epochs: readonly EpochRecord[];
  readonly acknowledged: number;
  /** The last word of each observer about each region. */
  readonly seen: readonly Observation[];
  /** Absent where nobody has looked yet. */
  readonly readiness?: Readiness | undefined;
  /** The one that began first, first. */
  readonly runs: readonly FailoverRun[];
}

/** Throws a UserError where the platform stands in one region. */
export async function readFailovers(cloud: Cloud, deployment: Deployment): Promise<FailoverStatus> {
  const { failover, region, stage } = deployment;
  const [home] = failover?.regions ?? [];
  if (!home)
    throw new UserError(
      `${stage} has no region to fail over to`,
      "the platform stands in one region",
      "add a region to `regions` in the configuration (docs/configuration.md)",
    );
  const at = { cloud, deployment };
  const [epochs, observations, runs, acknowledged, readiness] = await Promise.all([
    query(at, ledgerKeys.epochs, EpochRecord),
    query(at, ledgerKeys.allObservations, Observation.strip()),
    query(at, ledgerKeys.runs, FailoverRun),
    get(at, ledgerKeys.acknowledged, Acknowledgement),
    get(at, ledgerKeys.readiness, Readiness),
  ]);
  const newest = new Map(observations.map((one) => [`${one.about} ${one.observer}`, one]));
  return {
    region,
    home: home.region,
    epochs,
    acknowledged: acknowledged?.epoch ?? 0,
    seen: [...newest.values()],
    readiness,
    runs: runs.toSorted((a, b) => a.startedAt.localeCompare(b.startedAt)),
  };
}

interface Place {
  readonly cloud: Cloud;
  readonly deployment: Deployment;
}

async function get<T>(
  { cloud, deployment }: Place,
  sk: string,
  schema: z.ZodType<T>,
): Promise<T | undefined> {
  const Key = { pk: ledgerKeys.failover, sk };
  const asked = new GetCommand({ TableName: deployment.ledgerTable, Key, ConsistentRead: true });
  const { Item } = await cloud.dynamodb.send(asked);
  return Item && schema.parse(Item);
}

/** In the order of their keys, so that of one observer the newest comes last. */
async function query<T>({ cloud, deployment }: Place, prefix: string, schema: z.ZodType<T>): Promise<T[]> {
  const found: T[] = [];
  const asked = {
    TableName: deployment.ledgerTable,
    KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
    ExpressionAttributeValues: { ":pk": ledgerKeys.failover, ":prefix": prefix },
    ConsistentRead: true,
  };
  for await (const { Items = [] } of paginateQuery({ client: cloud.dynamodb }, asked))
    found.push(...Items.map((item) => schema.parse(item)));
  return found;
}
