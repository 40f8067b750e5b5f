import { z } from "zod";

/** What decides the share: what binds, for people. */
const reasons = {
  sent: "what is here and may be had does not carry them",
  enough: "those here are enough",
  coming: "those that are ordered come in time",
  full: "it has no room that is known of",
  unheard: "its planner says nothing",
  blind: "the metrics are missing",
} as const;
type Reason = keyof typeof reasons;

/** Where a service's overflow goes, and how much of all its requests. */
export const Spill = z.object({
  to: z.string(),
  percent: z.int().min(0).max(100),
  because: z.enum(Object.keys(reasons) as [Reason, ...Reason[]]),
  /** When the other region's planner spoke that was heard last, in milliseconds since 1970. */
  heardAt: z.number().optional(),
});
export type Spill = z.output<typeof Spill>;

export interface Overflow {
  /** The other region. */
  readonly to: string;
  /** From 0 to 1: what the team lets go there at most. */
  readonly mostShare: number;
  /** Replicas that all requests keep busy, those that are sent away included; undefined where nobody knows. */
  readonly demand: number | undefined;
  /** Replicas that would work off what waits here within a minute: as long as it waits, all who come after are late. */
  readonly backlog: number;
  /** Replicas' worth of demand that those carry with the objective kept which are here, or may be had and are not late. */
  readonly carried: number;
  /** Whether no more can be had: the most, the money, or what was ordered is late. */
  readonly short: boolean;
  /** Replicas' worth that the other region could carry beside all that it has, what is sent there included; undefined where it says nothing. */
  readonly room: number | undefined;
  /** Whether that is another word than the one that the share was set by: from none is taken twice. */
  readonly newlyHeard: boolean;
  /** Percent that go there at present. */
  readonly percent: number;
}

/** A share that was raised is lowered once what is here could carry demand of so many times less. */
const calm = 0.85;
/**
 * Of the other's room is taken at once. What is sent shows in the word after the next one at the latest; by a third it settles, by all of
 * it the other region's own objective would break each time.
 */
const taken = 1 / 3;

/**
 * How much goes to the other region: what would break the objective here and cannot be had here, within what the other one has room for.
 * It rises by what is lacking, falls at once where nothing lacks, and in between stays. In doubt nothing is sent.
 */
export function spillOf(overflow: Overflow): Spill {
  const { to, mostShare, demand, backlog, carried, short, room, newlyHeard } = overflow;
  const none = (because: Reason): Spill => ({ to, percent: 0, because });
  if (demand === undefined) return none("blind");
  const share = overflow.percent / 100;
  const beyond = (limit: number): number => Math.min(1, Math.max(0, demand + backlog - limit) / demand) || 0;
  const lacking = beyond(carried);
  const wish = short ? Math.max(lacking, Math.min(share, beyond(calm * carried))) : Math.min(share, lacking);
  const wanted = Math.min(mostShare, wish);
  if (wanted <= 0) return none(lacking > 0 ? "coming" : "enough");
  if (room === undefined) return none("unheard");
  const more = room > 0 ? (newlyHeard ? taken * room : 0) : room;
  const percent = Math.floor(100 * Math.min(wanted, share + more / demand) + 1e-9);
  return percent > 0 ? { to, percent, because: "sent" } : none("full");
}

/** The same for people; nothing where nothing is to be said. */
export const explainSpill = ({ to, percent, because }: Spill): string =>
  because === "enough"
    ? ""
    : `${percent === 0 ? "No request goes" : `${percent} % of the requests go`} to ${to}: ${reasons[because]}.`;
