import type { CataloguePoint } from "@signalbox/core/backup/catalogue/entries";
import { askedRuns } from "@signalbox/core/backup/catalogue/run-names";
import type { Asked } from "@signalbox/core/backup/restore/choose-source";
import type { RestorePlan } from "@signalbox/core/backup/restore/plan";
import type { RestoreOrder } from "@signalbox/core/backup/run/restoration";
import type { RestorableDocument } from "@signalbox/core/console/documents";
import { useState } from "preact/hooks";
import { api } from "../live/api.ts";
import { machineOf } from "../live/machine.ts";
import { now } from "../live/world-time.ts";
import { restoreCommand } from "../logic/backup-command.ts";
import { shorten } from "../logic/format.ts";
import { attempt } from "../parts/announcer.tsx";
import { CopyCommand } from "../parts/copy-command.tsx";
import { MomentField } from "../parts/moment-field.tsx";
import { ask } from "../parts/reason-dialog.tsx";
import { RestorePlanView } from "./restore-plan.tsx";

interface Props {
  readonly target: RestorableDocument;
  readonly points: readonly CataloguePoint[];
  /** The point that it begins with; empty: none. */
  readonly point: string;
  readonly onClose: () => void;
}

/** Asks as of when, shows what would be done, and starts it with a reason. */
export function RestoreWizard({ target, points, point, onClose }: Props) {
  const [asked, setAsked] = useState<Asked | undefined>(point === "" ? undefined : { point });
  const [plan, setPlan] = useState<RestorePlan | undefined>(undefined);
  const { region, target: what } = target;
  const machineArn = machineOf(region, what === "all" ? "restore-all" : "restore");
  const change = (next: Asked | undefined): void => {
    setAsked(next);
    setPlan(undefined);
  };
  const show = (of: Asked | undefined): void => {
    change(of);
    if (of)
      void attempt(async () => {
        setPlan(await api.planRestore(region, what, of));
        return undefined;
      });
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    show(asked);
  };
  return (
    <section class="wizard" aria-label={`Restore the ${what}`}>
      <form onSubmit={submit}>
        <h3>Restore the {what}: as of when?</h3>
        <MomentField points={points} continuous={target.continuous} asked={asked} onChange={change} />
        <div class="actions">
          <button type="submit" class={plan ? "" : "primary"} disabled={!asked}>
            Show what it would do
          </button>
          {plan && asked && plan.refusals.length === 0 && machineArn !== undefined && (
            <button
              type="button"
              class="danger"
              onClick={() => start({ target, asked, plan, machineArn, onStarted: onClose })}
            >
              Restore …
            </button>
          )}
          <button type="button" class="quiet" onClick={onClose}>
            Close
          </button>
        </div>
      </form>
      {plan && <RestorePlanView plan={plan} onChoose={show} />}
      {plan && machineArn === undefined && (
        <p class="quiet-text">Nothing can be started: this deployment has no workflow for it.</p>
      )}
      {asked && (
        <CopyCommand command={restoreCommand(location.origin, { region, target: what }, asked, "")} />
      )}
    </section>
  );
}

interface Start {
  readonly target: RestorableDocument;
  readonly asked: Asked;
  readonly plan: RestorePlan;
  readonly machineArn: string;
  readonly onStarted: () => void;
}

/** Has the person type what is replaced, and why; then it starts. */
const start = ({ target: { target: what, region }, asked, plan, machineArn, onStarted }: Start): void =>
  ask({
    title: `Restore the ${what}`,
    text: plan.items.map(({ sentence }) => shorten(sentence)).join(" "),
    action: "Restore",
    danger: true,
    needsReason: true,
    typed: what,
    command: (reason) => restoreCommand(location.origin, { region, target: what }, asked, reason),
    act: async (reason) => {
      const as = "point" in asked ? asked : { time: new Date(asked.time).toISOString() };
      const said: Omit<RestoreOrder, "what"> = { ...as, dryRun: false, reason, requestedBy: "console" };
      await api.start(machineArn, askedRuns.restore(what, now.value), { what, ...said });
      onStarted();
      return `The restore of the ${what} has started`;
    },
  });
