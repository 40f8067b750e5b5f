import { lengthOf } from "@signalbox/core/backup/length-of-time";
import type { BackupDocument, RestorableDocument } from "@signalbox/core/console/documents";
import { useRef, useState } from "preact/hooks";
import { minute } from "../live/world-time.ts";
import { dayAndTime } from "../logic/format.ts";
import { Icon } from "../parts/icon.tsx";
import { ObjectiveBar } from "../parts/objective-bar.tsx";
import { BackupClass } from "./backup-class.tsx";
import { Restorations } from "./restorations.tsx";
import { RestoreWizard } from "./restore-wizard.tsx";

interface Props {
  readonly target: RestorableDocument;
  readonly classes: readonly BackupDocument[];
  /** Whether the region has to be said. */
  readonly named: boolean;
}

/** The database, or the files: what serves, how far back it can be had, its classes, its restores. */
export function BackupTarget({ target, classes, named }: Props) {
  // What the wizard begins with: a point's id, or nothing; undefined while it is closed.
  const [asked, setAsked] = useState<string | undefined>(undefined);
  const top = useRef<HTMLHeadingElement>(null);
  const open = (point: string): void => {
    setAsked(point);
    top.current?.scrollIntoView({ block: "start" });
  };
  const id = `target-${target.region}-${target.target}`;
  const isRestored = target.target !== "configuration";
  const points = classes.flatMap((one) => one.points);
  return (
    <section class="card backup-target" aria-labelledby={id}>
      <header>
        <h2 id={id} ref={top}>
          {target.target}
          {named && ` in ${target.region}`}
        </h2>
        <span class="strategy">{isRestored ? `${target.serves} serves` : target.serves}</span>
        {isRestored && asked === undefined && (
          <button type="button" onClick={() => open("")}>
            <Icon name="back" />
            Restore …
          </button>
        )}
      </header>
      {!isRestored && (
        <p class="quiet-text">Its points are read back and compared. A deploy changes it, and no restore.</p>
      )}
      <Reach target={target} />
      {asked !== undefined && (
        <RestoreWizard
          key={asked}
          target={target}
          points={points}
          point={asked}
          onClose={() => setAsked(undefined)}
        />
      )}
      <Restorations target={target} />
      {classes.map((entry) => (
        <BackupClass key={entry.id} entry={entry} of={target} onRestore={isRestored ? open : undefined} />
      ))}
      {classes.length === 0 && (
        <p class="quiet-text">
          {target.makes
            ? `No class of this stage's configuration backs up the ${target.target}, and no point of it was adopted.`
            : "No point is made here: the primary region makes them, and tells of their copies here."}
        </p>
      )}
    </section>
  );
}

/** How close to now the target can be had back to any second, where anything backs it up so. */
function Reach({ target: { continuous, objectives } }: { target: RestorableDocument }) {
  if (!continuous) return null;
  const age = Math.max(0, minute.value - continuous.latest);
  const rpo = lengthOf(objectives.rpoMs);
  return (
    <div class="objectives">
      <ObjectiveBar
        label="age of what can be had back"
        value={age}
        limit={objectives.rpoMs}
        note={`${lengthOf(age)} of the RPO of ${rpo}; any second since ${dayAndTime(continuous.earliest)} UTC`}
      />
    </div>
  );
}
