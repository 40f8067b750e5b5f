import { lengthOf } from "@signalbox/core/backup/length-of-time";
import { measuresOf, reportText, riskOf } from "@signalbox/core/failover/report";
import type { FailoverRun } from "@signalbox/core/failover/run";
import { now } from "../live/world-time.ts";
import { dayAndTime, words } from "../logic/format.ts";
import { answerCommand } from "../logic/regions.ts";
import { Badge } from "../parts/badge.tsx";
import { CopyCommand } from "../parts/copy-command.tsx";
import { saveFile } from "../parts/save-file.ts";
import { executionAddress } from "../route/route.ts";
import { IncidentTimeline } from "./incident-timeline.tsx";
import { Problem } from "./problem.tsx";

/** What a person would mostly say, by the state that waits for one. */
const answers: Readonly<Record<string, string>> = { asking: "approve", Ask: "approve", AskHow: "retry" };

/** One failover or failback: why, what it came to, its timeline, and its report to take away. */
export function Incident({ run }: { run: FailoverRun }) {
  const { kind, from, to, outcome, phase, sentence, problem, startedAt, requestedBy } = run;
  const answer = answers[phase];
  return (
    <article class="card incident" aria-label={`${kind} ${run.run}`}>
      <header>
        <h2>
          <a href={executionAddress(run.owner)}>
            {kind} from {from} to {to}
          </a>
        </h2>
        <span class="strategy run-name" title={run.run}>
          {run.run}
        </span>
        <span role="status" aria-label={`State of ${run.run}`}>
          <Badge status={outcome ?? "running"} text={words(outcome ?? phase)} />
        </span>
      </header>
      <p>{sentence}</p>
      <p class="quiet-text">
        {run.mode}, asked by {requestedBy} at {dayAndTime(Date.parse(startedAt))} UTC
        {run.epoch !== undefined && `, epoch ${run.epoch}`}. {riskOf(run)}
      </p>
      <Measures run={run} />
      {outcome === undefined && answer !== undefined && (
        <CopyCommand command={answerCommand(location.origin, run, answer)} label={`Copy: ${answer}`} />
      )}
      {problem && <Problem {...problem} of={run.run} />}
      <IncidentTimeline run={run} />
      <Exports run={run} />
    </article>
  );
}

/** While it runs: how long users have been without, until now. */
function Measures({ run }: { run: FailoverRun }) {
  const { lostAt, outcome } = run;
  const { rtoSeconds, rpoSeconds } = run.measures ?? measuresOf(run);
  const without = lostAt === undefined ? undefined : Math.max(0, now.value - Date.parse(lostAt));
  return (
    <p class="facts">
      <span>
        RTO{" "}
        <b>
          {rtoSeconds !== undefined
            ? lengthOf(rtoSeconds * 1_000)
            : outcome === undefined && without !== undefined
              ? `${lengthOf(without)} so far`
              : "not served"}
        </b>
      </span>
      <span>
        RPO <b>{rpoSeconds === undefined ? "unknown" : lengthOf(rpoSeconds * 1_000)}</b>
      </span>
    </p>
  );
}

function Exports({ run }: { run: FailoverRun }) {
  const name = `${run.kind}-${run.run}`;
  return (
    <fieldset class="actions" aria-label={`Export report of ${run.run}`}>
      <button
        type="button"
        onClick={() => saveFile(`${name}.json`, "application/json", JSON.stringify(run, undefined, 2))}
      >
        Export report (JSON)
      </button>
      <button type="button" onClick={() => saveFile(`${name}.md`, "text/markdown", reportText(run))}>
        Export report (Markdown)
      </button>
    </fieldset>
  );
}
