import { percent } from "../logic/format.ts";

export interface Shares {
  readonly blue: number | undefined;
  readonly green: number | undefined;
}

interface ShareBarProps {
  readonly label: string;
  /** What was asked for is drawn higher than what was seen. */
  readonly kind: "wanted" | "seen";
  readonly shares: Shares;
  readonly note: string;
}

/** The percent of requests that each side has. */
export function ShareBar({ label, kind, shares: { blue, green }, note }: ShareBarProps) {
  const known = blue !== undefined || green !== undefined;
  const words = known ? `blue ${percent(blue ?? 0)}, green ${percent(green ?? 0)}` : "unknown";
  return (
    <div class="bar-row">
      <span class="bar-label">{label}</span>
      <div class={`bar bar-${kind}`} role="img" aria-label={`${label}: ${words}`}>
        {known && <Part side="blue" share={blue ?? 0} />}
        {known && <Part side="green" share={green ?? 0} />}
      </div>
      <span class="bar-note">{note}</span>
    </div>
  );
}

function Part({ side, share }: { side: "blue" | "green"; share: number }) {
  return (
    <span class={`part part-${side}`} style={{ flexGrow: share }} hidden={share === 0}>
      {share >= 12 ? percent(Math.round(share)) : ""}
    </span>
  );
}
