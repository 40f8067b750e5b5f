import { type Holds, type SideStanding, type Standing, total } from "./standing.ts";

/** What is done to one side. */
export interface Act {
  readonly service: string;
  readonly from: number;
  readonly to: number;
}

/** What an order keeps to, beside what the plan says. */
export type Limit = "least" | "most" | "budget" | Holds;

export interface Order {
  /** Replicas that the plan wants, of all sides together. */
  readonly wanted: number;
  /** What it may have of them. */
  readonly allowed: number;
  /** All in one direction; none where nothing is to be done. */
  readonly acts: readonly Act[];
  /** What kept it from doing as the plan says. */
  readonly limits: readonly Limit[];
}

export interface Wish {
  /** Replicas; undefined where nobody knows, which changes nothing but what the bounds ask for. */
  readonly wanted: number | undefined;
  readonly bounds: { readonly least: number; readonly most: number };
  /** Replicas that the cap pays for; undefined where there is none. */
  readonly affordable: number | undefined;
}

/**
 * What is to be done of a plan. Both sides of a release count, since both are paid for: they share one bound and one budget. Where it
 * holds (a release, a freeze, missing metrics) it only adds. Nothing ever scales a side that leaves.
 */
export function orderOf({ wanted, bounds, affordable }: Wish, { sides, holds }: Standing): Order {
  const serve = sides.filter(({ part }) => part === "serving" || part === "coming");
  const present = total(serve);
  const elsewhere = total(sides) - present;
  const limits = new Set<Limit>();
  const { least, most } = live(sides, bounds);
  /** What stands on the other side leaves less room, but takes nothing away from those that serve. */
  const beside = (limit: number): number => Math.max(limit - elsewhere, Math.min(present, limit));
  const plan = wanted ?? present;
  let allowed = plan;
  if (affordable !== undefined && allowed > beside(affordable)) {
    allowed = beside(affordable);
    limits.add("budget");
  }
  if (allowed > beside(most)) {
    allowed = beside(most);
    limits.add("most");
  }
  if (allowed < least) {
    allowed = least;
    limits.add("least");
  }
  const added = more(serve, allowed, Math.max(present, beside(most)) - present);
  if (added.length > 0 || allowed >= present)
    return { wanted: plan, allowed, acts: added, limits: [...limits] };
  const kept = wanted === undefined ? [...holds, "blind" as const] : holds;
  if (kept.length === 0)
    return { wanted: plan, allowed, acts: fewer(serve, present - allowed), limits: [...limits] };
  return { wanted: plan, allowed: present, acts: [], limits: [...new Set([...limits, ...kept])] };
}

/** Whoever moves a scalable target's bounds is heeded; of two sides the wider one's are those that serve. */
function live(
  sides: readonly SideStanding[],
  bounds: { readonly least: number; readonly most: number },
): { least: number; most: number } {
  const targets = sides.flatMap((side) => (side.bounds ? [side.bounds] : []));
  if (targets.length === 0) return bounds;
  const least = Math.max(...targets.map((one) => one.least));
  const most = Math.max(...targets.map((one) => one.most));
  return { least: Math.min(least, most), most };
}

/** Only the side that serves lets go. */
function fewer(sides: readonly SideStanding[], count: number): Act[] {
  const serving = sides.find(({ part }) => part === "serving");
  if (!serving) return [];
  const to = Math.max(0, serving.desired - count);
  return to < serving.desired ? [{ service: serving.service, from: serving.desired, to }] : [];
}

/**
 * Gives each side that has requests as many replicas as its share of them needs, one after another to the one that lacks most, as long
 * as there is room for both together. None is taken from a side that has more.
 */
function more(serve: readonly SideStanding[], allowed: number, room: number): Act[] {
  const needs = new Map(serve.map(({ service, share }) => [service, Math.ceil(allowed * share - 1e-9)]));
  const counts = new Map(serve.map(({ service, desired }) => [service, desired]));
  const lack = ({ service }: SideStanding) => (needs.get(service) ?? 0) - (counts.get(service) ?? 0);
  for (let left = room; left > 0; left--) {
    const next = serve.toSorted((a, b) => lack(b) - lack(a))[0];
    if (!next || lack(next) <= 0) break;
    counts.set(next.service, (counts.get(next.service) ?? 0) + 1);
  }
  return serve.flatMap(({ service, desired }) => {
    const to = counts.get(service) ?? desired;
    return to > desired ? [{ service, from: desired, to }] : [];
  });
}
