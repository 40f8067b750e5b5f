import type { GroupDocument, MetricsDocument } from "@signalbox/core/console/documents";
import { judgeLimits } from "../logic/judge-limits.ts";
import { verdictsOf } from "../logic/verdicts.ts";
import { Verdicts } from "../parts/verdicts.tsx";
import { SideCharts } from "./side-charts.tsx";

/** Both sides measured against what the judge allows, and what it has said so far. */
export function Analysis({
  group,
  measured,
}: {
  group: GroupDocument;
  measured: MetricsDocument | undefined;
}) {
  const { name, run, acts } = group;
  const verdicts = verdictsOf(acts);
  const drawn = measured !== undefined && measured.times.length > 0;
  if (!drawn && verdicts.length === 0) return null;
  return (
    <section class="analysis" aria-labelledby={`analysis-${name}`}>
      <h3 id={`analysis-${name}`}>Analysis</h3>
      {drawn && <SideCharts metrics={measured} limits={run && judgeLimits(measured, run)} />}
      {verdicts.length > 0 && <Verdicts verdicts={verdicts} label={`Verdicts on ${name}`} />}
      {run && run.phase !== "ended" && verdicts.length === 0 && (
        <p class="quiet-text">No measurement yet: the first comes when the first bake is over.</p>
      )}
    </section>
  );
}
