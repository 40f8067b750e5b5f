import { ledgerKeys } from "../../ledger/keys.ts";
import type { LedgerReader } from "../../ledger/reader.ts";
import { Lock } from "../../ledger/records.ts";
import {
  type BackupPlaces,
  backedUpTargets,
  type Restorable,
  restoreTargets,
} from "../../platform/backup-places.ts";
import { PointRecord } from "../point-record.ts";
import type { PointRecord as Told } from "../recovery-point.ts";
import { Restoration } from "../run/restoration.ts";
import { BackupReport } from "../run/run.ts";
import { VerificationReport } from "../run/verification.ts";
import { ClassSchedule } from "../schedule/started.ts";
import { type ClassRecords, classEntry } from "./class-entry.ts";
import type { Catalogue, TargetEntry } from "./entries.ts";
import { nameIn, targetEntry } from "./target-entry.ts";

/** Reads what the catalogue is made of. */
export interface Reader extends LedgerReader {
  /** The moments between which RDS can restore a cluster; undefined where it names none. */
  reachOf(cluster: string): Promise<TargetEntry["continuous"]>;
}

/** Classes of points that Signalbox does not make, and adopts. */
const adopted = ["baseline", "by-hand"] as const;

interface Region {
  readonly places: BackupPlaces;
  /** Whether the region makes points; a standby has copies of another one's. */
  readonly makes: boolean;
}

/** What a region's ledger says of backups at `now`, in milliseconds since 1970. */
export async function readCatalogue(
  read: Reader,
  { places, makes }: Region,
  now: number,
): Promise<Catalogue> {
  const named = namesIn(places).map((one) => (makes ? one : { ...one, placed: undefined }));
  const records = await Promise.all(named.map((one) => readClass(read, one)));
  const continuous = await read.reachOf(nameIn(places.targets.database));
  const shown = records.filter(({ placed, points }) => placed !== undefined || points.length > 0);
  return {
    classes: shown.map((one) => classEntry(one, places.objectives, now)),
    targets: await Promise.all(
      restoreTargets.map(async (target) =>
        targetEntry(
          {
            target,
            // What comes back to any second sets the moment of all.
            continuous: target === "database" || target === "all" ? continuous : undefined,
            restorations: await read.query(ledgerKeys.work("restore", target), ledgerKeys.runs, Restoration),
            verifications: records.filter((one) => one.target === target).flatMap((one) => one.verifications),
          },
          { places, makes },
        ),
      ),
    ),
  };
}

type Named = Pick<ClassRecords, "id" | "target" | "placed">;

const namesIn = ({ classes }: BackupPlaces): Named[] =>
  backedUpTargets.flatMap((target) => [
    ...classes
      .filter((placed) => placed.target === target)
      .map((placed): Named => ({ id: placed.id, target, placed })),
    ...adopted.map((tier): Named => ({ id: `${target}/${tier}`, target, placed: undefined })),
  ]);

async function readClass(read: Reader, named: Named): Promise<ClassRecords> {
  const pk = ledgerKeys.class(named.id);
  const verify = ledgerKeys.work("verify", named.id);
  const [points, schedule, backups, verifications, making, verifying] = await Promise.all([
    read.query(pk, ledgerKeys.points, PointRecord),
    read.get(pk, ledgerKeys.schedule, ClassSchedule),
    read.query(pk, ledgerKeys.runs, BackupReport),
    read.query(verify, ledgerKeys.runs, VerificationReport),
    read.get(pk, ledgerKeys.lock, Lock),
    read.get(verify, ledgerKeys.lock, Lock),
  ]);
  return {
    ...named,
    points,
    since: schedule?.since,
    backups,
    verifications,
    making: holder(making),
    verifying: holder(verifying),
  };
}

/** A lock that is free is kept, without an owner. */
const holder = (lock: Lock | undefined): string | undefined =>
  lock?.owner === undefined ? undefined : lock.run;

/** All points of a target, of every class and region, copies too; of secrets, those that tell of them. */
export async function readPoints(read: Reader, places: BackupPlaces, target: Restorable): Promise<Told[]> {
  const kept = target === "secrets" ? "configuration" : target;
  const of = namesIn(places).filter((one) => one.target === kept);
  const found = await Promise.all(
    of.map(({ id }) => read.query(ledgerKeys.class(id), ledgerKeys.points, PointRecord)),
  );
  return found.flat();
}
