import { restorePlan } from "@signalbox/core/backup/catalogue/restore-plan";
import type { RecoveryPoint } from "@signalbox/core/backup/recovery-point";
import type { Asked } from "@signalbox/core/backup/restore/choose-source";
import { type RestorePlan, targetsOf } from "@signalbox/core/backup/restore/plan";
import type { Restorable, RestoreTarget } from "@signalbox/core/platform/backup-places";
import type { Cloud } from "../cloud/open.ts";
import type { Deployment } from "../cloud/platform.ts";
import { askedFor } from "./find.ts";
import { readBackups, readTargetPoints } from "./read.ts";

interface Typed {
  readonly what: RestoreTarget;
  readonly time: string | undefined;
  readonly point: string | undefined;
}

/** What a restore would do at `now`, and what it was asked for; only reads. */
export async function planOf(
  cloud: Cloud,
  deployment: Deployment,
  { what, ...typed }: Typed,
  now: number,
): Promise<{ readonly plan: RestorePlan; readonly asked: Asked }> {
  const points = new Map<Restorable, readonly RecoveryPoint[]>();
  for (const target of targetsOf(what)) points.set(target, await readTargetPoints(cloud, deployment, target));
  // Those of the configuration tell of secrets too: each is named once.
  const named = new Map([...points.values()].flat().map((point) => [point.id, point]));
  const asked = askedFor(typed, [...named.values()]);
  const { targets } = await readBackups(cloud, deployment, now);
  return { plan: restorePlan({ what, targets, asked, points, platform: deployment, now }), asked };
}
