import { fill } from "@signalbox/local/images/open-webui/history/fill";
import { baseOf, type Lineage, releases, stepsTo } from "@signalbox/local/images/open-webui/history/history";
import { lifeAfter } from "@signalbox/local/images/open-webui/history/life";
import { migrate } from "@signalbox/local/images/open-webui/history/migrate";
import type { Size } from "@signalbox/local/images/open-webui/history/size";
import { random } from "@signalbox/local/world/random";
import type pg from "pg";
import { z } from "zod";

export type OnDatabase = <T>(work: (client: pg.Client) => Promise<T>) => Promise<T>;

/** An installation that is born and used, with every release up to one; says each, with the revision that it leaves behind. */
export async function* live(
  on: OnDatabase,
  lineage: Lineage,
  size: Size,
  wanted: readonly string[] = releases,
): AsyncGenerator<{ readonly release: string; readonly revision: string }> {
  const chance = random(1);
  await on(async (client) => {
    await client.query(baseOf(lineage));
    await fill(client, lifeAfter("v0.3.16", size, chance));
  });
  let revision: string | undefined;
  for (const release of wanted) {
    revision = await on(async (client) => {
      const { ended, log } = await migrate(client, stepsTo(release, lineage, revision));
      if (ended !== "done") throw new Error(`${release}: ${log}`);
      await fill(client, lifeAfter(release, size, chance));
      return await revisionOf(client);
    });
    yield { release, revision };
  }
}

export async function revisionOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query("select version_num from alembic_version");
  return z.tuple([z.object({ version_num: z.string() })]).parse(rows)[0].version_num;
}
