import { writeFileSync } from "node:fs";
import { replicasPlot } from "@signalbox/core/scaling/compare/plot";
import { best } from "@signalbox/core/scaling/compare/turn";
import { minuteDemand } from "@signalbox/core/scaling/oracle/demand";
import { kedaLike } from "@signalbox/core/scaling/peers/keda-like";
import { targetTracking60 } from "@signalbox/core/scaling/peers/target-tracking";
import { steered } from "@signalbox/core/scaling/planner/family";
import type { Policy } from "@signalbox/core/scaling/policy";
import { a10g, type ReplicaProfile } from "@signalbox/core/scaling/profile";
import { part } from "@signalbox/core/scaling/simulate/load";
import { a, loadIn } from "./scenarios.ts";
import { oracleOf, play, turned } from "./score.ts";

const seed = 101;
/** The second scored day. */
const [from, to] = [8 * 1440, 9 * 1440];

/** Replicas that are ready against the demand, a panel a policy, as docs/images/scaling-replicas.svg. */
export function writePlot(): void {
  const demand = minuteDemand(part(loadIn(a, seed), from, to), a10g.slots).replicas;
  const panels = [
    { title: "Signalbox, its one setting", ready: readyOf(steered) },
    ...[kedaLike, targetTracking60].map((family) => {
      const knob = best(turned(family, a, seed))?.knob ?? 0.5;
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
  const image = new URL("../../../docs/images/scaling-replicas.svg", import.meta.url);
  writeFileSync(image, replicasPlot(panels, [...demand]));
}

function readyOf(make: (profile: ReplicaProfile) => Policy): number[] {
  const ready: number[] = [];
  play(a, seed, make, (at, count) => {
    const minute = at / 60;
    if (minute >= from && minute < to && at % 60 === 0) ready.push(count);
  });
  return ready;
}
