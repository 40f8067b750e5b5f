import { freezeSentence } from "@signalbox/core/release/turns/freeze";
import type { Colors } from "../io.ts";
import type { GroupStatus } from "../releases/status.ts";
import { shortId } from "./shorten.ts";
import { table } from "./table.ts";

export interface Queue extends Pick<GroupStatus, "group" | "freeze" | "waiting"> {
  /** The run that they wait for. */
  readonly running: string | undefined;
}

/** Who waits, one a line; above it what holds each group up. */
export function renderQueue(queues: readonly Queue[], colors: Colors): string {
  const frozen = queues.flatMap(({ group, freeze }) =>
    freeze ? [`${colors.magenta("❄")} ${group}: ${freezeSentence(freeze)}`] : [],
  );
  const rows = queues.flatMap(({ group, running, waiting }) =>
    waiting.map(({ run, image, requestedBy, back, until }) => [
      group,
      shortId(run),
      back ? "what ran before" : image,
      requestedBy,
      shortId(running ?? ""),
      new Date(until).toISOString().slice(0, 19).replace("T", " "),
    ]),
  );
  const head = ["GROUP", "WAITS", "IMAGE", "ASKED BY", "FOR", "UNTIL"].map((cell) => colors.dim(cell));
  return [...frozen, rows.length === 0 ? "no release waits for its turn" : table(head, rows)].join("\n");
}
