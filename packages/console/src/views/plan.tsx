import type { PlanDocument } from "@signalbox/core/release/plan-document";
import { errors } from "../live/api.ts";
import { duration, shorten } from "../logic/format.ts";
import { Fact } from "../parts/fact.tsx";
import { Icon } from "../parts/icon.tsx";
import { PlanStages } from "./plan-stages.tsx";

/** What would be done now; nothing is written by looking. */
export function Plan({ plan }: { plan: PlanDocument }) {
  const { title, strategy, facts, stages, policy, atLeastSeconds, atMostSeconds, steps, refusals } = plan;
  const differing = policy.filter(({ changed, usual }) => changed || usual !== undefined);
  return (
    <section class="plan" aria-label="Plan">
      <h3>{title}</h3>
      {strategy && <p>{strategy.why}.</p>}
      {refusals.map(({ error, cause }) => (
        <Refused key={error + cause} error={error} cause={cause} />
      ))}
      {plan.drift !== undefined && <Refused error="Release.Drifted" cause={plan.drift} />}
      <dl class="plan-facts">
        {facts.map(([name, value]) => (
          <Fact key={name} name={name} value={shorten(value)} />
        ))}
        {stages.length > 0 && (
          <Fact
            name="takes"
            value={`${duration(atLeastSeconds * 1000)} to ${duration(atMostSeconds * 1000)} of the world's time`}
          />
        )}
        {differing.length > 0 && (
          <Fact
            name="this time"
            value={differing
              .map(
                ({ name, value, usual }) =>
                  `${name} ${value}${usual === undefined ? "" : ` (else ${usual})`}`,
              )
              .join(", ")}
          />
        )}
        {strategy && <Fact name="cost" value={costText(plan.cost)} />}
        {strategy && plan.drift === undefined && (
          <Fact name="drift" value={plan.compared ? "none found" : "not looked for"} />
        )}
      </dl>
      {stages.length > 0 && <PlanStages stages={stages} />}
      {steps.length > 0 && (
        <details>
          <summary>{steps.length} steps and the AWS calls that each may make</summary>
          <ol class="plan-steps">
            {steps.map(({ state, says, calls }) => (
              <li key={state}>
                <b>{state}</b> {says}
                <small>{calls.join(", ")}</small>
              </li>
            ))}
          </ol>
        </details>
      )}
    </section>
  );
}

function Refused({ error, cause }: PlanDocument["refusals"][number]) {
  return (
    <p class="refusal tone-bad">
      <Icon name="warning" />
      <span>
        It would be refused: <b>{error}</b>, {cause}. {errors.value[error]?.action}
      </span>
    </p>
  );
}

const costText = (cost: number | undefined): string =>
  cost === undefined
    ? "not known: a workflow of it was not measured, or its region has no prices here"
    : `$${cost.toFixed(4)} to a promotion, at list price`;
