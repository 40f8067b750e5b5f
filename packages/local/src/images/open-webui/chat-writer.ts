import type { Clock } from "@signalbox/core/clock";
import type { Change, Database } from "../../world/database/database-plane.ts";
import { SqlError } from "../../world/database/sql-error.ts";
import type { Random } from "../../world/random.ts";
import type { Chats } from "../application.ts";
import { words } from "../chat.ts";
import type { ContainerSetting } from "../image.ts";
import { type ChatColumns, columnsOf } from "./chat-columns.ts";
import { changesTo, findIn, migrate } from "./migration.ts";
import { type Release, releaseOf } from "./release.ts";
import { chatTable, seconds, userId, users } from "./tables.ts";

/** Milliseconds of the world between two chats that one container writes: a share of them shows what is lost as well as all. */
const everyMs = 2000;
/** Chats that go on; the oldest rest. */
const openChats = 20;
/** Chats that wait for a database that does not answer; the oldest are given up. */
const mostWaiting = 100;
/** What a database says that has not the columns that this version names. */
const otherSchema = "42703";

/** A question and its answer, as they are written to the columns that the version has. */
type Chat = (columns: ChatColumns) => readonly Change[];

/**
 * Writes chats into the container's database, behind its answers: a database that is slow, dark or gone costs no
 * request. One of another schema does, from the first chat on that it has refused.
 */
export class ChatWriter implements Chats {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #setting: ContainerSetting;
  readonly #release: Release;
  readonly #chats: string[] = [];
  #last = Number.NEGATIVE_INFINITY;
  #waiting: Chat[] = [];
  #writing = false;
  #booted: boolean;
  /** Which database has had its tables from this container, and what its chats have there. */
  #prepared: { readonly database: Database; readonly columns: ChatColumns } | undefined;
  failing = false;

  constructor(setting: ContainerSetting) {
    this.#clock = setting.clock;
    this.#random = setting.random.fork("chats");
    this.#setting = setting;
    this.#release = releaseOf(setting);
    this.#booted = this.#release.own === undefined || !migratesAtBoot(setting.environment);
  }

  boot(): boolean {
    if (!this.#booted && !this.#writing)
      void this.#drain().finally(() => {
        this.#booted = true;
      });
    return this.#booted;
  }

  /** Makes the tables and their first rows; asks again until the database answers. */
  prepare(): void {
    if (!this.#writing && this.#prepared?.database !== this.#database()) void this.#drain();
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

  #database(): Database | undefined {
    return this.#setting.database?.();
  }

  #chat(now: number): Chat {
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
    const [title, messages] = [
      "New Chat",
      [message("user", "What does this stack trace mean?"), message("assistant", words.join(""))],
    ];
    return ({ archived, summaries }) => {
      const own = { ...Object.fromEntries(summaries.map((column) => [column, title])), [archived]: false };
      const row = { id, user_id, title, created_at: at, updated_at: at, ...own };
      return [
        begins
          ? { kind: "insert", table: chatTable, row }
          : { kind: "update", table: chatTable, key: id, row: { updated_at: at, ...own } },
        ...messages,
      ];
    };
  }

  async #drain(): Promise<void> {
    this.#writing = true;
    try {
      for (;;) {
        const database = this.#database();
        if (!database) return;
        const columns = await this.#makeTables(database);
        const [next] = this.#waiting;
        if (!next) return;
        await database.transact(next(columns)).then(
          () => {
            this.failing = false;
          },
          (error: unknown) => this.#refused(error),
        );
        this.#waiting.shift();
      }
    } catch {
      // The database does not answer: the next chat tries again, with all that wait.
    } finally {
      this.#writing = false;
    }
  }

  /** The first container makes the tables, whoever may migrate; who may, brings the others' to its revision. */
  async #makeTables(database: Database): Promise<ChatColumns> {
    if (this.#prepared?.database === database) return this.#prepared.columns;
    const release = this.#release;
    const found = await findIn(database);
    if (found.columns.length === 0)
      await database
        .transact(changesTo(release, found, [], this.#clock.now()))
        .catch((error: unknown) => this.#refused(error));
    else if (!this.#booted) {
      const ended = await migrate(release, database, this.#clock);
      // As the real one, which goes on and serves.
      if (ended.ended === "failed") this.#setting.log?.(`ERROR: Error running migrations: ${ended.message}`);
    }
    const columns = columnsOf(release, await database.columns(chatTable));
    this.#prepared = { database, columns };
    return columns;
  }

  /** What the database refuses for good, such as a message of a chat that a restore has taken back, is given up. */
  #refused(error: unknown): void {
    if (!(error instanceof SqlError && lost.has(error.code))) throw error;
    this.failing = error.code === otherSchema;
    if (this.failing) this.#setting.log?.(`ERROR: ${error.message}`);
  }
}

/** Of the database's refusals those that another attempt meets as well. */
const lost: ReadonlySet<string> = new Set(["23505", "23503", "42P01", otherSchema]);

/** Open WebUI does unless it is told not to. */
const migratesAtBoot = ({ ENABLE_DB_MIGRATIONS = "true" }: Readonly<Record<string, string>>): boolean =>
  ENABLE_DB_MIGRATIONS.toLowerCase() !== "false";
