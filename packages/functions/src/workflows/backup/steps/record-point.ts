import { canaryFindings } from "@signalbox/core/backup/checks/canary";
import { sizeFindings } from "@signalbox/core/backup/checks/size";
import { Looked, manifestKey } from "@signalbox/core/backup/content/look";
import { copyDaysOf } from "@signalbox/core/backup/copy-days";
import { pointsFrom, pointsOf } from "@signalbox/core/backup/recovery-point";
import { BackupRun, RunProblem } from "@signalbox/core/backup/run/run";
import { choreNames } from "@signalbox/core/backup/tend/chore-names";
import { NamedError } from "@signalbox/core/error";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { writeDocument } from "../../../aws/document.ts";
import { classLedgerOf, type Ledger } from "../../../aws/ledger.ts";
import { readPointRecords, recordPoint as record } from "../../../aws/point-records.ts";
import { readVaultPoint } from "../../../aws/recovery-point.ts";
import { readLedger, readPoint, writeLedger } from "../../../backup/allow.ts";
import { insistOnLease } from "../../../backup/lease.ts";
import { placesOf } from "../../../backup/places.ts";
import type { StepContext } from "../../../context.ts";
import { step } from "../../../step.ts";
import { manifestOf } from "../manifest-of.ts";

const Made = z.strictObject({
  run: BackupRun,
  /** ARN. */
  point: z.string(),
  /** Of its job. */
  remarks: z.array(z.string()),
  before: Looked.optional(),
  after: Looked.optional(),
  /** Why there are no two looks. */
  unseen: RunProblem.optional(),
});
type Made = z.output<typeof Made>;

export const recordPoint = step({
  name: "RecordPoint",
  description:
    "Keeps what the point holds by the looks around its job, and writes into the ledger that it was made, of what moment it is, and when AWS deletes it.",
  input: Made,
  output: z.strictObject({
    point: z.string(),
    remarks: z.array(z.string()),
    /** That are to be made of it, with the names of their executions, and that of the class's pruning. */
    copies: z.array(z.strictObject({ region: z.string(), name: z.string() })),
    prune: z.string(),
  }),
  allow: [
    readLedger,
    writeLedger,
    readPoint,
    on("backupDocuments", "s3:GetObject", "s3:ListBucket", "s3:PutObject"),
  ],
  run: async (made, context) => {
    const { run, point, after, before } = made;
    const ledger = classLedgerOf(context, run.class);
    await insistOnLease(context, ledger);
    const { vault, classes, copies } = placesOf(context);
    const { capturedAt, expiresAt } = await readVaultPoint(context.aws.backup, vault, point);
    const problem = before && after ? await keepManifest(context, made) : made.unseen;
    const judged = after ? await judge(ledger, made, after) : [];
    await record(
      ledger,
      {
        kind: "made",
        id: point,
        class: run.class,
        capturedAt,
        region: context.platform.region,
        vault,
        ...(expiresAt !== undefined && { expiresAt }),
        ...(after && { bytes: after.bytes, entries: after.entries }),
      },
      expiresAt,
    );
    const unseen = problem ? [`It cannot be verified: ${problem.error}: ${problem.cause}`] : [];
    const now = Math.floor(context.clock.now());
    const isCopied = copyDaysOf(run.class, classes) !== undefined;
    return {
      point,
      remarks: [...made.remarks, ...unseen, ...judged],
      copies: (isCopied ? copies : []).map(({ region }) => ({
        region,
        name: choreNames.copy(region, { point, capturedAt, now }),
      })),
      prune: choreNames.prune(run.class, now),
    };
  },
});

/** Answers why there is none: that a target cannot be read is no reason to keep no copy of it. */
async function keepManifest(
  context: StepContext,
  { before, after, point }: Made,
): Promise<RunProblem | undefined> {
  if (!before || !after) return undefined;
  try {
    const manifest = await manifestOf(context, { before, after });
    const { documents: bucket } = placesOf(context);
    await writeDocument({ client: context.aws.s3, bucket, key: manifestKey(point) }, manifest);
    return undefined;
  } catch (error) {
    if (!(error instanceof NamedError || error instanceof RangeError)) throw error;
    return { error: error.name, cause: error.message };
  }
}

/** What is remarkable of what was seen after the job. Throws `Backup.Empty`: such a point must not count. */
async function judge(ledger: Ledger, { run, point }: Made, after: Looked): Promise<string[]> {
  const points = pointsFrom(await readPointRecords(ledger)).values();
  const last = pointsOf(points, run.class).flatMap(({ id, verifiedAt, made }) =>
    id !== point && verifiedAt !== undefined && made?.bytes !== undefined && made.entries !== undefined
      ? [{ bytes: made.bytes, entries: made.entries }]
      : [],
  );
  const findings = [
    ...sizeFindings(after, last),
    ...(run.target === "database" ? canaryFindings(after) : []),
  ];
  const empty = findings.find(({ error }) => error === "Backup.Empty");
  if (empty) throw new NamedError(empty.error, empty.sentence, { point });
  return findings.map(({ error, sentence }) => `${error}: ${sentence}`);
}
