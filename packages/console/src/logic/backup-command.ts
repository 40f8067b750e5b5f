import type { Asked } from "@signalbox/core/backup/restore/choose-source";
import { quoted } from "./command.ts";

interface Place {
  readonly region: string;
  readonly target: string;
}

/** The same restore as the `signalbox` command makes it; `reason` is empty while it is not typed yet. */
export function restoreCommand(
  endpoint: string,
  { region, target }: Place,
  asked: Asked,
  reason: string,
): string {
  const as = "point" in asked ? ["--point", asked.point] : ["--time", new Date(asked.time).toISOString()];
  const words = ["npm", "run", "-s", "signalbox", "--", "backup", "restore", target, ...as];
  return [...words, "--reason", reason.trim() || "…", "--watch", "--endpoint", endpoint, "--region", region]
    .map(quoted)
    .join(" ");
}
