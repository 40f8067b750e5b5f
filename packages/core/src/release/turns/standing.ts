import type { Standing } from "../../ledger/records.ts";
import type { Side } from "../../platform/platform.ts";
import { schemaChangeOf } from "../../upgrade/schema-forbids.ts";
import type { Release, TaskDefinitions } from "../release.ts";

/** What a group runs from now on, and on which side; undefined where its strategy has none. */
export interface Stands {
  readonly side: Side | undefined;
  /** ARNs, by service. */
  readonly taskDefinitions: TaskDefinitions;
}

/**
 * What stands after a promotion at `now` (milliseconds since 1970): the way back leads to what stood `before`. After a way
 * back there is none: it would lead to the very version that a person had to leave, and whoever asks twice by mistake would
 * get it again. `unchangedAt`: when the database was last as what stood before left it.
 */
export function standingAfterPromotion(
  {
    run,
    image,
    back,
    services,
    upgrade,
  }: Pick<Release, "run" | "image" | "back" | "services"> & Partial<Pick<Release, "upgrade">>,
  { side, taskDefinitions }: Stands,
  before: Standing | undefined,
  now: number,
  unchangedAt = now,
): Standing {
  const schema = schemaChangeOf(upgrade, unchangedAt);
  const previous = {
    taskDefinitions: Object.fromEntries(
      services.map(({ name, stableTaskDefinition }) => [name, stableTaskDefinition]),
    ),
    ...(before?.promotion && { image: before.promotion.image }),
  };
  const promotion = {
    run,
    image,
    at: now,
    ...(back === undefined && { previous }),
    ...(schema && { schema }),
  };
  return { ...(side && { stable: side }), taskDefinitions, promotion };
}

/** What stands after a release turned back: what stood `before` it, whose own way back it does not shorten. */
export function standingAfterTurnBack(
  { services }: Pick<Release, "services">,
  side: Side | undefined,
  before: Standing | undefined,
): Standing {
  const taskDefinitions = Object.fromEntries(
    services.map(({ name, stableTaskDefinition }) => [name, stableTaskDefinition]),
  );
  return {
    ...(side && { stable: side }),
    taskDefinitions,
    ...(before?.promotion && { promotion: before.promotion }),
  };
}
