import { servingDatabase } from "../recovery/serving.ts";
import type { Play } from "../scenes/scene.ts";

const enough = 20;

/** Waits until the application has its tables and people some chats, for what an upgrade does to them. */
export async function untilChatted(play: Play): Promise<void> {
  const { clock, interrupted } = play.io;
  for (;;) {
    const database = await servingDatabase(play);
    if ((await database.columns("chat")).length > 0 && (await database.rows("chat")).length >= enough) return;
    await clock.sleep(200, interrupted);
  }
}

/** What stands in the chats of the database that serves, by chat. */
export async function readChats(play: Play): Promise<ReadonlyMap<string, string>> {
  const rows = await (await servingDatabase(play)).rows("chat");
  return new Map(rows.map(({ id, user_id, title }) => [String(id), `${user_id}: ${title}`]));
}

/** Chats that were there before and are gone, or are others now. */
export const changedChats = (
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] => [...before].flatMap(([id, chat]) => (after.get(id) === chat ? [] : [id]));

/** Where the migrations of the database that serves are. */
export async function readRevision(play: Play): Promise<string> {
  const rows = await (await servingDatabase(play)).rows("alembic_version");
  return rows.map(({ version_num }) => String(version_num)).join(", ");
}
