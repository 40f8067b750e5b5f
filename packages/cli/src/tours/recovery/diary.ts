import type { Clock } from "@signalbox/core/clock";
import type { Database, Row } from "@signalbox/local/world/database/database-plane";

/** The table that will be lost. */
export const lostTable = "chat_message";

const chat = "chat-before-0";
/** Milliseconds of the world between two messages. */
const everyMs = 4_000;

/** A message that the database has said it has. */
export interface Acknowledged {
  readonly row: Row;
  /** When it said so, in the world's milliseconds. */
  readonly at: number;
}

/** A user who writes on and on, and notes what was acknowledged. Ends with the first message that is refused. */
export class Diary {
  readonly #written: Acknowledged[] = [];
  #refused: unknown;

  get acknowledged(): readonly Acknowledged[] {
    return this.#written;
  }

  /** What the database said of the message that it did not take; undefined as long as it takes all. */
  get refused(): unknown {
    return this.#refused;
  }

  async write(database: Database, clock: Clock, stop: AbortSignal): Promise<void> {
    for (let index = 0; !stop.aborted; index++) {
      const created_at = Math.floor(clock.now() / 1_000);
      const row: Row = {
        id: `diary-${index}`,
        chat_id: chat,
        role: "user",
        content: `line ${index}`,
        created_at,
      };
      try {
        await database.transact([{ kind: "insert", table: lostTable, row }]);
      } catch (error) {
        this.#refused = error;
        return;
      }
      this.#written.push({ row, at: clock.now() });
      await clock.sleep(everyMs, stop).catch(() => {});
    }
  }
}

/** Of messages that were acknowledged up to a moment, those that are not among the rows as they were. */
export function missing(
  acknowledged: readonly Acknowledged[],
  moment: number,
  rows: readonly Row[],
): readonly Acknowledged[] {
  const there = new Map(rows.map((row) => [row.id, canonical(row)]));
  return acknowledged.filter(({ row, at }) => at <= moment && there.get(row.id) !== canonical(row));
}

const canonical = (row: Row): string =>
  JSON.stringify(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)));
