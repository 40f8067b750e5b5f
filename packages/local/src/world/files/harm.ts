import type { Random } from "../random.ts";
import type { FilePlane } from "./file-plane.ts";

/** What may be wrong with the files of a volume. */
export const fileHarms = [
  "empty",
  "missing-file",
  "changed-content",
  "truncated-file",
  "extra-file",
] as const;
export type FileHarm = (typeof fileHarms)[number];

/** Breaks a volume: one file that chance picks, or all. A volume without files can only get one too many. */
export async function harmFiles(
  plane: FilePlane,
  volume: string,
  harm: FileHarm,
  chance: Pick<Random, "next" | "hex">,
): Promise<void> {
  if (harm === "extra-file") {
    await plane.write(volume, `extra-${chance.hex(8)}`, Buffer.from("nobody wrote this"));
    return;
  }
  const files = await plane.list(volume);
  if (harm === "empty") {
    for (const { path } of files) await plane.delete(volume, path);
    return;
  }
  // An empty file has nothing that could change.
  const candidates = harm === "missing-file" ? files : files.filter(({ sizeBytes }) => sizeBytes > 0);
  const picked = candidates[Math.floor(chance.next() * candidates.length)];
  if (!picked) return;
  if (harm === "missing-file") {
    await plane.delete(volume, picked.path);
    return;
  }
  const content = await plane.read(volume, picked.path);
  if (harm === "truncated-file") {
    await plane.write(volume, picked.path, content.subarray(0, Math.floor(content.byteLength / 2)));
    return;
  }
  const at = Math.floor(chance.next() * content.byteLength);
  content[at] = (content[at] ?? 0) ^ 1;
  await plane.write(volume, picked.path, content);
}
