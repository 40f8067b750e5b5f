import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import { regional } from "../regional.ts";
import { invalid } from "./invalid.ts";
import type { Table } from "./table.ts";

const tableName = /^[a-zA-Z0-9_.-]{3,255}$/;

/** The tables of every region, and how requests name them. */
export class Tables {
  readonly #world: World;
  readonly #regions = regional(() => new Map<string, Table>());

  constructor(world: World) {
    this.#world = world;
  }

  get now(): number {
    return this.#world.clock.now();
  }

  list(region: string): Table[] {
    const tables = this.#regions(region);
    for (const [name, table] of tables) if (table.status(this.now) === undefined) tables.delete(name);
    return [...tables.values()].toSorted((a, b) => (a.setting.name < b.setting.name ? -1 : 1));
  }

  regions(): ReadonlyMap<string, ReadonlyMap<string, Table>> {
    return this.#regions.known();
  }

  add(region: string, table: Table): void {
    this.#regions(region).set(table.setting.name, table);
  }

  find(region: string, nameOrArn: string | undefined): Table | undefined {
    const table = this.#regions(region).get(this.#nameIn(region, nameOrArn));
    return table?.status(this.now) === undefined ? undefined : table;
  }

  /** For calls that tell of a table or change it. Throws ResourceNotFoundException. */
  get(region: string, nameOrArn: string | undefined): Table {
    const table = this.find(region, nameOrArn);
    if (table) return table;
    throw new AwsError(
      "ResourceNotFoundException",
      `Requested resource not found: Table: ${nameOrArn} not found`,
    );
  }

  /** For calls that read or write items: the table must be ACTIVE, and what has expired may go first. */
  active(region: string, nameOrArn: string | undefined): Table {
    const table = this.find(region, nameOrArn);
    if (table?.status(this.now) !== "ACTIVE")
      throw new AwsError("ResourceNotFoundException", "Requested resource not found");
    table.sweep(this.now);
    return table;
  }

  arn(region: string, nameOrArn = ""): string {
    if (nameOrArn.startsWith("arn:")) return nameOrArn;
    return `arn:aws:dynamodb:${region}:${this.#world.account}:table/${nameOrArn}`;
  }

  #nameIn(region: string, nameOrArn = ""): string {
    const prefix = this.arn(region, "");
    const name = nameOrArn.startsWith(prefix) ? nameOrArn.slice(prefix.length) : nameOrArn;
    if (!tableName.test(name))
      throw invalid(
        `1 validation error detected: Value '${nameOrArn}' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+ and have length between 3 and 255`,
      );
    return name;
  }
}
