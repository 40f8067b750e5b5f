import type { World } from "../../world/world.ts";
import { addTags } from "../tags.ts";
import {
  type AccessPoint,
  efsError,
  type FileSystem,
  isThere,
  type Life,
  type MountTarget,
} from "./file-system.ts";

export interface NewFileSystem {
  readonly creationToken: string;
  readonly performanceMode: FileSystem["performanceMode"];
  readonly throughputMode: FileSystem["throughputMode"];
  readonly encrypted: boolean;
  readonly kmsKeyId: string | undefined;
  readonly backup: boolean;
  readonly tags: readonly { Key?: string | undefined; Value?: string | undefined }[];
}

/** A file system is there within seconds. Milliseconds. */
const systemTakes = 5_000;
/** Its mount targets take a minute and more. */
export const mountTargetTakes = 60_000;

/** The file systems of one region. */
export class FileSystems {
  readonly world: World;
  readonly region: string;
  readonly #systems = new Map<string, FileSystem>();

  constructor(world: World, region: string) {
    this.world = world;
    this.region = region;
  }

  get now(): number {
    return this.world.clock.now();
  }

  arn(kind: "file-system" | "access-point", id: string): string {
    return id.startsWith("arn:")
      ? id
      : `arn:aws:elasticfilesystem:${this.region}:${this.world.account}:${kind}/${id}`;
  }

  newId(prefix: string): string {
    return `${prefix}-0${this.world.random.hex(16)}`;
  }

  newLife(takes: number): Life {
    return { created: this.now, availableFrom: this.now + takes, goneFrom: undefined };
  }

  all(): FileSystem[] {
    for (const [id, system] of this.#systems) {
      if (!isThere(system, this.now)) this.#systems.delete(id);
      for (const kept of [system.mountTargets, system.accessPoints])
        for (const [own, thing] of kept) if (!isThere(thing, this.now)) kept.delete(own);
    }
    return [...this.#systems.values()];
  }

  /** By id or ARN. */
  find(id: string | undefined): FileSystem | undefined {
    return this.all().find((system) => system.id === id || system.arn === id);
  }

  get(id: string | undefined): FileSystem {
    const system = this.find(id);
    if (!system) throw efsError("FileSystemNotFound", `File system '${id}' does not exist.`);
    return system;
  }

  mountTarget(id: string | undefined): readonly [FileSystem, MountTarget] {
    for (const system of this.all()) {
      const target = system.mountTargets.get(id ?? "");
      if (target) return [system, target];
    }
    throw efsError("MountTargetNotFound", `Mount target '${id}' does not exist.`);
  }

  accessPoint(id: string | undefined): readonly [FileSystem, AccessPoint] {
    for (const system of this.all())
      for (const point of system.accessPoints.values())
        if ([point.description.AccessPointId, point.description.AccessPointArn].includes(id ?? ""))
          return [system, point];
    throw efsError("AccessPointNotFound", `Access point '${id}' does not exist.`);
  }

  async create(wanted: NewFileSystem): Promise<FileSystem> {
    const id = this.newId("fs");
    const { backup, tags, ...rest } = wanted;
    const system: FileSystem = {
      ...rest,
      id,
      arn: this.arn("file-system", id),
      life: this.newLife(systemTakes),
      tags: addTags(new Map(), tags),
      mountTargets: new Map(),
      accessPoints: new Map(),
      lifecyclePolicies: [],
      backup: backup ? "ENABLED" : "DISABLED",
      policy: undefined,
      protection: "ENABLED",
    };
    this.#systems.set(id, system);
    await this.world.files.create(id);
    return system;
  }

  save(): readonly FileSystem[] {
    return this.all();
  }

  restore(systems: readonly FileSystem[]): void {
    for (const system of systems) this.#systems.set(system.id, system);
  }
}
