import { NamedError } from "../../error.ts";
import type { Standing } from "../../ledger/records.ts";
import { schemaForbids } from "../../upgrade/schema-forbids.ts";
import type { ReleasePolicy } from "../policy.ts";
import type { Promotion } from "./promotion.ts";

const hourMs = 3_600_000;

export interface Leads {
  readonly from: Promotion;
  readonly to: NonNullable<Promotion["previous"]>;
}

/**
 * Where the way back of a group leads at `now` (milliseconds since 1970). Throws `Release.NothingToGoBackTo` where no
 * release was promoted or the last one was itself a way back, and `Release.TooLateToGoBack` past `wayBackHours`, and
 * `Release.SchemaForbids`, with the restore that leads back instead, where the database is not what ran before can work with.
 */
export function wayBack(
  standing: Standing | undefined,
  { wayBackHours }: Pick<ReleasePolicy, "wayBackHours">,
  now: number,
): Leads {
  const from = standing?.promotion;
  if (!from)
    throw new NamedError(
      "Release.NothingToGoBackTo",
      "no release of this group was promoted yet, so none can be undone",
    );
  if (!from.previous)
    throw new NamedError(
      "Release.NothingToGoBackTo",
      `release ${from.run} was itself a way back; a second one would lead to the version that it left`,
    );
  if (from.schema) {
    const { image } = from.previous;
    throw schemaForbids(from.schema, {
      run: from.run,
      image: image && `${image.repository}:${image.tag ?? image.digest}`,
    });
  }
  const until = from.at + wayBackHours * hourMs;
  if (now > until)
    throw new NamedError(
      "Release.TooLateToGoBack",
      `release ${from.run} was promoted at ${iso(from.at)}, and the way back was open until ${iso(until)} (wayBackHours is ${wayBackHours})`,
      { promotedAt: from.at, wayBackHours },
    );
  return { from, to: from.previous };
}

/**
 * The policy of a way back: all at once, neither baked nor judged, and under no alarm, since the alarm that a person goes
 * back for is still raised; and a release that has not been promoted yet makes way for it. What keeps requests safe stays
 * as the group has it: health, drain, hold.
 */
export const wayBackPolicy = (policy: ReleasePolicy): ReleasePolicy => ({
  ...policy,
  ladder: [100],
  bakeSeconds: 0,
  extensions: 0,
  othersSeconds: 0,
  alarms: [],
  whenBusy: "supersede",
});

const iso = (ms: number): string => new Date(ms).toISOString();
