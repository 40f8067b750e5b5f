import type { Restorable, RestoreTarget } from "../../platform/backup-places.ts";
import type { Platform } from "../../platform/platform.ts";
import type { RecoveryPoint } from "../recovery-point.ts";
import type { Asked, Refusal } from "../restore/choose-source.ts";
import { planRestore, type RestorePlan, targetsOf } from "../restore/plan.ts";
import type { TargetEntry } from "./entries.ts";

/** What is asked back, and what there is. */
export interface Wanted {
  readonly what: RestoreTarget;
  /** The catalogue's. */
  readonly targets: readonly TargetEntry[];
  readonly asked: Asked;
  /** All points of each target that is asked back, copies too. */
  readonly points: ReadonlyMap<Restorable, readonly RecoveryPoint[]>;
  readonly platform: Pick<Platform, "region">;
  readonly now: number;
}

/**
 * What a restore would replace, lose and do at `now`, or why it would be refused, as far as the ledger and RDS tell: which
 * services connect to it, the restore itself finds out.
 */
export function restorePlan({ what, targets, asked, points, platform, now }: Wanted): RestorePlan {
  const entries = targets.filter(({ target }) => target === what || (what === "all" && target !== "all"));
  const entryOf = (target: Restorable) => entries.find((entry) => entry.target === target);
  const pointsOf = (target: Restorable) => points.get(target) ?? [];
  const serves = (target: Restorable) => entryOf(target)?.serves ?? "";
  const plan = planRestore({
    targets: targetsOf(what),
    asked,
    from: (target) => {
      const continuous = entryOf(target)?.continuous;
      return { target, region: platform.region, points: pointsOf(target), continuous, now };
    },
    present: {
      database: serves("database"),
      files: serves("files"),
      configuration: serves("configuration"),
      secrets: serves("secrets"),
    },
    measured: Object.fromEntries(
      entries.flatMap(({ target, restored }) => (restored ? [[target, restored.tookMs]] : [])),
    ),
    services: ["the services that connect to it"],
    permanent: entries.some(({ permanent }) => permanent),
    now,
  });
  const mounted = entries.find((entry) => entry.target === "files" && entry.mounted);
  const more = plan.items.flatMap(({ target, source }) =>
    source.kind === "moment" && !hasManifestFor(pointsOf(target), source.at)
      ? [refuse(target, "Backup.NoSuchPoint", withoutManifest(target, source.at))]
      : [],
  );
  const refusals = [...plan.refusals, ...more].filter(({ target }) => target !== "files" || !mounted);
  if (mounted)
    refusals.push(
      refuse("files", "Backup.CannotBeSwitched", `The files are on ${mounted.serves}, which tasks mount.`),
    );
  return mounted || more.length > 0 ? { ...plan, items: [], acts: [], warnings: [], refusals } : plan;
}

const refuse = (target: Restorable, error: Refusal["error"], sentence: string): Refusal => ({
  target,
  error,
  sentence,
  nearest: [],
});

const withoutManifest = (target: Restorable, at: number): string =>
  `No point of the ${target} is as old as ${new Date(at).toISOString()}: nothing tells what has to be in it.`;

/** A restore to a moment is held against the manifest of the last point before it. */
const hasManifestFor = (points: readonly RecoveryPoint[], at: number): boolean =>
  points.some(
    ({ made, phase, capturedAt, copyOf }) =>
      made !== undefined && phase !== "failed" && copyOf === undefined && capturedAt <= at,
  );
