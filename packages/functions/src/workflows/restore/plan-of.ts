import { pointsFrom, type RecoveryPoint } from "@signalbox/core/backup/recovery-point";
import type { Restorable } from "@signalbox/core/backup/restore/choose-source";
import { planRestore } from "@signalbox/core/backup/restore/plan";
import type { RestoreOrder, RestoreRun } from "@signalbox/core/backup/run/restoration";
import type { BackedUpTarget, VaultTarget } from "@signalbox/core/platform/backup-places";
import { on, type Permission } from "@signalbox/core/workflow/allow";
import { readConnection } from "../../aws/connection.ts";
import { classLedgerOf } from "../../aws/ledger.ts";
import { readPointRecords } from "../../aws/point-records.ts";
import { readCluster } from "../../aws/restored-cluster.ts";
import { readExecution, readLedger } from "../../backup/allow.ts";
import { placesOf } from "../../backup/places.ts";
import type { FunctionContext } from "../../context.ts";
import { parameterOf } from "../../restore/connection.ts";
import { clusterOf } from "../../restore/placement.ts";
import { isAgreedTo } from "./part-of.ts";
import { readersAllow, readersOf } from "./readers.ts";

/** What `planOf` calls. */
export const planOfAllows: readonly Permission[] = [
  readLedger,
  readExecution,
  on("databaseCluster", "rds:DescribeDBClusters"),
  on("connection", "ssm:GetParameter"),
  ...readersAllow,
];

interface Refused {
  readonly error: string;
  readonly sentence: string;
}

/** What an order means, or why it is refused; nothing is changed. */
export async function planOf(
  order: RestoreOrder & { readonly what: VaultTarget },
  run: string,
  context: FunctionContext,
): Promise<{ run: RestoreRun; sentences: string[] } | { refusal: Refused }> {
  const { what, point, time } = order;
  const places = placesOf(context);
  const now = Math.floor(context.clock.now());
  if ((point === undefined) === (time === undefined))
    return refuse("Backup.OutOfReach", "Give one of a recovery point and a moment.");
  if (what === "files" && !places.targets.files.startsWith("arn:aws:s3:"))
    return refuse("Backup.CannotBeSwitched", `The files are on ${places.targets.files}, which tasks mount.`);
  const readers = await readersOf(context, what);
  const parameter = parameterOf(context, what);
  if (readers.length === 0) return refuse("Backup.CannotBeSwitched", `No service reads ${parameter}.`);
  const { value: old } = await readConnection(context.aws.ssm, parameter);
  const points = await readPoints(context, what);
  const there: Restorable = {
    target: what,
    region: context.platform.region,
    points,
    continuous: what === "database" ? await reachOf(context) : undefined,
    now,
  };
  const { items, refusals, warnings, approval } = planRestore({
    targets: [what],
    asked: point === undefined ? { time: Date.parse(time ?? "") } : { point },
    from: () => there,
    present: { database: old, files: old, configuration: "", secrets: "" },
    measured: {},
    services: readers.map(({ service }) => service),
    permanent: places.permanent,
    now,
  });
  const [refusal] = refusals;
  if (refusal) return { refusal };
  const [item] = items;
  if (!item) throw new Error(`nothing was chosen to restore ${what} from`);
  const { source } = item;
  const manifestOf = source.kind === "point" ? source.point.id : manifestBefore(points, source.at);
  if (manifestOf === undefined)
    return refuse(
      "Backup.NoSuchPoint",
      `No point of ${what} is as old as ${new Date(source.at).toISOString()}: nothing tells what has to be in it.`,
    );
  return {
    run: {
      what,
      run,
      source:
        source.kind === "point"
          ? { kind: "point", point: source.point.id }
          : { kind: "moment", at: source.at },
      at: source.at,
      manifestOf,
      startedAt: now,
      old,
      asks: approval === "person" && !(await isAgreedTo(context, order, run)),
    },
    sentences: [item.sentence, ...warnings],
  };
}

const refuse = (error: string, sentence: string) => ({ refusal: { error, sentence } });

/** All that the ledger knows of a target's points: of its classes, and those that no schedule makes. */
export async function readPoints(context: FunctionContext, what: BackedUpTarget): Promise<RecoveryPoint[]> {
  const scheduled = placesOf(context).classes.filter(({ target }) => target === what);
  const ids = [...scheduled.map(({ id }) => id), `${what}/baseline`, `${what}/by-hand`];
  const records = [];
  for (const id of ids) records.push(...(await readPointRecords(classLedgerOf(context, id))));
  return [...pointsFrom(records).values()];
}

/** The moments that the database's log reaches. */
async function reachOf(context: FunctionContext): Promise<Restorable["continuous"]> {
  const cluster = await readCluster(context.aws.rds, clusterOf(placesOf(context).targets.database));
  const earliest = cluster?.EarliestRestorableTime?.getTime();
  const latest = cluster?.LatestRestorableTime?.getTime();
  return earliest === undefined || latest === undefined ? undefined : { earliest, latest };
}

/** The newest point of the moment or before it that was made and has not failed; a copy has its original's content. */
const manifestBefore = (points: readonly RecoveryPoint[], at: number): string | undefined =>
  points
    .filter(
      ({ made, phase, capturedAt, copyOf }) => made && phase !== "failed" && capturedAt <= at && !copyOf,
    )
    .toSorted((a, b) => b.capturedAt - a.capturedAt)[0]?.id;
