import type { CataloguePoint, TargetEntry } from "@signalbox/core/backup/catalogue/entries";
import type { Asked } from "@signalbox/core/backup/restore/choose-source";
import { now } from "../live/world-time.ts";
import { dayAndTime } from "../logic/format.ts";

interface Props {
  readonly points: readonly CataloguePoint[];
  readonly continuous: TargetEntry["continuous"];
  readonly asked: Asked | undefined;
  readonly onChange: (asked: Asked | undefined) => void;
}

/** How a field of type datetime-local has a moment, in UTC. */
const typed = (at: number): string => new Date(at).toISOString().slice(0, 19);

/** A moment in UTC, or a point: one empties the other. */
export function MomentField({ points, continuous, asked, onChange }: Props) {
  const there = points.filter(({ made, phase }) => made && phase !== "expired" && phase !== "failed");
  const newestFirst = there.toSorted((a, b) => b.capturedAt - a.capturedAt);
  const setMoment = (value: string): void => {
    const time = Date.parse(`${value}Z`);
    onChange(Number.isNaN(time) ? undefined : { time });
  };
  return (
    <div class="fields">
      <label class="field">
        <span>Moment, in UTC</span>
        <input
          type="datetime-local"
          step="1"
          value={asked && "time" in asked ? typed(asked.time) : ""}
          onInput={({ currentTarget }) => setMoment(currentTarget.value)}
        />
        <span class="about">
          {continuous
            ? `any second from ${dayAndTime(continuous.earliest)} to ${dayAndTime(continuous.latest)}`
            : "what comes back is the newest verified point before it"}
        </span>
      </label>
      <label class="field">
        <span>or a point</span>
        <select
          value={asked && "point" in asked ? asked.point : ""}
          onChange={({ currentTarget }) =>
            onChange(currentTarget.value === "" ? undefined : { point: currentTarget.value })
          }
        >
          <option value="">{newestFirst.length === 0 ? "no point is there" : "none"}</option>
          {newestFirst.map(({ id, capturedAt, class: of, phase }) => (
            <option key={id} value={id}>
              {dayAndTime(capturedAt)} {of}, {phase}
            </option>
          ))}
        </select>
        <span class="about">the calendars below tell more of each</span>
      </label>
      <div class="field">
        <span>or</span>
        <button
          type="button"
          onClick={() => onChange({ time: Math.floor(now.value / 1_000) * 1_000 - 600_000 })}
        >
          ten minutes ago
        </button>
      </div>
    </div>
  );
}
