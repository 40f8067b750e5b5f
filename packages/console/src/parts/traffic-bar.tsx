import type { SidedGroupDocument } from "@signalbox/core/console/documents";
import { sidesOf } from "@signalbox/core/release/sides";
import { clockTime } from "../logic/format.ts";
import { ServiceRows } from "./service-rows.tsx";
import { ShareBar } from "./share-bar.tsx";

type Shown = Pick<SidedGroupDocument, "sides" | "services" | "seenAt" | "run">;

/** Wanted weights beside what was really served, of the whole group; then each service, where it has several. */
export function TrafficBar({ sides, services, seenAt, run }: Shown) {
  const now = run && run.phase !== "ended" ? sidesOf(run.release) : undefined;
  const roleOf = (side: "blue" | "green"): string =>
    now ? (now.candidate === side ? "candidate" : "stable") : "";
  const { blue, green } = sides;
  return (
    <div class="traffic">
      <ShareBar
        label="wanted"
        kind="wanted"
        shares={{ blue: blue.wanted, green: green.wanted }}
        note={services.length > 1 ? "all listener rules" : "listener rule"}
      />
      <ShareBar
        label="seen"
        kind="seen"
        shares={{ blue: blue.seen, green: green.seen }}
        note={seenAt ? `minute of ${clockTime(Date.parse(seenAt)).slice(0, 5)}` : "no traffic yet"}
      />
      {services.length > 1 && <ServiceRows services={services} />}
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
