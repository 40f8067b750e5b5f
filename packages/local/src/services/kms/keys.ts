import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import { type Key, newMetadata } from "./key.ts";

export interface Alias {
  readonly name: string;
  readonly keyId: string;
  readonly created: Date;
  readonly updated: Date;
}

interface Saved {
  readonly keys: readonly Key[];
  readonly aliases: readonly Alias[];
}

/** The keys and aliases of one region. Keys whose waiting time is over are gone at the next look. */
export class Keys {
  readonly aliases = new Map<string, Alias>();
  readonly #keys = new Map<string, Key>();
  readonly #world: World;
  readonly #prefix: string;

  constructor(world: World, region: string) {
    this.#world = world;
    this.#prefix = `arn:aws:kms:${region}:${world.account}:`;
  }

  now(): Date {
    return new Date(this.#world.clock.now());
  }

  aliasArn(name: string): string {
    return `${this.#prefix}${name}`;
  }

  /** For checks of permissions: the ARN of a key that is there, or what its ARN would be. */
  arn(id: string | undefined): string {
    return (
      this.#lookUp(id)?.metadata.Arn ?? (id?.startsWith("arn:") ? id : `${this.#prefix}key/${id ?? "*"}`)
    );
  }

  make(description: string, policy: string, manager: "AWS" | "CUSTOMER" = "CUSTOMER"): Key {
    const id = this.#world.random.uuid();
    const { account } = this.#world;
    const arn = `${this.#prefix}key/${id}`;
    const key: Key = {
      metadata: newMetadata({ account, arn, id, now: this.now(), description, manager }),
      policy,
      rotationDays: undefined,
      tags: new Map(),
    };
    this.#keys.set(id, key);
    return key;
  }

  all(): Key[] {
    this.#forget();
    return [...this.#keys.values()];
  }

  /** By id, ARN, alias or an alias's ARN. */
  get(id: string | undefined): Key {
    const key = this.#lookUp(id);
    if (key) return key;
    if (id?.includes("alias/"))
      throw notFound(`Alias ${id.startsWith("arn:") ? id : this.aliasArn(id)} is not found.`);
    throw notFound(`Key '${this.arn(id)}' does not exist`);
  }

  /** A key of AWS's own, such as alias/aws/backup, is there as soon as somebody asks for it. */
  #lookUp(id: string | undefined): Key | undefined {
    this.#forget();
    const name = id?.startsWith(this.#prefix) ? id.slice(this.#prefix.length) : id;
    if (name === undefined) return undefined;
    if (name.startsWith("alias/aws/") && !this.aliases.has(name)) {
      const service = name.slice("alias/aws/".length);
      this.alias(name, this.make(`Default key that protects my ${service} data`, "", "AWS"));
    }
    return this.#keys.get(this.aliases.get(name)?.keyId ?? name.replace(/^key\//, ""));
  }

  alias(name: string, { metadata }: Key): void {
    const now = this.now();
    const created = this.aliases.get(name)?.created ?? now;
    this.aliases.set(name, { name, keyId: metadata.KeyId, created, updated: now });
  }

  #forget(): void {
    const now = this.#world.clock.now();
    for (const [id, { metadata }] of this.#keys) {
      if (metadata.DeletionDate === undefined || metadata.DeletionDate.getTime() > now) continue;
      this.#keys.delete(id);
      for (const [name, { keyId }] of this.aliases) if (keyId === id) this.aliases.delete(name);
    }
  }

  save(): Saved {
    return { keys: [...this.#keys.values()], aliases: [...this.aliases.values()] };
  }

  restore({ keys, aliases }: Saved): void {
    for (const key of keys) this.#keys.set(key.metadata.KeyId, key);
    for (const alias of aliases) this.aliases.set(alias.name, alias);
  }
}

const notFound = (message: string): AwsError => new AwsError("NotFoundException", message);
