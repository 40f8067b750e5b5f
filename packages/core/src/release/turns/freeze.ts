import { z } from "zod";
import { NamedError } from "../../error.ts";
import { type FreezeWindow, openAt } from "./freeze-window.ts";

/** A freeze that a person or a move to another region has set, in the ledger; kept after its end, as the record of it. */
export const Freeze = z.object({
  reason: z.string(),
  by: z.string(),
  /** ISO, when it was set; it holds at once. */
  at: z.string(),
  /** ISO. */
  until: z.string(),
  thawed: z.object({ by: z.string(), reason: z.string(), at: z.string() }).optional(),
});
export type Freeze = z.output<typeof Freeze>;

/** A freeze that holds now. */
export interface Holding {
  /** `the window weekend`, or `the freeze by ada`. */
  readonly name: string;
  readonly reason: string;
  /** Milliseconds since 1970; undefined: nobody knows. */
  readonly until: number | undefined;
}

export const isHolding = ({ until, thawed }: Freeze, now: number): boolean =>
  thawed === undefined && now < Date.parse(until);

/**
 * The freeze that keeps a group's releases from beginning at an instant: of several the one that holds longest, since the
 * others end before it. `windows` by name, from the configuration; `freezes` of the group and of all groups.
 */
export function freezeAt(
  windows: Readonly<Record<string, FreezeWindow>>,
  freezes: readonly Freeze[],
  now: number,
): Holding | undefined {
  const open = Object.entries(windows).flatMap(([name, window]) => {
    const found = openAt(window, now);
    return found ? [{ name: `the window ${name}`, reason: window.reason, until: found.until }] : [];
  });
  const set = freezes
    .filter((freeze) => isHolding(freeze, now))
    .map(({ by, reason, until }) => ({ name: `the freeze by ${by}`, reason, until: Date.parse(until) }));
  return [...open, ...set].toSorted((a, b) => endOf(b) - endOf(a))[0];
}

const endOf = ({ until }: Holding): number => until ?? Number.POSITIVE_INFINITY;

/** Which freeze it is, why, and how long. */
export function freezeSentence({ name, reason, until }: Holding): string {
  const end = until === undefined ? "has no end" : `holds until ${new Date(until).toISOString()}`;
  return `${name} (${reason}) ${end}`;
}

/** What a freeze refuses with. */
export const frozen = (holding: Holding): NamedError =>
  new NamedError(
    "Release.Frozen",
    `${freezeSentence(holding)}; in an emergency ask again with breakGlass and a reason, which goes into the report`,
    { ...holding },
  );
