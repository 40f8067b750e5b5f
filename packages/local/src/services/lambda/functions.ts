import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import { Environments } from "./environments.ts";
import type { InstalledFunction } from "./host.ts";

export interface Deployed {
  readonly fn: InstalledFunction;
  readonly arn: string;
  /** Milliseconds since 1970. */
  readonly installedAt: number;
  readonly environments: Environments;
}

/** arn:aws:lambda:<region>:<account>:function:<name>[:<qualifier>], the same from the account on, or name[:<qualifier>]. */
const reference =
  /^(?:(?:arn:[^:]+:lambda:([^:]+):)?(\d{12}):function:|function:)?([\w-]{1,64})(?::([\w$-]+))?$/;

/** The functions of all regions. */
export class Functions {
  readonly #world: World;
  readonly #deployed = new Map<string, Deployed>();

  constructor(world: World) {
    this.#world = world;
  }

  install(fn: InstalledFunction): void {
    const arn = this.arnOf(fn.functionName, fn.region);
    const environments = new Environments(this.#world, fn, this.#world.random.fork(arn));
    this.#deployed.set(arn, { fn, arn, environments, installedAt: this.#world.clock.now() });
  }

  list(region: string): Deployed[] {
    return [...this.#deployed.values()]
      .filter(({ fn }) => fn.region === region)
      .toSorted((a, b) => (a.arn < b.arn ? -1 : 1));
  }

  /** By name, ARN or part of an ARN, in the caller's region. Throws ResourceNotFoundException. */
  get(name: string | undefined, qualifier: string | undefined, region: string): Deployed {
    const { arn, version } = this.#parse(name, qualifier, region);
    const deployed = this.#deployed.get(arn);
    if (deployed && (version === undefined || version === "$LATEST")) return deployed;
    const full = version === undefined ? arn : `${arn}:${version}`;
    throw new AwsError("ResourceNotFoundException", `Function not found: ${full}`, {
      statusCode: 404,
      fields: { Type: "User" },
    });
  }

  /** The ARN that a call names, for the check of roles; the function need not exist. */
  resource(name: string | undefined, qualifier: string | undefined, region: string): string {
    const { arn, version } = this.#parse(name, qualifier, region);
    return version === undefined ? arn : `${arn}:${version}`;
  }

  arnOf(name: string, region: string): string {
    return `arn:aws:lambda:${region}:${this.#world.account}:function:${name}`;
  }

  #parse(name = "", qualifier: string | undefined, region: string): { arn: string; version?: string } {
    const [, itsRegion = region, account = this.#world.account, plain, inName] = reference.exec(name) ?? [];
    if (plain === undefined)
      throw new AwsError(
        "ValidationException",
        `1 validation error detected: Value '${name}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?`,
      );
    const version = inName ?? qualifier;
    const arn = `arn:aws:lambda:${itsRegion}:${account}:function:${plain}`;
    return version === undefined ? { arn } : { arn, version };
  }
}
