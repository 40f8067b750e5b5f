import { amountOf } from "@signalbox/core/backup/catalogue/restore-progress";
import { servedAfter } from "@signalbox/core/backup/catalogue/served-after";
import { lengthOf } from "@signalbox/core/backup/length-of-time";
import type { Restoration } from "@signalbox/core/backup/run/restoration";
import type { RestorableDocument } from "@signalbox/core/console/documents";
import { dayAndTime, shorten, words } from "../logic/format.ts";
import { Badge } from "../parts/badge.tsx";
import { Icon } from "../parts/icon.tsx";
import { ObjectiveBar } from "../parts/objective-bar.tsx";
import { RestoreGate } from "../parts/restore-gate.tsx";
import { RestorePhases } from "../parts/restore-phases.tsx";
import { executionAddress } from "../route/route.ts";
import { Problem } from "./problem.tsx";

/** The restores of a target: the one that runs, or else the last, open; those before it folded. */
export function Restorations({ target }: { target: RestorableDocument }) {
  const [newest, ...older] = target.restorations;
  if (!newest) return null;
  return (
    <section class="restorations" aria-label={`Restores of the ${target.target}`}>
      <Shown target={target} restoration={newest} />
      {older.length > 0 && (
        <details>
          <summary>Before it: {older.length}</summary>
          {older.map((one) => (
            <Shown key={one.run} target={target} restoration={one} />
          ))}
        </details>
      )}
    </section>
  );
}

function Shown({ target, restoration }: { target: RestorableDocument; restoration: Restoration }) {
  const { run, execution, phase, outcome, requestedBy, reason, startedAt, plan, holds, proof, problem } =
    restoration;
  const { rtoMs } = target.objectives;
  const back = servedAfter(restoration);
  return (
    <article class="restoration" aria-label={`Restore ${run}`}>
      <header>
        <h3>
          <a href={executionAddress(execution)}>{run}</a>
        </h3>
        <span role="status" aria-label={`State of ${run}`}>
          <Badge status={outcome ?? phase} text={words(outcome ?? phase)} />
        </span>
      </header>
      <p class="quiet-text">
        {requestedBy}, {dayAndTime(Date.parse(startedAt))} UTC: {reason}
      </p>
      <RestorePhases target={target} restoration={restoration} />
      <ul class="plan-lines">
        {plan.map((one) => (
          <li key={one}>{shorten(one)}</li>
        ))}
      </ul>
      {proof && (
        <p class="sentence">
          {proof.sentence}. {amountOf({ ...proof, tables: holds?.tables })} came back.
        </p>
      )}
      {back !== undefined && (
        <ObjectiveBar
          label="served again after"
          value={back}
          limit={rtoMs}
          note={`${lengthOf(back)} of the RTO of ${lengthOf(rtoMs)}, from the order on`}
        />
      )}
      {proof?.findings.map(({ error, where, sentence }) => (
        <p key={error + where} class="refusal tone-bad">
          <Icon name="warning" />
          <span>
            <b>{error}</b>, {where}: {sentence}
          </span>
        </p>
      ))}
      <RestoreGate region={target.region} restoration={restoration} />
      {problem && <Problem {...problem} of={run} />}
    </article>
  );
}
