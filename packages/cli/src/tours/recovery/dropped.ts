import type { Scene } from "../scenes/scene.ts";
import { lostTable } from "./diary.ts";
import * as expected from "./expectations.ts";
import { servingDatabase } from "./serving.ts";
import type { Story } from "./story.ts";

const pollMs = 200;
const minuteMs = 60_000;

/** Somebody drops the table that all answers are in. */
export const dropped = (story: Story): Scene => ({
  title: "somebody drops a table",
  play: async (play) => {
    const { booted, io } = play;
    const { clock } = booted.world;
    const database = await servingDatabase(play);
    const rows = (await database.rows(lostTable)).length;
    await database.transact([{ kind: "drop-table", table: lostTable }]);
    story.droppedAt = clock.now();
    // The minute before it is asked for; what was written in it is what is lost.
    story.moment = Math.floor(story.droppedAt - minuteMs);
    while (story.diary.refused === undefined) await io.clock.sleep(pollMs, io.interrupted);
    return {
      did: `dropped ${lostTable} with ${rows} messages at ${new Date(story.droppedAt).toISOString()}`,
      why: `the next message was refused: ${String(story.diary.refused)}`,
      expectations: expected.dropped(await tablesOf(database)),
    };
  },
});

const tablesOf = async (database: Awaited<ReturnType<typeof servingDatabase>>): Promise<string[]> =>
  Object.keys((await database.contents()).tables);
