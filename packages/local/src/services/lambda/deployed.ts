import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import { Environments } from "./environments.ts";
import type { LambdaFunction } from "./function.ts";

/** One version of a function with its environments. */
export interface Version {
  readonly fn: LambdaFunction;
  /** Without a qualifier for `$LATEST`. */
  readonly arn: string;
  /** `$LATEST` or a number. */
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
  readonly revisionId: string;
  readonly environments: Environments;
}

/** A statement of a function's resource policy, as GetPolicy answers it. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Principal: { readonly Service: string } | { readonly AWS: string } | "*";
  readonly Action: string;
  readonly Resource: string;
  readonly Condition?: object;
}

/** Milliseconds of the world in which a new or changed function is not settled; on AWS about a second without a VPC. */
const settleMs = 1000;

/** A function with all that hangs on its name. */
export class Deployed {
  readonly versions = new Map<string, Version>();
  readonly aliases = new Map<string, { readonly version: string; readonly description: string }>();
  readonly policies = new Map<string, PolicyStatement>();
  readonly tags = new Map<string, string>();
  readonly #world: World;
  readonly #arn: string;
  #latest: Version;
  #previous: Version | undefined;
  #settledAt: number;
  #published = 0;
  #publishedFrom: Version | undefined;

  constructor(world: World, arn: string, fn: LambdaFunction, settled: boolean) {
    this.#world = world;
    this.#arn = arn;
    this.#latest = this.#make(fn, "$LATEST");
    this.#settledAt = world.clock.now() + (settled ? 0 : settleMs);
  }

  get latest(): Version {
    return this.#latest;
  }

  /** Of a changed function, the version that answers until the change has settled. */
  get serving(): Version {
    return this.settled ? this.#latest : (this.#previous ?? this.#latest);
  }

  get settled(): boolean {
    return this.#world.clock.now() >= this.#settledAt;
  }

  /** Neither Pending nor Active with an update in progress: it has never been settled. */
  get pending(): boolean {
    return !this.settled && this.#previous === undefined;
  }

  /** Calls that run go on; the first one after the change has settled starts cold. Throws ResourceConflictException. */
  update(fn: LambdaFunction): Version {
    this.insistSettled();
    this.#previous?.environments.renew();
    this.#previous = this.#latest;
    this.#latest = this.#make(fn, "$LATEST");
    this.#settledAt = this.#world.clock.now() + settleMs;
    return this.#latest;
  }

  /** Throws PreconditionFailedException where the caller changes another state than the one that stands. */
  insistRevision(revisionId: string | undefined): void {
    if (revisionId === undefined || revisionId === this.#latest.revisionId) return;
    throw new AwsError(
      "PreconditionFailedException",
      "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id",
      { statusCode: 412, fields: { Type: "User" } },
    );
  }

  insistSettled(): void {
    if (this.settled) return;
    throw new AwsError(
      "ResourceConflictException",
      this.pending
        ? "The operation cannot be performed at this time. The function is currently in the following state: Pending"
        : `The operation cannot be performed at this time. An update is in progress for resource: ${this.#arn}`,
      { statusCode: 409, fields: { Type: "User" } },
    );
  }

  /** A fixed copy of `$LATEST`; the last one again when nothing has changed since, as AWS answers it. */
  publish(description: string | undefined): Version {
    this.insistSettled();
    const { fn } = this.#latest;
    const last = this.versions.get(`${this.#published}`);
    if (last && this.#publishedFrom === this.#latest) return last;
    this.#publishedFrom = this.#latest;
    return this.addVersion({ ...fn, description: description ?? fn.description }, this.#published + 1);
  }

  /** The version of that number; later ones get higher numbers. */
  addVersion(fn: LambdaFunction, number: number): Version {
    this.#published = Math.max(this.#published, number);
    const made = this.#make(fn, `${number}`);
    this.versions.set(made.version, made);
    return made;
  }

  /** No free environment stays; calls that run go on. */
  renew(): void {
    for (const { environments } of this.#all()) environments.renew();
  }

  stop(): void {
    for (const { environments } of this.#all()) environments.stop();
  }

  #all(): readonly Version[] {
    return [this.#latest, ...(this.#previous ? [this.#previous] : []), ...this.versions.values()];
  }

  #make(fn: LambdaFunction, version: string): Version {
    const arn = version === "$LATEST" ? this.#arn : `${this.#arn}:${version}`;
    const { clock, random } = this.#world;
    const modifiedAt = clock.now();
    const chance = random.fork(`${arn}/${modifiedAt}`);
    const environments = new Environments(this.#world, fn, version, chance);
    return { fn, arn, version, modifiedAt, revisionId: chance.uuid(), environments };
  }
}
