import { documentVersion } from "@signalbox/core/backup/configuration/document";
import { documentArn, pointKey } from "@signalbox/core/backup/configuration/point-key";
import { manifestKey } from "@signalbox/core/backup/content/look";
import { type Manifest, sizeOf } from "@signalbox/core/backup/content/manifest";
import { expiryOf } from "@signalbox/core/backup/retention/lifecycle";
import { BackupRun } from "@signalbox/core/backup/run/run";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { writeDocument, writeFirst } from "../../../aws/document.ts";
import { hasDocument } from "../../../aws/document-points.ts";
import { classLedgerOf } from "../../../aws/ledger.ts";
import { recordPoint } from "../../../aws/point-records.ts";
import { readLedger, writeLedger } from "../../../backup/allow.ts";
import { insistOnLease } from "../../../backup/lease.ts";
import { classOf, placesOf } from "../../../backup/places.ts";
import { readPartsAllows } from "../../../configuration/allow.ts";
import { digestsOf } from "../../../configuration/found-in.ts";
import { hide } from "../../../configuration/hide.ts";
import { readParts } from "../../../configuration/read-parts.ts";
import { readManifest } from "../../../restore/compare-with-manifest.ts";
import { step } from "../../../step.ts";
import { judgeSize } from "../judge-size.ts";
import { follows, whatFollows } from "../what-follows.ts";

export const keepConfiguration = step({
  name: "KeepConfiguration",
  description:
    "Writes the region's configuration into one document, without the value of any secret, with a manifest of its parts, and records the point.",
  input: z.strictObject({ run: BackupRun }),
  output: z.strictObject({ point: z.string(), remarks: z.array(z.string()), ...follows }),
  allow: [readLedger, writeLedger, ...readPartsAllows, on("backupDocuments", "s3:PutObject")],
  run: async ({ run }, context) => {
    const ledger = classLedgerOf(context, run.class);
    await insistOnLease(context, ledger);
    const places = placesOf(context);
    const { s3: client } = context.aws;
    const { region } = context.platform;
    const bucket = places.documents;
    const capturedAt = run.wantedAt;
    const expiresAt = expiryOf(capturedAt, classOf(places, run.class).retentionDays);
    // The same however often the step runs: what was written first stays.
    const key = pointKey({ class: run.class, capturedAt, expiresAt, run: run.run, copied: false });
    const point = documentArn(bucket, key);
    const remarks: string[] = [];
    if (!(await hasDocument(client, bucket, key))) {
      const { parts, places: hidden } = hide(await readParts(context));
      const takenAt = new Date(context.clock.now()).toISOString();
      const manifest: Manifest = {
        version: 1,
        run: run.run,
        takenAt,
        content: { kind: "configuration", schemaVersion: documentVersion, parts: digestsOf(parts) },
      };
      // Before the document: a point without a manifest could not be verified.
      await writeDocument({ client, bucket, key: manifestKey(point) }, manifest);
      await writeFirst(
        { client, bucket, key },
        { version: documentVersion, run: run.run, region, takenAt, parts },
      );
      remarks.push(...hidden.map((place) => `${place} looks like the value of a secret and was left out.`));
    }
    const { bytes, entries } = sizeOf(await readManifest(context, point));
    const judged = await judgeSize(ledger, { run, point }, { bytes, entries });
    const made = {
      id: point,
      class: run.class,
      capturedAt,
      region,
      vault: bucket,
      expiresAt,
      bytes,
      entries,
    };
    await recordPoint(ledger, { kind: "made", ...made }, expiresAt);
    const next = whatFollows(context, { class: run.class, point, capturedAt });
    return { point, remarks: [...remarks, ...judged], ...next };
  },
});
