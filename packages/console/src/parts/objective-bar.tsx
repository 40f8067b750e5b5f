interface Props {
  readonly label: string;
  /** Undefined: nothing was measured, as the note says. */
  readonly value: number | undefined;
  readonly limit: number;
  readonly note: string;
}

/** A figure against the objective that it must keep to. */
export function ObjectiveBar({ label, value, limit, note }: Props) {
  const share = value === undefined ? 0 : Math.min(1, value / Math.max(1, limit));
  const over = value !== undefined && value > limit;
  return (
    <div class={`objective tone-${over ? "bad" : "good"}`}>
      <span class="objective-label">{label}</span>
      <span class="objective-track" aria-hidden="true">
        <span class="objective-part" style={{ width: `${Math.round(share * 100)}%` }} />
      </span>
      <span class="objective-note">
        {over && <b>missed: </b>}
        {note}
      </span>
    </div>
  );
}
