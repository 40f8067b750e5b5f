import type { ResourceRecordSet } from "@aws-sdk/client-route-53";
import type { Destination, Names, Seen } from "../../world/edge/names.ts";
import { type HealthCheck, isHealthy } from "./health-check.ts";
import { absolute, resolve } from "./resolve.ts";

/** Records by zone, and health checks: global, as Route 53 is. Zones are there without being made, as the stacks find them. */
export class Zones implements Names {
  readonly records = new Map<string, ResourceRecordSet[]>();
  readonly checks = new Map<string, HealthCheck>();
  readonly #regions: readonly string[];

  constructor(regions: readonly string[]) {
    this.#regions = regions;
  }

  resolve(name: string): Destination | undefined {
    const records = [...this.records.values()].flat();
    const isWell = (id: string | undefined) => isHealthy(this.checks, id);
    return resolve({ records, regions: this.#regions, isHealthy: isWell }, name);
  }

  seen(): Seen {
    const names = new Set(
      [...this.records.values()].flat().map(({ Name = "" }) => absolute(Name).slice(0, -1)),
    );
    return {
      names: [...names].flatMap((name) => {
        const region = this.resolve(name)?.region;
        return region === undefined ? [] : [{ name, region }];
      }),
      checks: [...this.checks.values()].map(({ id, callerReference: reference, config, status }) => {
        const type = config.Type ?? "";
        return { id, reference, type, healthy: isHealthy(this.checks, id), status };
      }),
    };
  }

  /** Creates the record set or replaces the one of its name, type and identifier. */
  upsert(zone: string, record: ResourceRecordSet): void {
    this.remove(zone, record);
    this.records.set(zone, [...this.of(zone), record]);
  }

  /** Whether there was one. */
  remove(zone: string, record: ResourceRecordSet): boolean {
    const left = this.of(zone).filter((other) => !same(other, record));
    const removed = left.length < this.of(zone).length;
    this.records.set(zone, left);
    return removed;
  }

  has(zone: string, record: ResourceRecordSet): boolean {
    return this.of(zone).some((other) => same(other, record));
  }

  of(zone: string): readonly ResourceRecordSet[] {
    return this.records.get(zone) ?? [];
  }
}

const same = (one: ResourceRecordSet, other: ResourceRecordSet): boolean =>
  absolute(one.Name) === absolute(other.Name) &&
  one.Type === other.Type &&
  one.SetIdentifier === other.SetIdentifier;
