import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findingsOf } from "@signalbox/core/backup/content/compare";
import { sizeOf } from "@signalbox/core/backup/content/manifest";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Progress, readFiles } from "./read-files.ts";
import { takeManifest } from "./take-manifest.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-files-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const clock = { now: () => Date.parse("2026-11-21T03:00:00Z"), sleep: async () => {} };
const file = (path: string, content: Uint8Array | string) => {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), content);
};
const taken = () => takeManifest(folder, { run: "files-daily-20261121T030000Z", clock });
/** Sizes around those of a chunk, where reading may go wrong. */
const contents = [0, 1, 1_048_575, 1_048_576, 1_048_577, 3_000_000].map((bytes) => randomBytes(bytes));

test("every file has its SHA-256 and its length, whatever they are, and progress ends with all of them", async () => {
  for (const [index, content] of contents.entries()) file(`uploads/${index}/ä ${index}.bin`, content);
  symlinkSync("nowhere", join(folder, "link"));
  const seen: Progress[] = [];
  const { files } = await readFiles(folder, { onProgress: (now) => seen.push(now) });
  expect(files).toEqual(
    Object.fromEntries(
      contents.map((content, index) => [
        `uploads/${index}/ä ${index}.bin`,
        { sha256: createHash("sha256").update(content).digest("hex"), bytes: content.length },
      ]),
    ),
  );
  const bytes = contents.reduce((sum, content) => sum + content.length, 0);
  expect(seen.map((now) => now.files)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(seen.at(-1)).toEqual({ files: 6, bytes, of: 6 });
  expect(sizeOf(await taken())).toEqual({ entries: 6, bytes });
});

test("each way to ruin restored files is found by its name", async () => {
  for (const name of ["same", "gone", "cut", "changed"]) file(`uploads/${name}`, "content");
  const manifest = await taken();
  rmSync(join(folder, "uploads/gone"));
  truncateSync(join(folder, "uploads/cut"), 3);
  file("uploads/changed", "contenT");
  file("uploads/more", "");
  const found = await readFiles(folder);
  const findings = findingsOf(manifest, found, { askedFor: clock.now(), rpoMs: 0, exact: true });
  expect(findings.map(({ error, where }) => `${error} ${where}`).sort()).toEqual([
    "Backup.FileChanged uploads/changed",
    "Backup.FileMissing uploads/gone",
    "Backup.FileTruncated uploads/cut",
    "Backup.FileUnexpected uploads/more",
  ]);
});

test("it ends early when it is told to, and a directory that is not there is no empty one", async () => {
  file("a", "a");
  await expect(readFiles(folder, { signal: AbortSignal.abort(new Error("time is over")) })).rejects.toThrow(
    "time is over",
  );
  await expect(readFiles(join(folder, "nowhere"))).rejects.toMatchObject({ code: "ENOENT" });
});
