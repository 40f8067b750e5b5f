interface Props {
  /** Its colour and pattern. */
  readonly tone: string;
  /** Shares of the track. */
  readonly left: number;
  readonly width: number;
  readonly ticks: readonly number[];
}

/** One stretch of a timeline's track; a tick is an attempt that failed and was retried. */
export function StretchBar({ tone, left, width, ticks }: Props) {
  return (
    <>
      <span class={`visit ${tone}`} style={{ left: `${100 * left}%`, width: `max(3px, ${100 * width}%)` }} />
      {ticks.map((tick) => (
        <span key={tick} class="tick" style={{ left: `${100 * tick}%` }} />
      ))}
    </>
  );
}
