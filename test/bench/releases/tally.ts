import type { Simulated } from "../../simulation/simulate.ts";
import { larger, nothing, type Sizes } from "../../simulation/sizes.ts";
import { judgeRow } from "../row.ts";
import { alignedTable } from "../table.ts";

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

const shown: readonly {
  readonly name: string;
  readonly of: (tally: Tally) => number;
  readonly aim?: string;
}[] = [
  { name: "releases, each with those that people asked for meanwhile", of: ({ releases }) => releases },
  { name: "promotions among them", of: ({ promoted }) => promoted },
  { name: "calls, events and metrics that a fault struck", of: ({ strikes }) => strikes },
  { name: "requests sent", of: ({ sent }) => sent },
  { name: "requests lost", of: ({ lost }) => lost, aim: "0" },
  { name: "streams cut before the deadline", of: ({ cut }) => cut, aim: "0" },
  { name: "ended in neither of the two known states", of: ({ unknown }) => unknown, aim: "0" },
  {
    name: "in which weights were not 100 together, or on a side with nothing healthy",
    of: ({ broken }) => broken,
    aim: "0",
  },
  {
    name: "largest input, output or variables of a state, bytes",
    of: ({ sizes }) => sizes.payload,
    aim: "< 8,000",
  },
  { name: "largest input or answer of a Task, bytes", of: ({ sizes }) => sizes.task, aim: "< 8,000" },
  { name: "largest act in a journal, bytes", of: ({ sizes }) => sizes.act },
  { name: "largest record of a release with its report, bytes", of: ({ sizes }) => sizes.record },
  { name: "seconds that all took", of: ({ seconds }) => Math.round(seconds) },
];

/** Simulated and real beside each other, each with whether it keeps its aim. */
export function table(simulated: Tally, real: Tally): string {
  const cell = (value: number, aim: string | undefined): string => {
    const judged = judgeRow({ name: "", value, unit: "", ...(aim !== undefined && { aim }) });
    return `${value.toLocaleString("en-US")}${judged ? (judged.met ? " ✓" : " ✗") : ""}`;
  };
  return alignedTable([
    ["what", "simulated", "real", "aim"],
    ...shown.map(({ name, of, aim }) => [name, cell(of(simulated), aim), cell(of(real), aim), aim ?? ""]),
  ]);
}

export function summary(simulated: Tally, real: Tally): string {
  const { payload, task } = larger(simulated.sizes, real.sizes);
  const lost = simulated.lost + real.lost;
  const cut = simulated.cut + real.cut;
  return `simulated ${simulated.releases}, real ${real.releases}, lost ${lost}, cut ${cut}, payload max ${Math.max(payload, task)} B`;
}
