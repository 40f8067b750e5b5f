import { restorePlan } from "@signalbox/core/backup/catalogue/restore-plan";
import type { Asked } from "@signalbox/core/backup/restore/choose-source";
import type { RestorePlan } from "@signalbox/core/backup/restore/plan";
import type { Restorable } from "@signalbox/core/platform/backup-places";
import type { Cloud } from "../cloud/open.ts";
import type { Deployment } from "../cloud/platform.ts";
import { askedFor } from "./find.ts";
import { readBackups, readTargetPoints } from "./read.ts";

interface Typed {
  readonly what: Restorable;
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
  const points = await readTargetPoints(cloud, deployment, what);
  const asked = askedFor(typed, points);
  const { targets } = await readBackups(cloud, deployment, now);
  const target = targets.find((one) => one.target === what);
  if (!target) throw new Error(`${what} is in no catalogue`);
  return { plan: restorePlan({ target, asked, points, platform: deployment, now }), asked };
}
