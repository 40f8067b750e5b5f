import type { GroupDocument } from "@signalbox/core/console/documents";
import type { Run } from "@signalbox/core/ledger/records";
import { reportSentence } from "@signalbox/core/release/report";
import { predictedSentence, upgradeSentence } from "@signalbox/core/upgrade/upgrade-text";
import { alarms, executions, metrics } from "../live/documents.ts";
import { everything, filterExecutions, subjectOf } from "../logic/execution-filter.ts";
import { sentenceOf, shorten, words } from "../logic/format.ts";
import { Badge } from "../parts/badge.tsx";
import { Countdown } from "../parts/countdown.tsx";
import { DecisionButtons } from "../parts/decision-buttons.tsx";
import { Gate } from "../parts/gate.tsx";
import { Icon } from "../parts/icon.tsx";
import { Journal } from "../parts/journal.tsx";
import { Ladder } from "../parts/ladder.tsx";
import { Preview } from "../parts/preview.tsx";
import { PushButtons } from "../parts/push-buttons.tsx";
import { RollingServices } from "../parts/rolling-services.tsx";
import { TrafficBar } from "../parts/traffic-bar.tsx";
import { address, executionAddress } from "../route/route.ts";
import { Analysis } from "./analysis.tsx";

/** A release group: its traffic, its release, what a person can do. */
export function GroupCard({ group }: { group: GroupDocument }) {
  const { name, region, run, acts } = group;
  const running = run !== undefined && run.phase !== "ended";
  const measured = metrics.value.get(`${region}/${name}`);
  return (
    <article class="card group" aria-labelledby={`group-${name}`}>
      <header>
        <h2 id={`group-${name}`}>{name}</h2>
        <span class="strategy">{group.strategy}</span>
        {/* Read aloud when it changes. */}
        <span role="status" aria-label={`Release of ${name}`}>
          <Badge status={statusOf(run)} />
        </span>
      </header>
      {group.strategy === "rolling" ? <RollingServices {...group} /> : <TrafficBar {...group} />}
      {group.strategy === "blue-green" && <Preview services={group.services} />}
      {run && <Release group={group} run={run} running={running} />}
      <Refused group={group} />
      <Gate group={group} />
      {running && <DecisionButtons group={group} run={run} />}
      <Analysis group={group} measured={measured} />
      {acts.length > 0 && (
        <details open={running}>
          <summary>Journal of {running ? "this" : "the last"} release</summary>
          <Journal acts={acts} label={`Journal of ${name}`} />
        </details>
      )}
      <PushButtons group={group} />
    </article>
  );
}

function statusOf(run: Run | undefined): string {
  if (!run) return "idle";
  return run.phase === "ended" ? (run.report?.outcome ?? "ended") : run.phase;
}

/** A release that never began, since it would have been wrong; and an alarm that would refuse the next one. */
function Refused({ group: { name, region, policy, run } }: { group: GroupDocument }) {
  const raised = policy.alarms.filter((alarm) => alarms.value.get(`${region}/${alarm}`)?.state === "ALARM");
  const newest = filterExecutions(executions.value.values(), { ...everything, region }).find(
    ({ input }) => subjectOf(input).group === name && subjectOf(input).startedBy === undefined,
  );
  const refused = newest?.error !== undefined && newest.arn !== run?.release.execution ? newest : undefined;
  if (raised.length === 0 && !refused) return null;
  return (
    <ul class="warnings">
      {raised.map((alarm) => (
        <li key={alarm}>
          <Icon name="bell" />
          <span>
            <a href={address("alarms")}>{alarm}</a> is in ALARM; while it is, every release is refused.
          </span>
        </li>
      ))}
      {refused && (
        <li>
          <Icon name="warning" />
          <span>
            <a href={executionAddress(refused.arn)}>{subjectOf(refused.input).image}</a> was refused:{" "}
            {refused.error}, {shorten(sentenceOf(refused.cause ?? ""))}
          </span>
        </li>
      )}
    </ul>
  );
}

const waits: Readonly<Record<string, string>> = { baking: "bake", holding: "hold of the old side" };

function Release({ group, run, running }: { group: GroupDocument; run: Run; running: boolean }) {
  const { image, upgrade } = run.release;
  const cutover = upgrade?.strategy === "maintenance-cutover";
  const what = waits[run.phase];
  return (
    <div class="release">
      <p>
        <a href={executionAddress(run.release.execution)}>
          {image.repository}:{image.tag ?? image.digest.slice(0, 19)}
        </a>{" "}
        {running
          ? `${words(run.phase)}${run.phase === "baking" && run.release.strategy === "canary" ? ` at ${run.weight} %` : ""}, requested by ${run.release.requestedBy}`
          : "was the last release"}
      </p>
      {upgrade && <p class="sentence">{upgradeSentence(upgrade)}</p>}
      {running && upgrade?.downtime && <p class="sentence">{predictedSentence(upgrade.downtime)}</p>}
      {run.release.strategy === "canary" && !cutover && <Ladder run={run} />}
      {group.wait && what && <Countdown wait={group.wait} what={what} />}
      {run.report && <p class="sentence">{reportSentence(run.report)}</p>}
    </div>
  );
}
