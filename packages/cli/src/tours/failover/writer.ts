import { chatTable, seconds, userId } from "@signalbox/local/images/open-webui/tables";
import type { Row } from "@signalbox/local/world/database/database-plane";
import { Resolver } from "@signalbox/local/world/edge/resolver";
import { urlOf } from "@signalbox/local/world/edge/url-of";
import type { Play } from "../scenes/scene.ts";
import { databaseIn } from "./places.ts";

export const messages = "chat_message";

const chat = "story-chat";
/** Milliseconds of the world between two messages. */
const everyMs = 3_000;
const question = JSON.stringify({ model: "llama3.2:3b", messages: [{ role: "user", content: "Go on." }] });

/** A message that the application has said it has. */
export interface Acknowledged {
  readonly row: Row;
  /** When it said so, in the world's milliseconds. */
  readonly at: number;
  /** Which region said it. */
  readonly region: string;
}

/** A user who knows the application by its public name alone, writes on and on, and notes what was acknowledged and what was not. */
export class Writer {
  readonly #play: Play;
  readonly #host: string;
  readonly #resolver: Resolver;
  readonly #written: Acknowledged[] = [];
  readonly #refused: number[] = [];

  constructor(play: Play, host: string) {
    const { cloud, world } = play.booted;
    this.#play = play;
    this.#host = host;
    this.#resolver = new Resolver(world.clock, cloud.names);
  }

  get acknowledged(): readonly Acknowledged[] {
    return this.#written;
  }

  /** When messages were not taken, in the world's milliseconds. */
  get refused(): readonly number[] {
    return this.#refused;
  }

  async write(region: string, stop: AbortSignal): Promise<void> {
    const { clock } = this.#play.booted.world;
    await this.#begin(region);
    for (let index = 0; !stop.aborted; index++) {
      const created_at = seconds(clock.now());
      const row: Row = {
        id: `story-${index}`,
        chat_id: chat,
        role: "user",
        content: `line ${index}`,
        created_at,
      };
      await this.#say(row).then(
        (region) => this.#written.push({ row, at: clock.now(), region }),
        () => this.#refused.push(clock.now()),
      );
      await clock.sleep(everyMs, stop).catch(() => {});
    }
  }

  async #begin(region: string): Promise<void> {
    const at = seconds(this.#play.booted.world.clock.now());
    const row = { id: chat, user_id: userId(0), title: "A story", archived: false };
    const database = await databaseIn(this.#play, region);
    await database.transact([
      { kind: "insert", table: chatTable, row: { ...row, created_at: at, updated_at: at } },
    ]);
  }

  /** Asks where the name leads, and has it written where that region writes; answers the region. */
  async #say(row: Row): Promise<string> {
    const { plane } = this.#play.booted.world;
    const destination = this.#resolver.resolve(this.#host);
    const url = urlOf(plane, destination);
    if (!destination || url === undefined) throw new Error(`${this.#host} leads nowhere`);
    const { status } = await plane.ask(url, {
      method: "POST",
      path: "/api/chat/completions",
      host: this.#host,
      headers: { "content-type": "application/json" },
      body: question,
    });
    if (status !== 200) throw new Error(`${destination.region} answered ${status}`);
    const database = await databaseIn(this.#play, destination.region);
    await database.transact([{ kind: "insert", table: messages, row }]);
    return destination.region;
  }
}
