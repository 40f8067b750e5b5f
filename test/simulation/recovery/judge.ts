import { always } from "../../matrix/restore-invariants.ts";
import { Visits } from "../../matrix/visits.ts";
import type { Chats } from "../../workflows/chats.fixture.ts";
import type { RecoveryPlan } from "./plan.ts";

export interface Judged {
  /** Of the restore, or why there is none. */
  readonly outcome: string;
  /** What users were told of, and what the restore says is there, but is not. */
  readonly lost: readonly string[];
  /** What came after the moment that the restore says it is of, and is there all the same. */
  readonly claimed: readonly string[];
  /** What does not hold besides. */
  readonly wrong: readonly string[];
}

/** What AWS Backup says of a job itself, so that there is no point or no whole one. */
const ofTheJob: readonly string[] = ["Backup.JobFailed", "Backup.Partial"];

/** Looks at the world when all has come to rest; `before` was there when the disaster came. */
export async function judge(
  chats: Chats,
  run: string,
  plan: RecoveryPlan,
  before: ReadonlySet<string>,
): Promise<Judged> {
  const { acknowledged, chatsAt, hostOf, old, record } = chats;
  const found = await record(run);
  const outcome = found?.outcome ?? "none";
  const wrong: string[] = [];
  const after = {
    laptop: chats,
    execution: "",
    visits: new Visits([], () => 0),
    fault: undefined,
    state: undefined,
    armedAt: Number.NaN,
  };
  for (const { says, holds } of always) if (!(await holds(after))) wrong.push(says);
  const points = await chats.points("database/daily");
  if (!plan.damage && points.some(({ problem }) => problem && !ofTheJob.includes(problem.error)))
    wrong.push("no point is accused of what befell its verification");
  if (plan.damage && points.some(({ verifiedAt }) => verifiedAt !== undefined))
    wrong.push("a damaged point is not called verified");
  const stated = found?.at ?? Number.NEGATIVE_INFINITY;
  const served = outcome === "restored" || outcome === "gone-back";
  const there = served && found?.beside ? await chatsAt(await hostOf(found.beside)) : undefined;
  if (!there) return { outcome, lost: [], claimed: [], wrong };
  const told = acknowledged.filter(({ host, at }) => host !== old || at <= stated).map(({ id }) => id);
  const later = acknowledged.filter(({ host, at }) => host === old && at > stated).map(({ id }) => id);
  return {
    outcome,
    lost: [...new Set([...before, ...told])].filter((id) => !there.has(id) && !later.includes(id)),
    // A point is of the moment when its job began, and holds what came until AWS had taken it.
    claimed: plan.back === "point" ? [] : later.filter((id) => there.has(id)),
    wrong,
  };
}
