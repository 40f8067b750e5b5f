import type { Asked } from "@signalbox/core/backup/restore/choose-source";
import { quoted } from "./command.ts";

interface Place {
  readonly region: string;
  readonly target: string;
}

const signalbox = (endpoint: string, region: string, ...words: readonly string[]): string =>
  [
    "npm",
    "run",
    "-s",
    "signalbox",
    "--",
    "backup",
    ...words,
    "--watch",
    "--endpoint",
    endpoint,
    "--region",
    region,
  ]
    .map(quoted)
    .join(" ");

const why = (reason: string): readonly string[] => ["--reason", reason.trim() || "…"];

/** The same restore as the `signalbox` command makes it; `reason` is empty while it is not typed yet. */
export function restoreCommand(
  endpoint: string,
  { region, target }: Place,
  asked: Asked,
  reason: string,
): string {
  const as = "point" in asked ? ["--point", asked.point] : ["--time", new Date(asked.time).toISOString()];
  return signalbox(endpoint, region, "restore", target, ...as, ...why(reason));
}

interface Waiting {
  readonly region: string;
  /** Name of the restore's execution. */
  readonly run: string;
}

/** The same answer to a restore that waits, as the `signalbox` command gives it. */
export const answerCommand = (
  endpoint: string,
  { region, run }: Waiting,
  action: string,
  reason: string,
): string => signalbox(endpoint, region, action, run, ...why(reason));
