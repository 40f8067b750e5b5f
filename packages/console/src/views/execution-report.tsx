import type { Report } from "@signalbox/core/ledger/records";
import { costText } from "@signalbox/core/release/cost-text";
import { served } from "@signalbox/core/release/report";
import { comparedSentence, upgradeSentence } from "@signalbox/core/upgrade/upgrade-text";
import { useEffect, useState } from "preact/hooks";
import { api } from "../live/api.ts";
import { reportMarkdown } from "../logic/report-markdown.ts";
import { attempt } from "../parts/announcer.tsx";
import { saveFile } from "../parts/save-file.ts";

/** What a release served and cost, and its report to download; nothing is there as long as the ledger has none. */
export function ExecutionReport({ arn, status }: { arn: string; status: string }) {
  const report = useReport(arn, status);
  if (!report) return null;
  const upgrade = "upgrade" in report.release ? report.release.upgrade : undefined;
  const name = `report-${report.release.run}`;
  return (
    <>
      <p class="facts">
        <span>{served(report)}</span>
        {upgrade && <span>{upgradeSentence(upgrade)}</span>}
        {report.downtime && <span>{comparedSentence(upgrade?.downtime, report.downtime.seconds)}</span>}
        {report.cost !== undefined && <span>{costText(report.cost)}</span>}
      </p>
      <fieldset class="actions" aria-label="Export report">
        <button
          type="button"
          onClick={() => saveFile(`${name}.json`, "application/json", JSON.stringify(report, undefined, 2))}
        >
          Export report (JSON)
        </button>
        <button type="button" onClick={() => saveFile(`${name}.md`, "text/markdown", reportMarkdown(report))}>
          Export report (Markdown)
        </button>
      </fieldset>
    </>
  );
}

/** A release writes its report before its execution ends, so it is asked for again when the status changes. */
function useReport(arn: string, status: string): Report | undefined {
  const [report, setReport] = useState<Report | undefined>(undefined);
  useEffect(() => {
    let left = false;
    setReport(undefined);
    if (status !== "RUNNING")
      void attempt(async () => {
        const read = await api.report(arn);
        if (!left) setReport(read.report ?? undefined);
        return undefined;
      });
    return () => {
      left = true;
    };
  }, [arn, status]);
  return report;
}
