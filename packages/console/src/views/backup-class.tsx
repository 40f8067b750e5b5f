import type { Cell } from "@signalbox/core/backup/catalogue/calendar";
import { newestOf, newestVerifiedOf } from "@signalbox/core/backup/catalogue/newest";
import { lengthOf } from "@signalbox/core/backup/length-of-time";
import type { BackupDocument, RestorableDocument } from "@signalbox/core/console/documents";
import { useState } from "preact/hooks";
import { executionArnOf, machineOf } from "../live/machine.ts";
import { minute } from "../live/world-time.ts";
import { dayAndTime } from "../logic/format.ts";
import { Badge } from "../parts/badge.tsx";
import { ClassButtons, verify } from "../parts/class-buttons.tsx";
import { Icon } from "../parts/icon.tsx";
import { ObjectiveBar } from "../parts/objective-bar.tsx";
import { PointCalendar } from "../parts/point-calendar.tsx";
import { PointDetail } from "../parts/point-detail.tsx";
import { executionAddress } from "../route/route.ts";

interface Props {
  readonly entry: BackupDocument;
  readonly of: RestorableDocument;
  /** Undefined where nothing writes it back. */
  readonly onRestore: ((point: string) => void) | undefined;
}

/** One class: its calendar, its age, its last measured restore, and what can be done now. */
export function BackupClass({ entry, of, onRestore }: Props) {
  const { id, region, schedule, points, overdue } = entry;
  const [wall, setWall] = useState<number | undefined>(undefined);
  const [shown, setShown] = useState<readonly string[]>([]);
  const choose = (cell: Cell): void => {
    setWall(cell.wall === wall ? undefined : cell.wall);
    setShown(cell.wall === wall ? [] : cell.points.map((point) => point.id));
  };
  const verifier = machineOf(region, "verify-backup");
  const chosen = points.filter((point) => shown.includes(point.id));
  return (
    <article class="backup-class" aria-label={`Class ${id}`}>
      <header>
        <h3>{id}</h3>
        <span class="strategy">{scheduleWords(entry)}</span>
        <span role="status" aria-label={`State of ${id}`}>
          <Badge status={statusOf(entry)} />
        </span>
      </header>
      <Running entry={entry} />
      {overdue.map(({ error, sentence }) => (
        <p key={error} class="refusal tone-bad">
          <Icon name="bell" />
          <span>
            <b>{error}</b>: {sentence}
          </span>
        </p>
      ))}
      <Ages entry={entry} rtoMs={of.objectives.rtoMs} rpoMs={of.objectives.rpoMs} />
      {points.length === 0 ? (
        <p class="quiet-text">
          No point yet.{" "}
          {schedule?.nextDue === undefined
            ? "It has no schedule that comes again."
            : `The next one is due at ${dayAndTime(schedule.nextDue)} UTC.`}
        </p>
      ) : (
        <PointCalendar entry={entry} chosen={wall} onChoose={choose} />
      )}
      {chosen.length > 0 && (
        <ul class="point-details" aria-label={`Chosen points of ${id}`}>
          {chosen.toReversed().map((point) => (
            <PointDetail
              key={point.id}
              point={point}
              onVerify={verifier === undefined ? undefined : () => void verify(verifier, id, point.id)}
              onRestore={onRestore && (() => onRestore(point.id))}
            />
          ))}
        </ul>
      )}
      <ClassButtons entry={entry} />
    </article>
  );
}

/** What is done with the class just now, with a link to it. */
function Running({ entry: { region, making, verifying } }: { entry: BackupDocument }) {
  const runs = [
    ["backup", making, "a point is made"],
    ["verify-backup", verifying, "a point is verified"],
  ] as const;
  return runs.map(([workflow, run, what]) => {
    const machineArn = machineOf(region, workflow);
    if (run === undefined || machineArn === undefined) return null;
    return (
      <p key={workflow} class="class-running">
        <Badge status="running" text={what} />{" "}
        <a href={executionAddress(executionArnOf(machineArn, run))}>{run}</a>
      </p>
    );
  });
}

function Ages({ entry, rpoMs, rtoMs }: { entry: BackupDocument; rpoMs: number; rtoMs: number }) {
  const { points, lateFrom, restored } = entry;
  const present = minute.value;
  const newest = newestOf(points);
  const verified = newestVerifiedOf(points);
  const ageOf = (at: number): string => lengthOf(Math.max(0, present - at));
  return (
    <div class="objectives">
      {newest && lateFrom !== undefined && (
        <ObjectiveBar
          label="age of the newest point"
          value={present - newest.capturedAt}
          limit={lateFrom - newest.capturedAt}
          note={`${ageOf(newest.capturedAt)}; late from ${lengthOf(lateFrom - newest.capturedAt)} on, the RPO of ${lengthOf(rpoMs)} after the next is due`}
        />
      )}
      <ObjectiveBar
        label="last measured restore"
        value={restored?.tookMs}
        limit={rtoMs}
        note={
          restored
            ? `${lengthOf(restored.tookMs)} of the RTO of ${lengthOf(rtoMs)}${restored.errors.length > 0 ? `; it found ${restored.errors.join(", ")}` : ""}`
            : `none was measured yet; the RTO is ${lengthOf(rtoMs)}`
        }
      />
      <p class="quiet-text">
        {verified
          ? `The newest verified point is ${ageOf(verified.capturedAt)} old.`
          : points.length > 0
            ? "No point was verified yet: none counts."
            : ""}
      </p>
    </div>
  );
}

function statusOf({ overdue, points, making, verifying }: BackupDocument): string {
  if (overdue.length > 0) return "overdue";
  if (making !== undefined || verifying !== undefined) return "running";
  return points.length === 0 ? "no-point-yet" : "in-time";
}

function scheduleWords({ schedule }: BackupDocument): string {
  if (!schedule) return "made elsewhere, adopted";
  const { expression, timezone, retentionDays, copyRetentionDays } = schedule;
  const copies = copyRetentionDays === undefined ? "not copied" : `copies ${copyRetentionDays} d`;
  return `${expression} ${timezone}, kept ${retentionDays} d, ${copies}`;
}
