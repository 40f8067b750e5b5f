import type { Rehearsed } from "@signalbox/core/upgrade/rehearsal";
import { strategiesFor } from "@signalbox/core/upgrade/strategy";
import type { Colors } from "../io.ts";
import { facts } from "./table.ts";
import { count } from "./units.ts";
import { hang } from "./wrap.ts";

/** What a rehearsal says of a release, why, and what it took. */
export function renderRehearsal({ judgement, evidence, measured }: Rehearsed, colors: Colors): string {
  const { class: of, refused, findings, catchUp, waits, seconds } = judgement;
  const { seconds: took, cloneSeconds, bytes, costUsd } = measured;
  const bad = colors.red("✗");
  const head =
    refused.length > 0 ? `${bad} refused` : `${colors.green("✓")} ${of}: ${strategiesFor[of].join(", ")}`;
  return [
    head,
    ...refused.map((sentence) => hang(`${bad} ${sentence}`, 2)),
    ...findings.map((sentence) => hang(`- ${sentence}`, 2)),
    ...catchUp.map((sentence) => hang(`- to catch up: ${sentence}`, 2)),
    facts([
      ["migrates in", `${seconds.toFixed(1)} s`],
      ["waited for", waits.length > 0 ? waits.join(", ") : undefined],
      ["took", `${count(took)} s, ${count(cloneSeconds)} s of it for the clone`],
      ["database", `${count(bytes)} bytes`],
      ["cost", costUsd === undefined ? "unknown" : `at most $${costUsd.toFixed(2)}`],
      ["evidence", evidence],
    ]),
  ].join("\n");
}
