import { createHash } from "node:crypto";
import { GetObjectCommand, NoSuchKey, type S3Client } from "@aws-sdk/client-s3";
import type { FoundFiles } from "@signalbox/core/backup/content/found";

/**
 * SHA-256 of the newest version of an object, piece by piece as it arrives, and how long it was. Undefined for one that is gone.
 * One that its key does not open is unreadable; rejects with all else that S3 says, and with the reason of `signal`.
 */
export async function digestObject(
  client: S3Client,
  place: { readonly Bucket: string; readonly Key: string },
  signal: AbortSignal,
): Promise<FoundFiles["files"][string] | undefined> {
  try {
    const { Body } = await client.send(new GetObjectCommand(place), { abortSignal: signal });
    const hash = createHash("sha256");
    let bytes = 0;
    const sink = new WritableStream<Uint8Array>({
      write: (piece) => {
        hash.update(piece);
        bytes += piece.byteLength;
      },
    });
    await Body?.transformToWebStream().pipeTo(sink, { signal });
    return { sha256: hash.digest("hex"), bytes };
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    if (error instanceof Error && ofKey(error)) return { unreadable: `${error.name}: ${error.message}` };
    throw error;
  }
}

/** S3 hands on what KMS says, as `KMS.DisabledException`, or as AccessDenied that names the action on the key. */
const ofKey = ({ name, message }: Error): boolean =>
  /^KMS\b/.test(name) || (name === "AccessDenied" && /\bkms:/.test(message));
