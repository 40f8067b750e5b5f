import type { GroupDocument, MetricsDocument } from "@signalbox/core/console/documents";
import { verdictsOf } from "../logic/verdicts.ts";
import { Evidence } from "../parts/evidence.tsx";
import { Verdicts } from "../parts/verdicts.tsx";
import { SideCharts } from "./side-charts.tsx";

/** Both sides measured, what the judge sees in them now, and what it has said so far. */
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
      {drawn && <SideCharts metrics={measured} />}
      {run?.analysis && <Evidence analysis={run.analysis} label={`Evidence on ${name}`} />}
      {verdicts.length > 0 && <Verdicts verdicts={verdicts} label={`Verdicts on ${name}`} />}
      {run && run.phase !== "ended" && !run.analysis && (
        <p class="quiet-text">No measurement yet: the first comes a minute into the first bake.</p>
      )}
    </section>
  );
}
