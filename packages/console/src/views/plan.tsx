import type { PlanDocument } from "@signalbox/core/console/documents";
import { errors } from "../live/api.ts";
import { duration, percent } from "../logic/format.ts";
import { Icon } from "../parts/icon.tsx";

/** What would be done now; nothing is written by looking. */
export function Plan({ plan }: { plan: PlanDocument }) {
  const { title, facts, ladder, policy, atLeastSeconds, steps, refusals } = plan;
  const changed = policy.filter((field) => field.changed);
  return (
    <section class="plan" aria-label="Plan">
      <h3>{title}</h3>
      {refusals.map(({ error, cause }) => (
        <p key={error + cause} class="refusal tone-bad">
          <Icon name="warning" />
          <span>
            It would be refused: <b>{error}</b>, {cause}. {errors.value[error]?.action}
          </span>
        </p>
      ))}
      <dl class="plan-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {atLeastSeconds > 0 && (
          <div>
            <dt>takes</dt>
            <dd>at least {duration(atLeastSeconds * 1000)} of the world's time</dd>
          </div>
        )}
        {changed.length > 0 && (
          <div>
            <dt>this time</dt>
            <dd>{changed.map(({ name, value }) => `${name} ${value}`).join(", ")}</dd>
          </div>
        )}
      </dl>
      {ladder.length > 0 && (
        <ol class="ladder" aria-label="planned weights">
          {ladder.map(({ weight, capacities }) => (
            <li key={weight} class="level-next">
              {percent(weight)}
              <small>{tasksIn(capacities)}</small>
            </li>
          ))}
        </ol>
      )}
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

/** Of several services each with its name. */
function tasksIn(capacities: Readonly<Record<string, number>>): string {
  const all = Object.entries(capacities);
  const [only] = all;
  if (only && all.length === 1) return `${only[1]} ${only[1] === 1 ? "task" : "tasks"}`;
  return `tasks: ${all.map(([name, tasks]) => `${name} ${tasks}`).join(", ")}`;
}
