import { restoreProgress } from "@signalbox/core/backup/catalogue/restore-progress";
import { servedAfter } from "@signalbox/core/backup/catalogue/served-after";
import { lengthOf } from "@signalbox/core/backup/length-of-time";
import { waysBack } from "@signalbox/core/backup/restore/parts";
import type { Restoration } from "@signalbox/core/backup/run/restoration";
import type { Colors } from "../io.ts";
import { weightBar } from "./bar.ts";
import { facts } from "./table.ts";
import { duration } from "./units.ts";
import { hang } from "./wrap.ts";

const words = (phase: string): string => phase.replaceAll("-", " ");

/** What a person may say about a restore in the phases in which it waits. */
const answers: Readonly<Record<string, readonly string[]>> = {
  "waiting-for-person": ["approve", "abort"],
  "keeping-old": ["release", "back"],
};

/** Where a restore is, as one line that changes when it does. */
export function renderPhase(restoration: Restoration): string {
  const { phase, percent } = restoration;
  const bar = phase === "restoring" && percent !== undefined ? [weightBar(percent)] : [];
  const progress = restoreProgress(restoration);
  return ["▶", words(phase), ...bar, ...(progress === undefined ? [] : [progress])].join(" ");
}

/** A restore: what it replaces and loses, how long each phase took, how it ended or what has to be said now. */
export function renderRestoration(restoration: Restoration, colors: Colors): string {
  const { run, what, phase, outcome, plan, proof, problem, old, beside, phases, endedAt } = restoration;
  const back = servedAfter(restoration);
  const bad = outcome === "failed" || outcome === "refused";
  const sign = bad ? colors.red("✗") : outcome === undefined ? colors.cyan("▶") : colors.green("✓");
  return [
    `${sign} ${colors.bold(run)} ${words(outcome ?? phase)}`,
    facts([
      ["restores", what],
      ["serves", phase === "keeping-old" || outcome === "restored" ? beside : old],
      ["kept", phase === "keeping-old" ? old : undefined],
      ["measured", proof?.sentence],
      ["served after", back === undefined ? undefined : lengthOf(back)],
      ["problem", problem && `${problem.error}: ${problem.cause}`],
    ]),
    ...plan.map((one) => hang(`· ${one}`, 2)),
    ...waysBack(restoration.parts ?? []).map((one) => hang(`▸ ${one}`, 2)),
    ...phases.flatMap(({ phase: name, at }, index) => {
      if (name === "ended") return [];
      const until = phases[index + 1]?.at ?? endedAt;
      const took = until === undefined ? "now" : duration((Date.parse(until) - Date.parse(at)) / 1_000);
      return `${at.slice(11, 19)}  ${words(name).padEnd(20)} ${took}`;
    }),
    ...(answers[phase] ?? []).map((action) => `  signalbox backup ${action} ${run} --reason …`),
  ].join("\n");
}
