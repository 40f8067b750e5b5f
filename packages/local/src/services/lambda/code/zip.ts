import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, normalize } from "node:path";
import { unzipSync } from "fflate";
import { AwsError } from "../../error.ts";
import type { Code } from "../function.ts";

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: 50 MB zipped in a request, 250 MB unzipped. */
const maxZipped = 52_428_800;
const maxUnzipped = 262_144_000;

/** The folders that functions' code was unpacked to, until the cloud stops. */
export class UnpackedCode {
  readonly #folders: string[] = [];

  /** Throws what AWS throws for a file that is no zip or too large; writes nothing before the first use. */
  open(bytes: Uint8Array): Code {
    if (bytes.byteLength > maxZipped)
      throw new AwsError(
        "RequestEntityTooLargeException",
        `Request must be smaller than ${maxZipped} bytes for the CreateFunction operation`,
        { statusCode: 413 },
      );
    const files = unzip(bytes);
    let folder: string | undefined;
    return {
      zip: { bytes, sha256: createHash("sha256").update(bytes).digest("base64") },
      folder: () => {
        folder ??= this.#write(files);
        return folder;
      },
    };
  }

  #write(files: ReadonlyMap<string, Uint8Array>): string {
    const folder = mkdtempSync(join(tmpdir(), "signalbox-lambda-"));
    this.#folders.push(folder);
    for (const [path, bytes] of files) {
      const target = join(folder, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, bytes);
    }
    return folder;
  }

  remove(): void {
    for (const folder of this.#folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  }
}

/** Files by path; entries that would land outside the folder are left out, as `unzip` does. */
function unzip(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  let size = 0;
  try {
    const files = unzipSync(bytes, {
      // Sizes stand in the archive's directory, so a bomb is refused before it is opened.
      filter: ({ name, originalSize }) => {
        size += originalSize;
        if (size > maxUnzipped) throw tooLarge;
        return !name.endsWith("/") && !normalize(name).startsWith("..");
      },
    });
    return new Map(Object.entries(files));
  } catch (error) {
    if (error === tooLarge) throw error;
    throw invalid("Could not unzip uploaded file. Please check your file, then try to upload again.");
  }
}

const invalid = (message: string): AwsError =>
  new AwsError("InvalidParameterValueException", message, { fields: { Type: "User" } });

const tooLarge = invalid(`Unzipped size must be smaller than ${maxUnzipped} bytes`);
