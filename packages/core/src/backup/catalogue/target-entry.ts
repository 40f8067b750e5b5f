import type { BackupPlaces, RestoreTarget } from "../../platform/backup-places.ts";
import type { Restoration } from "../run/restoration.ts";
import type { VerificationReport } from "../run/verification.ts";
import type { TargetEntry } from "./entries.ts";
import { lastMeasured } from "./measured.ts";

/** What is known of a target. */
export interface TargetRecords {
  readonly target: RestoreTarget;
  readonly continuous: TargetEntry["continuous"];
  /** In any order. */
  readonly restorations: readonly Restoration[];
  /** Of all its classes. */
  readonly verifications: readonly VerificationReport[];
}

/** Restores that people are told of. */
const told = 5;

/** What is to be told of a target. */
export function targetEntry(
  records: TargetRecords,
  { places, makes }: { readonly places: BackupPlaces; readonly makes: boolean },
): TargetEntry {
  const { target, continuous, verifications } = records;
  const { objectives, permanent, targets } = places;
  const restorations = records.restorations.toSorted(
    (a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt),
  );
  return {
    target,
    serves: (target === "all" ? undefined : servesNow(restorations)) ?? serves(places, target),
    objectives,
    permanent,
    makes,
    mounted: (target === "files" || target === "all") && /^arn:[\w-]+:elasticfilesystem:/.test(targets.files),
    continuous,
    restored: lastMeasured([...verifications, ...restorations]),
    restorations: restorations.slice(0, told),
  };
}

function serves({ targets }: BackupPlaces, target: RestoreTarget): string {
  if (target === "all") return "secrets, configuration, database and files";
  return target === "database" || target === "files" ? nameIn(targets[target]) : "what is deployed";
}

/** What the newest restore that switched has left to serve; restorations newest first. */
function servesNow(restorations: readonly Restoration[]): string | undefined {
  for (const { what, phase, outcome, old, beside } of restorations) {
    if (phase === "keeping-old" || outcome === "restored") return beside;
    // Of a cluster it is the endpoint, which begins with the cluster's name.
    if (outcome === "gone-back") return what === "database" ? old?.split(".")[0] : old;
  }
  return undefined;
}

/** `signalbox-test` of an ARN of RDS, EFS or S3. */
export const nameIn = (arn: string): string => arn.split(/[:/]/).at(-1) ?? arn;
