import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { readFiles } from "@signalbox/functions/files/read-files";
import type { Row } from "./row.ts";

const run = promisify(execFile);
const files = 64;
const fileBytes = 16 << 20;
const rounds = 3;

/** 1 GiB in 64 files, by turns with `sha256sum`; the best of three each, since other work only slows down. */
export async function benchDigest(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-digest-"));
  try {
    const names = Array.from({ length: files }, (_, index) => `${index}.bin`);
    for (const name of names) writeFileSync(join(folder, name), randomBytes(fileBytes));
    const rate = async (work: () => Promise<unknown>): Promise<number> => {
      const start = performance.now();
      await work();
      return (files * fileBytes) / 1e6 / ((performance.now() - start) / 1_000);
    };
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      theirs.push(await rate(() => run("sha256sum", names, { cwd: folder })));
      ours.push(await rate(() => readFiles(folder)));
    }
    const [best, reference] = [Math.max(...ours), Math.max(...theirs)];
    return [
      { name: "digest of 1 GiB of files", value: best, unit: "MB/s" },
      { name: "digest: speed of sha256sum", value: reference, unit: "MB/s" },
      {
        name: "digest: share of sha256sum's speed",
        value: (best / reference) * 100,
        unit: "%",
        aim: ">= 80",
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
