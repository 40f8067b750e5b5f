import { Acknowledgement } from "@signalbox/core/failover/acknowledgement";
import { EpochRecord } from "@signalbox/core/failover/epoch-record";
import { Observation } from "@signalbox/core/failover/observation";
import { Readiness } from "@signalbox/core/failover/readiness";
import { FailoverRun } from "@signalbox/core/failover/run";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { getItem, queryItems } from "@signalbox/functions/aws/ledger";
import type { Cloud } from "../cloud/open.ts";
import type { Deployment } from "../cloud/platform.ts";
import { ledgerAt } from "../ledger/read.ts";
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
  const ledger = ledgerAt({ cloud, deployment }, ledgerKeys.failover);
  const [epochs, observations, runs, acknowledged, readiness] = await Promise.all([
    queryItems(ledger, ledgerKeys.epochs, EpochRecord),
    queryItems(ledger, ledgerKeys.allObservations, Observation.strip()),
    queryItems(ledger, ledgerKeys.runs, FailoverRun),
    getItem(ledger, ledgerKeys.acknowledged, Acknowledgement),
    getItem(ledger, ledgerKeys.readiness, Readiness),
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
