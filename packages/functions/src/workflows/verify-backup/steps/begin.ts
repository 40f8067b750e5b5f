import { documentOf } from "@signalbox/core/backup/configuration/point-key";
import { Beside, type LookedAt } from "@signalbox/core/backup/content/look";
import { pointsFrom } from "@signalbox/core/backup/recovery-point";
import { pointToVerify } from "@signalbox/core/backup/retention/to-verify";
import { restoreLimitMs } from "@signalbox/core/backup/run/limits";
import { VerifyRequest } from "@signalbox/core/backup/run/verification";
import { VerifyRun } from "@signalbox/core/backup/run/verify-run";
import { NamedError } from "@signalbox/core/error";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { classLedgerOf, workLedgerOf } from "../../../aws/ledger.ts";
import { readPointRecords } from "../../../aws/point-records.ts";
import { isWhole } from "../../../aws/recovery-point.ts";
import { readExecution, readLedger, readPoint, writeLedger } from "../../../backup/allow.ts";
import { stoppedRun, takeLease } from "../../../backup/lease.ts";
import { placesOf } from "../../../backup/places.ts";
import { findPoint, ownVault } from "../../../backup/vaults.ts";
import type { StepContext } from "../../../context.ts";
import { runName } from "../../../release/names.ts";
import { besideOf } from "../../../restore/beside.ts";
import { readManifest } from "../../../restore/compare-with-manifest.ts";
import { step } from "../../../step.ts";
import { targetOf } from "../target-of.ts";

export const begin = step({
  name: "Begin",
  description:
    "Takes the lease of the class's verifications, chooses the point, and looks whether it can be restored and told from another.",
  input: VerifyRequest.extend({
    /** A run that was stopped, and of which nothing is left any more. */
    cleared: z.string().optional(),
  }),
  output: z.strictObject({
    /** What a run that was stopped may have left: it is removed before anything is done. */
    left: z.strictObject({ run: z.string(), at: Beside, point: z.literal("*") }).optional(),
    /** Absent where every point that has to be verified is. */
    run: VerifyRun.optional(),
  }),
  allow: [
    readLedger,
    writeLedger,
    readExecution,
    readPoint,
    on("backupDocuments", "s3:GetObject", "s3:ListBucket"),
  ],
  run: async ({ class: id, point: wanted, cleared }, context) => {
    const { clock, platform, visit } = context;
    const places = placesOf(context);
    const target = targetOf(places, id);
    const ledger = workLedgerOf(context, "verify", id);
    const stopped = await stoppedRun(context, ledger);
    // A document is restored nowhere: nothing of it is left behind.
    if (stopped !== undefined && stopped !== cleared && target !== "configuration")
      return { left: { run: stopped, at: besideOf(platform, stopped, target), point: "*" as const } };
    await takeLease(context, ledger);
    const point = wanted ?? (await dueOf(id, context));
    if (point === undefined) return {};
    const held = await findPoint(ownVault(context), point);
    if (!held || !isWhole(held))
      throw new NamedError("Backup.NoSuchPoint", `${point} is ${held?.status ?? "not"} in ${places.vault}`);
    const { capturedAt, expiresAt, type } = held;
    if (types[type] !== target)
      throw new NamedError("Backup.NotLookedAt", `${point} is of ${type}, which cannot be read as ${target}`);
    const { content } = await readManifest(context, point);
    const transaction = content.kind === "database" ? content.transaction : undefined;
    const run = runName(visit.execution);
    const startedAt = Math.floor(clock.now());
    const giveUpAt = startedAt + restoreLimitMs(places.objectives);
    const at: LookedAt =
      target === "configuration"
        ? { kind: "configuration", document: documentOf(point)?.key ?? "" }
        : besideOf(platform, run, target);
    return {
      run: {
        class: id,
        target,
        run,
        point,
        capturedAt,
        ...(expiresAt !== undefined && { expiresAt }),
        ...(transaction !== undefined && { transaction }),
        at,
        startedAt,
        giveUpAt,
      },
    };
  },
});

/** What AWS Backup calls what can be restored and read. */
const types: Readonly<Record<string, string | undefined>> = {
  Aurora: "database",
  S3: "files",
  Configuration: "configuration",
};

/** The point that has to be verified next; copies are asked for by name. */
async function dueOf(id: string, context: StepContext): Promise<string | undefined> {
  const records = await readPointRecords(classLedgerOf(context, id));
  const { region } = context.platform;
  const points = [...pointsFrom(records).values()].filter(
    ({ class: of, copyOf, made }) => of === id && copyOf === undefined && made?.region === region,
  );
  const timezone = placesOf(context).classes.find((one) => one.id === id)?.timezone ?? "UTC";
  return pointToVerify(points, timezone, new Set())?.id;
}
