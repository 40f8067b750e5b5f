import { findingsOf } from "@signalbox/core/backup/content/compare";
import { foundIn, LookDocument, type Looked, manifestKey } from "@signalbox/core/backup/content/look";
import { Manifest } from "@signalbox/core/backup/content/manifest";
import { measured } from "@signalbox/core/backup/objectives";
import type { Proof } from "@signalbox/core/backup/run/verification";
import { NamedError } from "@signalbox/core/error";
import { readDocument } from "../aws/document.ts";
import { placesOf } from "../backup/places.ts";
import type { FunctionContext } from "../context.ts";

/** What is compared with what. Times in milliseconds since 1970. */
export interface Compared {
  /** The recovery point whose manifest it is held against. */
  readonly point: string;
  readonly looked: Looked;
  /** The moment that was to come back. */
  readonly askedFor: number;
  /** Whether that is the point's own; of a later one only what the manifest still says is held. */
  readonly exact: boolean;
  /** When the restore began. */
  readonly startedAt: number;
}

type Given = Pick<FunctionContext, "aws" | "clock" | "platform">;

/** Holds what was seen beside against the manifest of a point, and measures it. Throws `Backup.NoManifest`. */
export async function compareWithManifest(context: Given, compared: Compared): Promise<Proof> {
  const { point, looked, askedFor, exact, startedAt } = compared;
  const { objectives } = placesOf(context);
  const manifest = await readManifest(context, point);
  const place = { ...documentsOf(context), key: looked.document };
  const seen = await readDocument(place, LookDocument);
  if (!seen) throw new Error(`${place.key} is not in ${place.bucket}, though it was looked at`);
  const { rpoMs } = objectives;
  const findings = findingsOf(manifest, foundIn(seen), { askedFor, rpoMs, exact });
  const endedAt = context.clock.now();
  const { lostMs, tookMs, sentence } = measured(
    { askedFor, canaryAt: looked.canaryAt, startedAt, endedAt },
    objectives,
  );
  return {
    findings: [...findings],
    ...(lostMs !== undefined && { lostMs }),
    tookMs,
    entries: looked.entries,
    bytes: looked.bytes,
    sentence,
  };
}

/** What a point has to hold. Throws `Backup.NoManifest`. */
export async function readManifest(context: Given, point: string): Promise<Manifest> {
  const manifest = await readDocument({ ...documentsOf(context), key: manifestKey(point) }, Manifest);
  if (manifest) return manifest;
  throw new NamedError("Backup.NoManifest", `no manifest of ${point} was kept when it was made`);
}

const documentsOf = (context: Given) => ({
  client: context.aws.s3,
  bucket: placesOf(context).documents,
});
