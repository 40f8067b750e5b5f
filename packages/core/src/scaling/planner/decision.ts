import type { Quiet } from "./last-replica.ts";

/** How many replicas, and why. Times in seconds, demand in replicas that it keeps busy. */
export interface Decision {
  readonly at: number;
  readonly wanted: number;
  readonly ready: number;
  readonly starting: number;
  readonly because: Because;
  readonly demand: {
    readonly now: number;
    /** When what is ordered now would be ready, if demand moves: as likely above as below, and above in 8 of 1000 cases. */
    readonly middle: number;
    readonly high: number;
    /** The chance that it moves until then. */
    readonly risk: number;
  };
  /** Replica-minutes that one more would cost beyond what it is worth; negative where it would pay. */
  readonly oneMore: number;
  /** The same of one fewer. */
  readonly oneFewer: number;
  /** Of a service that may have no replica. */
  readonly quiet?: Quiet;
}

/**
 * What binds: the break-even of the next replica, a bound, missing metrics, an outage of traffic, a look between two minutes; and of a
 * service that may have no replica a request that is held, the last replica's rest, or that nothing is asked for.
 */
export const becauses = [
  "break-even",
  "least",
  "most",
  "blind",
  "outage",
  "surge",
  "held",
  "rest",
  "idle",
] as const;
export type Because = (typeof becauses)[number];

/** The same for people. */
export const reasons: Readonly<Record<Because, string>> = {
  "break-even":
    "one more costs more than the requests that it would keep in time, one fewer less than it saves",
  least: "fewer are not allowed",
  most: "more are not allowed",
  blind: "the metrics are missing, so nothing is let go",
  outage: "the traffic broke off, so what it needed before is held",
  surge: "demand has outgrown what is ready",
  held: "a request is held, and no replica serves",
  rest: "the last one stays until nothing has been asked for as long as a start-up and the wait for it are worth",
  idle: "nothing is asked for; the first request that is held starts one",
};

/** The decision in a sentence. */
export function explain({
  wanted,
  ready,
  starting,
  because: why,
  demand,
  oneMore,
  oneFewer,
  quiet,
}: Decision): string {
  const number = (value: number) => value.toFixed(1);
  return (
    `${wanted} ${wanted === 1 ? "replica" : "replicas"} (${ready} ready, ${starting} starting): ${reasons[why]}. ` +
    `Demand keeps ${number(demand.now)} busy; once a new one is ready it may be ${number(demand.middle)}, at most ${number(demand.high)}, ` +
    `and moves with a chance of ${Math.round(demand.risk * 100)} %. ` +
    `One more: ${number(oneMore)} replica-minutes; one fewer: ${number(oneFewer)}.` +
    (quiet ? said(why, quiet) : "")
  );
}

function said(why: Because, { seconds, enough }: Quiet): string {
  const minutes = (time: number) => `${Math.floor(time / 60)} min`;
  if (why === "idle") return ` Nothing was asked for in the last ${minutes(seconds)}.`;
  return why === "rest"
    ? ` The last one goes after ${minutes(enough)} of quiet, of which ${minutes(seconds)} are over.`
    : "";
}
