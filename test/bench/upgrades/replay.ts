import { classify, type UpgradeJudgement } from "@signalbox/core/upgrade/classify";
import { fill } from "@signalbox/local/images/open-webui/history/fill";
import { baseOf, type Lineage, releases } from "@signalbox/local/images/open-webui/history/history";
import { type Life, lifeAfter } from "@signalbox/local/images/open-webui/history/life";
import { sizeFor } from "@signalbox/local/images/open-webui/history/size";
import { random } from "@signalbox/local/world/random";
import type pg from "pg";
import { type Known, rehearse } from "../../upgrades/rehearsal.ts";

export interface Replayed {
  readonly release: string;
  readonly judgement: UpgradeJudgement;
}

/** An installation of so many users that takes every release in turn and is used in between. */
export async function* replay(client: pg.Client, lineage: Lineage, users: number): AsyncGenerator<Replayed> {
  const [size, chance] = [sizeFor(users), random(1)];
  await client.query(baseOf(lineage));
  let life = lifeAfter("v0.3.16", size, chance);
  await fill(client, life);
  let known: Known | undefined;
  for (const release of releases) {
    const evidence = await rehearse(client, { release, lineage, ...(known ? { known } : {}) });
    yield { release, judgement: classify(evidence) };
    // Nobody lives with a release that does not go in; those after it are not judged.
    if (evidence.migration.ended !== "done") return;
    life = lifeAfter(release, size, chance);
    await fill(client, life);
    known = { contents: evidence.after?.contents ?? {}, written: writtenBy(life) };
  }
}

const writtenBy = ({ rows, changes }: Life): string[] => {
  const changed = changes.flatMap((text) => /^update (\w+)/.exec(text)?.[1] ?? []);
  return [...rows.map(({ table }) => table), ...changed].map((table) => `public.${table}`);
};
