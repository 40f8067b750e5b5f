import type { ResourceRecordSet } from "@aws-sdk/client-route-53";
import type { Destination, Names, Seen } from "../../world/edge/names.ts";
import type { RoutingControls } from "../route53-recovery-cluster/controls.ts";
import { type HealthCheck, isHealthy } from "./health-check.ts";
import { absolute, resolve } from "./resolve.ts";

/** Records by zone, and health checks: global, as Route 53 is. Zones are there without being made, as the stacks find them. */
export class Zones implements Names {
  readonly records = new Map<string, ResourceRecordSet[]>();
  readonly checks = new Map<string, HealthCheck>();
  readonly #regions: readonly string[];

  readonly #routing: Pick<RoutingControls, "isOn">;

  constructor(regions: readonly string[], routing: Pick<RoutingControls, "isOn">) {
    this.#regions = regions;
    this.#routing = routing;
  }

  isHealthy(id: string | undefined): boolean {
    return isHealthy(this.checks, id, this.#routing);
  }

  resolve(name: string): Destination | undefined {
    const records = [...this.records.values()].flat();
    const isHealthy = (id: string | undefined) => this.isHealthy(id);
    return resolve({ records, regions: this.#regions, isHealthy }, name);
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
        return { id, reference, type, healthy: this.isHealthy(id), status };
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
