import type { CataloguePoint } from "@signalbox/core/backup/catalogue/entries";
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
  /** What it can be had back from. */
  readonly points: readonly CataloguePoint[];
  /** Whether the region has to be said. */
  readonly named: boolean;
}

/** The database, or the files: what serves, how far back it can be had, its classes, its restores. */
export function BackupTarget({ target, classes, points, named }: Props) {
  // What the wizard begins with: a point's id, or nothing; undefined while it is closed.
  const [asked, setAsked] = useState<string | undefined>(undefined);
  const top = useRef<HTMLHeadingElement>(null);
  const open = (point: string): void => {
    setAsked(point);
    top.current?.scrollIntoView({ block: "start" });
  };
  const id = `target-${target.region}-${target.target}`;
  return (
    <section class="card backup-target" aria-labelledby={id}>
      <header>
        <h2 id={id} ref={top}>
          {target.target}
          {named && ` in ${target.region}`}
        </h2>
        <span class="strategy">{isSwitched(target) ? `${target.serves} serves` : target.serves}</span>
        {asked === undefined && (
          <button type="button" onClick={() => open("")}>
            <Icon name="back" />
            Restore …
          </button>
        )}
      </header>
      {told[target.target] !== undefined && <p class="quiet-text">{told[target.target]}</p>}
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
        <BackupClass key={entry.id} entry={entry} of={target} onRestore={open} />
      ))}
      {classes.length === 0 && isBackedUp(target) && (
        <p class="quiet-text">
          {target.makes
            ? `No class of this stage's configuration backs up the ${target.target}, and no point of it was adopted.`
            : "No point is made here: the primary region makes them, and tells of their copies here."}
        </p>
      )}
    </section>
  );
}

const isSwitched = ({ target }: RestorableDocument): boolean => target === "database" || target === "files";

const isBackedUp = ({ target }: RestorableDocument): boolean => target !== "secrets" && target !== "all";

/** What a restore of it does that is not a switch. */
const told: Partial<Record<RestorableDocument["target"], string>> = {
  configuration:
    "Nothing can be switched here: a restore writes back what is different, and says what a deploy brings.",
  secrets: "No backup has a value: a restore keeps what waits for its deletion, and moves versions back.",
  all: "Secrets, configuration, database, files: one after another, to one moment, with one way back.",
};

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
