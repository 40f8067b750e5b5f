import type { ScalingDocument } from "@signalbox/core/console/documents";
import { reasons } from "@signalbox/core/scaling/planner/decision";
import { heldText } from "@signalbox/core/scaling/status/held-text";
import { minute } from "../live/world-time.ts";
import { clockTime } from "../logic/format.ts";
import { dollars, isIdle, limitsOf, number, standingOf, weighed } from "../logic/scaling.ts";
import { Badge } from "../parts/badge.tsx";
import { CopyCommand } from "../parts/copy-command.tsx";
import { Fact } from "../parts/fact.tsx";
import { Icon } from "../parts/icon.tsx";
import { ObjectiveBar } from "../parts/objective-bar.tsx";
import { ScalingFigures } from "../parts/scaling-figures.tsx";
import { ScalingRuns } from "../parts/scaling-runs.tsx";
import { ScalingCharts } from "./scaling-charts.tsx";

/** A planned service: what there is and what is wanted, why, what it costs, and what was done. */
export function ScalingService({ of }: { of: ScalingDocument }) {
  const { service, region, owned, decision, series, cap, objective } = of;
  const [status, text] = standingOf(of, minute.value);
  return (
    <article class="card scaling-service" aria-labelledby={`scaling-${region}-${service}`}>
      <header>
        <h2 id={`scaling-${region}-${service}`}>{service}</h2>
        <span class="strategy">
          {region}; {objective.late * 100} % may wait longer than {objective.seconds} s
        </span>
        <span role="status" aria-label={`Scaling of ${service}`}>
          <Badge status={status} text={text} />
        </span>
      </header>
      {!owned && (
        <p class="sentence">
          AWS's scaling sets the number of its tasks; the planner only says what it would do.
        </p>
      )}
      {decision ? (
        <>
          <Standing of={of} decision={decision} />
          <Limits of={of} />
          <Why decision={decision} />
        </>
      ) : (
        <p class="quiet-text">
          The planner looks each minute and speaks once replicas have said for a minute what they do.
        </p>
      )}
      {cap && (
        <ObjectiveBar
          label="a month at this rate"
          value={cap.atThisRateUsd}
          limit={cap.monthlyUsd}
          note={`${dollars(cap.atThisRateUsd)} of ${dollars(cap.monthlyUsd)}, all planned services together`}
        />
      )}
      {series.times.length > 0 && <ScalingCharts of={of} />}
      {isIdle(series) && (
        <div>
          <p class="quiet-text">Nobody has asked it anything in these hours. Requests that can be watched:</p>
          <CopyCommand command="npm run -s signalbox -- load replay test/fixtures/traces/azure-conversation-2023.csv --share 0.1" />
        </div>
      )}
      <ScalingRuns of={of} />
      <ScalingFigures service={service} series={series} />
    </article>
  );
}

type Decision = NonNullable<ScalingDocument["decision"]>;

function Standing({ of, decision }: { of: ScalingDocument; decision: Decision }) {
  const { demand, wanted, ready, starting, costPerHour } = decision;
  return (
    <dl class="scaling-tiles">
      <Tile
        name="wanted"
        value={number(wanted)}
        note={`of ${of.bounds.least} to ${of.bounds.most} allowed`}
      />
      <Tile name="ready" value={number(ready)} note={`${starting} starting`} />
      {of.hold && <Tile name="held" value={number(of.held?.requests)} note={heldText(of) ?? ""} />}
      <Tile
        name="busy by demand"
        value={number(demand.now)}
        note={`${number(demand.middle)} to ${number(demand.high)} once a new one is ready`}
      />
      <Tile name="an hour" value={dollars(costPerHour)} note={`${dollars(of.todayUsd)} since midnight UTC`} />
    </dl>
  );
}

function Tile({ name, value, note }: { name: string; value: string; note: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <b>{value}</b> <span class="quiet-text">{note}</span>
      </dd>
    </div>
  );
}

function Limits({ of }: { of: ScalingDocument }) {
  const limits = limitsOf(of);
  if (limits.length === 0) return null;
  return (
    <ul class="warnings" aria-label={`What limits ${of.service}`}>
      {limits.map((limit) => (
        <li key={limit}>
          <Icon name="warning" />
          <span>{limit}</span>
        </li>
      ))}
    </ul>
  );
}

/** What binds, and what one more and one fewer would do; of an older word the sentence alone. */
function Why({ decision: { at, because, oneMore, oneFewer, sentence } }: { decision: Decision }) {
  return (
    <details class="scaling-why" open>
      <summary>The planner at {clockTime(at)}</summary>
      <p class="sentence">{sentence}</p>
      {because !== undefined && (
        <dl class="plan-facts">
          <Fact name="binds" value={reasons[because]} />
          {oneMore !== undefined && <Fact name="one more" value={weighed(oneMore)} />}
          {oneFewer !== undefined && <Fact name="one fewer" value={weighed(oneFewer)} />}
        </dl>
      )}
    </details>
  );
}
