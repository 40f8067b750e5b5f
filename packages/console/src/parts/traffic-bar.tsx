import type { GroupDocument } from "@signalbox/core/console/documents";
import { clockTime, percent } from "../logic/format.ts";

type Shares = { readonly blue: number | undefined; readonly green: number | undefined };

/** Wanted weights beside what was really served. */
export function TrafficBar({ sides, seenAt, run }: Pick<GroupDocument, "sides" | "seenAt" | "run">) {
  const roleOf = (side: "blue" | "green"): string =>
    run && run.phase !== "ended" ? (run.release.candidate === side ? "candidate" : "stable") : "";
  const { blue, green } = sides;
  return (
    <div class="traffic">
      <Bar label="wanted" shares={{ blue: blue.wanted, green: green.wanted }} note="listener rule" />
      <Bar
        label="seen"
        shares={{ blue: blue.seen, green: green.seen }}
        note={seenAt ? `minute of ${clockTime(Date.parse(seenAt)).slice(0, 5)}` : "no traffic yet"}
      />
      <dl class="sides">
        {(["blue", "green"] as const).map((side) => (
          <div key={side} class={`side side-${side}`}>
            <dt>
              <span class="swatch" aria-hidden="true" />
              {side}
              {roleOf(side) && <span class="role">{roleOf(side)}</span>}
            </dt>
            <dd>{sides[side].image || "no image"}</dd>
            <dd>
              {sides[side].healthy} healthy of {sides[side].desired} wanted
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Bar({ label, shares, note }: { label: string; shares: Shares; note: string }) {
  const { blue, green } = shares;
  const known = blue !== undefined || green !== undefined;
  const words = known ? `blue ${percent(blue ?? 0)}, green ${percent(green ?? 0)}` : "unknown";
  return (
    <div class="bar-row">
      <span class="bar-label">{label}</span>
      <div class={`bar bar-${label}`} role="img" aria-label={`${label}: ${words}`}>
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
