import type { Platform } from "../../platform/platform.ts";
import type { RecoveryPoint } from "../recovery-point.ts";
import type { Asked, Refusal } from "../restore/choose-source.ts";
import { planRestore, type RestorePlan } from "../restore/plan.ts";
import type { TargetEntry } from "./entries.ts";

/** What is asked back, and what there is. */
export interface Wanted {
  readonly target: TargetEntry;
  readonly asked: Asked;
  /** All points of the target, copies too. */
  readonly points: readonly RecoveryPoint[];
  readonly platform: Pick<Platform, "region">;
  readonly now: number;
}

/**
 * What a restore of one target would replace, lose and do at `now`, or why it would be refused, as far as the ledger and RDS
 * tell: which services connect to it, the restore itself finds out.
 */
export function restorePlan({ target: entry, asked, points, platform, now }: Wanted): RestorePlan {
  const { target, continuous, permanent, restored, serves } = entry;
  const none = { database: "", files: "", configuration: "", secrets: "" };
  const plan = planRestore({
    targets: [target],
    asked,
    from: () => ({ target, region: platform.region, points, continuous, now }),
    present: { ...none, [target]: serves },
    measured: restored ? { [target]: restored.tookMs } : {},
    services: ["the services that connect to it"],
    permanent,
    now,
  });
  const refuse = (error: Refusal["error"], sentence: string): RestorePlan => ({
    ...plan,
    items: [],
    acts: [],
    warnings: [],
    refusals: [{ target, error, sentence, nearest: [] }],
  });
  if (entry.mounted)
    return refuse("Backup.CannotBeSwitched", `The ${target} are on ${serves}, which tasks mount.`);
  const [item] = plan.items;
  if (item?.source.kind !== "moment" || hasManifestFor(points, item.source.at)) return plan;
  const at = new Date(item.source.at).toISOString();
  return refuse(
    "Backup.NoSuchPoint",
    `No point of the ${target} is as old as ${at}: nothing tells what has to be in it.`,
  );
}

/** A restore to a moment is held against the manifest of the last point before it. */
const hasManifestFor = (points: readonly RecoveryPoint[], at: number): boolean =>
  points.some(
    ({ made, phase, capturedAt, copyOf }) =>
      made !== undefined && phase !== "failed" && copyOf === undefined && capturedAt <= at,
  );
