import { readFile } from "node:fs/promises";
import { readTrace, type Trace } from "@signalbox/core/scaling/trace";
import { usageError } from "../user-error.ts";

/** Reads a trace, and answers its text too. Throws usage errors that name the file and the line. */
export async function readTraceFile(file: string): Promise<{ readonly text: string; readonly trace: Trace }> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw usageError(`${file} cannot be read`, error.code ?? error.message, "name a CSV file with a trace");
  });
  try {
    return { text, trace: readTrace(text) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw usageError(
      `${file} is no trace`,
      why,
      "write one line a minute; signalbox scale simulate --help has one",
    );
  }
}
