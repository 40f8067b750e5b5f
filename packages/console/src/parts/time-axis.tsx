import { clockTime } from "../logic/format.ts";
import { axisOf } from "../logic/timeline.ts";

interface Props {
  readonly start: number;
  readonly end: number;
  /** At most so many. */
  readonly labels: number;
}

/** The first line of a timeline: what the clock showed along its tracks. */
export function TimeAxis({ start, end, labels }: Props) {
  return (
    <li class="axis" aria-hidden="true">
      <span />
      <span class="track">
        {axisOf(start, end, labels).map((at) => (
          <span key={at} class="axis-label" style={{ left: `${(100 * (at - start)) / (end - start)}%` }}>
            {clockTime(at)}
          </span>
        ))}
      </span>
      <span />
    </li>
  );
}
