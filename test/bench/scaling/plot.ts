import { writeFileSync } from "node:fs";
import { minuteDemand } from "@signalbox/core/scaling/oracle/demand";
import { kedaLike } from "@signalbox/core/scaling/peers/keda-like";
import { targetTracking60 } from "@signalbox/core/scaling/peers/target-tracking";
import { steered } from "@signalbox/core/scaling/planner/family";
import type { Policy } from "@signalbox/core/scaling/policy";
import { a10g, type ReplicaProfile } from "@signalbox/core/scaling/profile";
import { part } from "@signalbox/core/scaling/simulate/load";
import { a, loadIn } from "./scenarios.ts";
import { best, oracleOf, play, turnAll } from "./score.ts";

const [width, height, left, gap] = [960, 150, 40, 34];
const seed = 101;
/** The second scored day. */
const [from, to] = [8 * 1440, 9 * 1440];

/** Replicas that are ready against the demand, a panel a policy, as docs/images/scaling-replicas.svg. */
export function writePlot(): void {
  const demand = minuteDemand(part(loadIn(a, seed), from, to), a10g.slots).replicas;
  const panels = [
    { title: "Signalbox, its one setting", ready: readyOf(steered) },
    ...[kedaLike, targetTracking60].map((family) => {
      const knob = best(turnAll(family, a, seed))?.knob ?? 0.5;
      return {
        title: `${family.name}, target ${knob}`,
        ready: readyOf((profile) => family.make(knob, profile)),
      };
    }),
    {
      title: "oracle, which knows the future",
      ready: [...oracleOf(a, seed).plan.ready.slice(from - a.from, to - a.from)],
    },
  ];
  const top = Math.ceil(2.5 * Math.max(...demand));
  const drawn = panels.map(({ title, ready }, index) =>
    panel(title, ready, [...demand], top, index * (height + gap)),
  );
  const total = panels.length * (height + gap);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${total}" font-family="sans-serif" font-size="12"><title>Replicas against demand, by policy</title>
<rect width="${width}" height="${total}" fill="#fff"/>
${drawn.join("\n")}
</svg>\n`;
  writeFileSync(new URL("../../../docs/images/scaling-replicas.svg", import.meta.url), svg);
}

function readyOf(make: (profile: ReplicaProfile) => Policy): number[] {
  const ready: number[] = [];
  play(a, seed, make, (at, count) => {
    const minute = at / 60;
    if (minute >= from && minute < to && at % 60 === 0) ready.push(count);
  });
  return ready;
}

function panel(
  title: string,
  ready: readonly number[],
  demand: readonly number[],
  top: number,
  y: number,
): string {
  const x = (minute: number) => (left + (minute / (to - from)) * (width - left - 10)).toFixed(1);
  const at = (replicas: number) =>
    (y + gap - 10 + height - (Math.min(replicas, top) / top) * height).toFixed(1);
  const steps = ready.flatMap((count, minute) =>
    count === ready[minute - 1] && count === ready[minute + 1]
      ? []
      : [`${x(minute)},${at(count)} ${x(minute + 1)},${at(count)}`],
  );
  const area = demand.flatMap((one, minute) => (minute % 3 === 0 ? [`${x(minute)},${at(one)}`] : []));
  const ticks = [0, Math.round(top / 2), top];
  return `<text x="${left}" y="${y + 16}">${title}; ${Math.max(...ready)} at most</text>
<polygon points="${x(0)},${at(0)} ${area.join(" ")} ${x(demand.length)},${at(0)}" fill="#c9d3de"/>
<polyline points="${steps.join(" ")}" fill="none" stroke="#0b5fa5" stroke-width="1.5"/>
${ticks.map((tick) => `<text x="${left - 6}" y="${at(tick)}" text-anchor="end">${tick}</text>`).join("\n")}`;
}
