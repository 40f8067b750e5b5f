import type { UserRequest } from "@signalbox/local/traffic/request";
import type { Table } from "@signalbox/local/world/database/database-plane";
import { runs } from "@signalbox/local/world/links";
import type { Ground } from "./ground.ts";
import type { GuardedTask } from "./tasks.ts";

/** A write that a task told its user to be safe. */
export interface Acknowledged {
  readonly id: string;
  readonly region: string;
  readonly at: number;
}

/** Both regions took writes at one instant. */
export interface Split {
  readonly at: number;
  readonly regions: readonly string[];
}

const table: Table = { name: "write", columns: { id: "text" }, key: "id" };
const everyMs = 2_500;
const page: UserRequest = { kind: "page", method: "GET", path: "/", headers: {}, body: "" };

/** Users of each region's own address, who write through its tasks all the time; and an eye on who takes writes at once. */
export class Writers {
  readonly acknowledged: Acknowledged[] = [];
  readonly splits: Split[] = [];
  readonly #ground: Ground;
  readonly #tasks: readonly GuardedTask[];

  constructor(ground: Ground, tasks: readonly GuardedTask[]) {
    this.#ground = ground;
    this.#tasks = tasks;
  }

  /** Makes what they write into, as soon as the region's database is there: without it no write is acknowledged, and none can be lost. */
  async prepare(region: string, over: AbortSignal): Promise<void> {
    const { clock } = this.#ground;
    while (!over.aborted) {
      const database = this.#database(region);
      try {
        await database?.transact([{ kind: "create-table", table }]);
        if (database) return;
      } catch {
        // It has yet to start.
      }
      await clock.sleep(everyMs, over).catch(() => {});
    }
  }

  async write(over: AbortSignal): Promise<void> {
    const { clock } = this.#ground;
    for (let number = 0; !over.aborted; number++) {
      const open = await this.open();
      if (open.length > 1) this.splits.push({ at: clock.now(), regions: open });
      for (const region of open) {
        const id = `${region}-${number}`;
        try {
          await this.#database(region)?.transact([{ kind: "insert", table: table.name, row: { id } }]);
        } catch {
          continue;
        }
        this.acknowledged.push({ id, region, at: clock.now() });
        // So that its load balancer counts users.
        if (number % 8 === 0) this.#ground.users.get(region)?.send(page, () => {});
      }
      await clock.sleep(everyMs, over).catch(() => {});
    }
  }

  /** Regions that take writes now: a database that does, and a task with a lease that nobody has stopped. */
  async open(): Promise<string[]> {
    const { links } = this.#ground.world;
    const open: string[] = [];
    for (const { region, begun, alive } of this.#tasks) {
      const database = this.#database(region);
      if (begun && alive && runs(links, region) && database && !(await database.isStandby()))
        open.push(region);
    }
    return open;
  }

  /** Acknowledged writes that a region's database has not. */
  async missingIn(region: string): Promise<Acknowledged[]> {
    const rows =
      (await this.#database(region)
        ?.rows(table.name)
        .catch(() => [])) ?? [];
    const there = new Set(rows.map(({ id }) => id));
    return this.acknowledged.filter(({ id }) => !there.has(id));
  }

  #database(region: string) {
    return this.#ground.world.databases.at(this.#ground.hosts.get(region) ?? "");
  }
}
