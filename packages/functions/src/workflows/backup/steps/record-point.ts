import { canaryFindings } from "@signalbox/core/backup/checks/canary";
import { Looked, manifestKey } from "@signalbox/core/backup/content/look";
import { BackupRun, RunProblem } from "@signalbox/core/backup/run/run";
import { NamedError } from "@signalbox/core/error";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { writeDocument } from "../../../aws/document.ts";
import { classLedgerOf } from "../../../aws/ledger.ts";
import { recordPoint as record } from "../../../aws/point-records.ts";
import { readVaultPoint } from "../../../aws/recovery-point.ts";
import { readLedger, readPoint, writeLedger } from "../../../backup/allow.ts";
import { insistOnLease } from "../../../backup/lease.ts";
import { placesOf } from "../../../backup/places.ts";
import type { StepContext } from "../../../context.ts";
import { step } from "../../../step.ts";
import { judgeSize } from "../judge-size.ts";
import { manifestOf } from "../manifest-of.ts";
import { follows, whatFollows } from "../what-follows.ts";

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
    ...follows,
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
    const { vault } = placesOf(context);
    const { capturedAt, expiresAt } = await readVaultPoint(context.aws.backup, vault, point);
    const problem = before && after ? await keepManifest(context, made) : made.unseen;
    const canary = after && run.target === "database" ? canaryFindings(after) : [];
    const judged = after ? await judgeSize(ledger, made, after, canary) : [];
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
    const remarks = [...made.remarks, ...unseen, ...judged];
    return { point, remarks, ...whatFollows(context, { class: run.class, point, capturedAt }) };
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
