import type { VerificationReport } from "@signalbox/core/backup/run/verification";
import { remedyFor } from "../failure.ts";
import type { Colors } from "../io.ts";
import { facts } from "./table.ts";
import { count } from "./units.ts";
import { hang } from "./wrap.ts";

/** How a verification ended: what came back, how long it took, and what was not as it should be. */
export function renderVerification(
  { class: id, outcome, point, proof }: VerificationReport,
  colors: Colors,
): string {
  if (outcome === "nothing-due")
    return `${colors.green("✓")} every point of ${id} that has to be verified is; --point verifies another one`;
  const sign = outcome === "verified" ? colors.green("✓") : colors.red("✗");
  return [
    `${sign} ${outcome} ${point ?? id}`,
    ...(proof
      ? [
          facts([
            ["measured", proof.sentence],
            ["came back", `${count(proof.entries)} rows or files, ${count(proof.bytes)} bytes`],
          ]),
          ...proof.findings.map(({ error, where, sentence }) =>
            hang(
              `${colors.red("✗")} ${error} (${where}): ${sentence} ${remedyFor(error) ?? ""}`.trimEnd(),
              2,
            ),
          ),
        ]
      : []),
  ].join("\n");
}
