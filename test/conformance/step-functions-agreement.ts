import type { Case } from "./step-functions-cases.ts";
import { agrees, sameDetails, sameIds, sameTypes } from "./step-functions-match.ts";
import { replay } from "./step-functions-replay.ts";

/** In which parts a run is what was recorded. */
export interface Agreement {
  readonly result: boolean;
  readonly types: boolean;
  readonly ids: boolean;
  readonly details: boolean;
}

const nothing: Agreement = { result: false, types: false, ids: false, details: false };

/** Replays a recording and says in what it agrees. */
export async function compare(recorded: Case): Promise<Agreement> {
  const { expected, historyOrder } = recorded;
  const { end, history } = await replay(recorded);
  const same = (actual: string | undefined, wanted: Case["expected"]["cause"]): boolean =>
    wanted === undefined ? actual === undefined : agrees(actual, wanted);
  return {
    result:
      end.status === expected.status &&
      (expected.output === undefined
        ? end.output === undefined
        : agrees(end.output?.value, expected.output)) &&
      same(end.error, expected.error) &&
      same(end.cause, expected.cause),
    types: sameTypes(history, expected.history, historyOrder !== undefined),
    ids: sameIds(history, expected.history),
    details: sameDetails(history, expected.history),
  };
}

/** By id; a recording that cannot be run at all agrees in nothing. */
export async function agreementsOf(recordings: readonly Case[]): Promise<ReadonlyMap<string, Agreement>> {
  const agreements = new Map<string, Agreement>();
  for (const recorded of recordings)
    agreements.set(recorded.id, await compare(recorded).catch(() => nothing));
  return agreements;
}

export const countOf = (agreements: ReadonlyMap<string, Agreement>, part: keyof Agreement): number =>
  [...agreements.values()].filter((agreement) => agreement[part]).length;
