import type { Platform } from "../../platform/platform.ts";
import type { RecoveryPoint } from "../recovery-point.ts";
import type { Asked } from "../restore/choose-source.ts";
import { planRestore, type RestorePlan } from "../restore/plan.ts";
import type { TargetEntry } from "./entries.ts";

/** What is asked back, and what there is. */
export interface Wanted {
  readonly target: TargetEntry;
  readonly asked: Asked;
  /** All points of the target, copies too. */
  readonly points: readonly RecoveryPoint[];
  readonly platform: Pick<Platform, "region" | "groups">;
  readonly now: number;
}

/** What a restore of one target would replace, lose and do at `now`, or why it would be refused. */
export function restorePlan({ target: entry, asked, points, platform, now }: Wanted): RestorePlan {
  const { target, continuous, permanent, restored, serves } = entry;
  const none = { database: "", files: "", configuration: "", secrets: "" };
  return planRestore({
    targets: [target],
    asked,
    from: () => ({ target, region: platform.region, points, continuous, now }),
    present: { ...none, [target]: serves },
    measured: restored ? { [target]: restored.tookMs } : {},
    services: platform.groups.flatMap(({ services }) => services.map(({ name }) => name)),
    permanent,
    now,
  });
}
