import { createHash } from "node:crypto";
import { open } from "node:fs/promises";

/** Two of these a file: one is read into while the other is hashed. */
const chunkBytes = 1 << 20;

/** SHA-256 of a file, and how long it was, read from begin to end once. Rejects with what the file system says. */
export async function digestFile(path: string): Promise<{ readonly sha256: string; readonly bytes: number }> {
  await using file = await open(path);
  const hash = createHash("sha256");
  const { size } = await file.stat();
  // A small file needs no more than itself, and one byte that shows its end.
  const space = Math.min(chunkBytes, size + 1);
  let [filling, full] = [Buffer.allocUnsafe(space), Buffer.allocUnsafe(space)];
  let bytes = 0;
  let reading = file.read(filling, 0, space);
  for (;;) {
    const { bytesRead } = await reading;
    if (bytesRead === 0) return { sha256: hash.digest("hex"), bytes };
    [filling, full] = [full, filling];
    bytes += bytesRead;
    reading = file.read(filling, 0, space);
    hash.update(full.subarray(0, bytesRead));
  }
}
