import { suggestion } from "@signalbox/core/closest";
import { namesOf } from "@signalbox/core/platform/names";
import type { ReadMetrics } from "@signalbox/core/scaling/metric-query";
import type { PlannedEntry } from "@signalbox/core/scaling/status/entry";
import { readPlanned } from "@signalbox/core/scaling/status/read";
import type { Measured } from "@signalbox/core/scaling/status/series";
import { readMetricData } from "@signalbox/functions/aws/metric-data";
import { plannedOf } from "@signalbox/functions/scaling/planned";
import { type Cloud, connectMetrics } from "../cloud/open.ts";
import type { Deployment } from "../cloud/platform.ts";
import { ledgerReader } from "../ledger/read.ts";
import { UserError, usageError } from "../user-error.ts";

/**
 * What the ledger says at `now`, in milliseconds since 1970, of the service of that name, or of all whose replicas are planned. Throws a UserError where none is, and a usage
 * error with the name that was probably meant.
 */
export async function readPlannedEntries(
  cloud: Cloud,
  deployment: Deployment,
  name: string | undefined,
  now: number,
): Promise<PlannedEntry[]> {
  const { inference, stage, region } = deployment;
  if (!inference)
    throw new UserError(
      `nobody plans replicas in ${region}`,
      `the stage ${stage} has no service in inference.services`,
      "name one there and deploy (docs/scaling.md)",
    );
  const names = inference.services.map((one) => one.name);
  if (name !== undefined && !names.includes(name))
    throw usageError(
      `nobody plans the replicas of ${name}`,
      suggestion(name, names),
      "signalbox scale status shows all that are planned",
    );
  const entries = await readPlanned(ledgerReader({ cloud, deployment }), deployment, now);
  return name === undefined ? entries : entries.filter(({ service }) => service === name);
}

/** Whose metrics tell of a planned service. */
export function measuredOf(deployment: Deployment, service: string): Measured {
  const { of, sides } = plannedOf({ platform: deployment }, service);
  return {
    names: namesOf(deployment),
    service,
    parts: sides.map((side) => side.service),
    ...(of.hold && { holder: of.hold.service }),
  };
}

export function metricsOf({ target }: Cloud): ReadMetrics {
  const client = connectMetrics(target);
  return (window, queries) => readMetricData(client, window, queries);
}
