import type { Clock } from "@signalbox/core/clock";
import type { Change, Database } from "../../world/database/database-plane.ts";
import { SqlError } from "../../world/database/sql-error.ts";
import type { Random } from "../../world/random.ts";
import type { Chats } from "../application.ts";
import { words } from "../chat.ts";
import { firstRows, seconds, userId, users } from "./tables.ts";

/** Milliseconds of the world between two chats that one container writes: a share of them shows what is lost as well as all. */
const everyMs = 2000;
/** Chats that go on; the oldest rest. */
const openChats = 20;
/** Chats that wait for a database that does not answer; the oldest are given up. */
const mostWaiting = 100;
/** What a database says that has the rows already. */
const there = "23505";

/**
 * Writes chats into the container's database, behind its answers: a database that is slow, dark or gone costs no
 * request.
 */
export class ChatWriter implements Chats {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #database: () => Database | undefined;
  readonly #chats: string[] = [];
  #last = Number.NEGATIVE_INFINITY;
  #waiting: (readonly Change[])[] = [];
  #writing = false;
  /** Which database has had its tables from this container. */
  #prepared: Database | undefined;

  constructor(clock: Clock, random: Random, database: () => Database | undefined) {
    this.#clock = clock;
    this.#random = random;
    this.#database = database;
  }

  /** Makes the tables and their first rows, as the real one does when it starts first; asks again until the database answers. */
  prepare(): void {
    if (!this.#writing && this.#prepared !== this.#database()) void this.#drain();
  }

  /** A question and its answer, in a chat that goes on or in a new one; one in `everyMs` is kept. */
  write(): void {
    const now = this.#clock.now();
    if (now - this.#last < everyMs || !this.#database()) return;
    this.#last = now;
    this.#waiting.push(this.#chat(now));
    if (this.#waiting.length > mostWaiting) this.#waiting.shift();
    if (!this.#writing) void this.#drain();
  }

  #chat(now: number): readonly Change[] {
    const random = this.#random;
    const at = seconds(now);
    const begins = this.#chats.length === 0 || random.next() < 0.3;
    const id = begins ? random.uuid() : (this.#chats[Math.floor(random.next() * this.#chats.length)] ?? "");
    if (begins) this.#chats.push(id);
    if (this.#chats.length > openChats) this.#chats.shift();
    const message = (role: string, content: string): Change => ({
      kind: "insert",
      table: "chat_message",
      row: { id: random.uuid(), chat_id: id, role, content, created_at: at },
    });
    const user_id = userId(Math.floor(random.next() * users));
    const row = { id, user_id, title: "New Chat", created_at: at, updated_at: at, archived: false };
    return [
      begins
        ? { kind: "insert", table: "chat", row }
        : { kind: "update", table: "chat", key: id, row: { updated_at: at } },
      message("user", "What does this stack trace mean?"),
      message("assistant", words.join("")),
    ];
  }

  async #drain(): Promise<void> {
    this.#writing = true;
    try {
      for (;;) {
        const database = this.#database();
        if (!database) return;
        await this.#makeTables(database);
        const [next] = this.#waiting;
        if (!next) return;
        await database.transact(next).catch(refused);
        this.#waiting.shift();
      }
    } catch {
      // The database does not answer: the next chat tries again, with all that wait.
    } finally {
      this.#writing = false;
    }
  }

  async #makeTables(database: Database): Promise<void> {
    if (this.#prepared === database) return;
    await database.transact(firstRows(this.#clock.now())).catch(refused);
    this.#prepared = database;
  }
}

/** What the database refuses for good, such as a message of a chat that a restore has taken back, is given up. */
function refused(error: unknown): void {
  if (error instanceof SqlError && (error.code === there || error.code === "23503" || error.code === "42P01"))
    return;
  throw error;
}
