import type { Simulated } from "../../simulation/simulate.ts";
import { larger, nothing, type Sizes } from "../../simulation/sizes.ts";
import type { Row } from "../row.ts";

/** What came of many releases. */
export interface Tally {
  readonly releases: number;
  readonly promoted: number;
  readonly sent: number;
  readonly lost: number;
  readonly cut: number;
  /** Those that ended in neither of the two known states. */
  readonly unknown: number;
  /** Those in which weights were not 100 together, or were on a side without healthy targets. */
  readonly broken: number;
  readonly strikes: number;
  readonly sizes: Sizes;
  readonly seconds: number;
}

export const empty: Tally = {
  releases: 0,
  promoted: 0,
  sent: 0,
  lost: 0,
  cut: 0,
  unknown: 0,
  broken: 0,
  strikes: 0,
  sizes: nothing,
  seconds: 0,
};

/** One world more, with every release in it. */
export const add = (tally: Tally, played: Simulated): Tally => ({
  ...tally,
  releases: tally.releases + 1,
  promoted: tally.promoted + played.ends.filter((end) => end === "SUCCEEDED").length,
  sent: tally.sent + played.sent,
  lost: tally.lost + played.lost,
  cut: tally.cut + played.cut,
  unknown: tally.unknown + (played.unknown.length > 0 ? 1 : 0),
  broken: tally.broken + (played.broken.length > 0 ? 1 : 0),
  strikes: tally.strikes + played.strikes,
  sizes: larger(tally.sizes, played.sizes),
});

/** What must not be, in sentences. */
export const wrongIn = ({ lost, cut, unknown, broken, looks }: Simulated): string[] => [
  ...(lost > 0 ? [`${lost} request(s) are lost, ${cut} of them cut streams`] : []),
  ...unknown,
  ...broken,
  ...(looks === 0 ? ["nobody saw the rules"] : []),
];

export function rows(simulated: Tally, real: Tally): Row[] {
  const of = (kind: string, { sent, lost, cut, unknown, broken, ...tally }: Tally): Row[] => [
    { name: `${kind}: releases`, value: tally.releases, unit: "" },
    { name: `${kind}: promotions among them and those that followed`, value: tally.promoted, unit: "" },
    { name: `${kind}: faults that struck`, value: tally.strikes, unit: "" },
    { name: `${kind}: requests sent`, value: sent, unit: "" },
    { name: `${kind}: requests lost`, value: lost, unit: "", aim: "0" },
    { name: `${kind}: streams cut before the deadline`, value: cut, unit: "", aim: "0" },
    { name: `${kind}: ended in neither of the two known states`, value: unknown, unit: "", aim: "0" },
    {
      name: `${kind}: weights not 100 together, or on a side with nothing healthy`,
      value: broken,
      unit: "",
      aim: "0",
    },
    { name: `${kind}: time that all took`, value: tally.seconds, unit: "s" },
  ];
  const { payload, task, act, record } = larger(simulated.sizes, real.sizes);
  return [
    ...of("simulated", simulated),
    ...of("real", real),
    { name: "largest input, output or variables of a state", value: payload, unit: "B", aim: "< 8,000" },
    { name: "largest input or answer of a Task", value: task, unit: "B", aim: "< 8,000" },
    { name: "largest act in a journal", value: act, unit: "B" },
    { name: "largest record of a release, with its report", value: record, unit: "B" },
  ];
}

export function summary(simulated: Tally, real: Tally): string {
  const { payload, task } = larger(simulated.sizes, real.sizes);
  const lost = simulated.lost + real.lost;
  const cut = simulated.cut + real.cut;
  return `simulated ${simulated.releases}, real ${real.releases}, lost ${lost}, cut ${cut}, payload max ${Math.max(payload, task)} B`;
}
