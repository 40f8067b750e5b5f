import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import { Deployed, type Version } from "./deployed.ts";
import type { LambdaFunction } from "./function.ts";

type Name = string | undefined;

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

  /** A function that the local cloud itself brings: there at once, in place of an older one of its name. */
  install(fn: LambdaFunction): Deployed {
    const arn = this.#arnOf(fn);
    this.#deployed.get(arn)?.renew();
    const deployed = new Deployed(this.#world, arn, fn, true);
    this.#deployed.set(arn, deployed);
    return deployed;
  }

  all(): readonly Deployed[] {
    return [...this.#deployed.values()];
  }

  /** Throws ResourceConflictException where the name is taken. */
  create(fn: LambdaFunction): Deployed {
    const arn = this.#arnOf(fn);
    if (this.#deployed.has(arn))
      throw new AwsError("ResourceConflictException", `Function already exist: ${fn.functionName}`, {
        statusCode: 409,
        fields: { Type: "User" },
      });
    const deployed = new Deployed(this.#world, arn, fn, false);
    this.#deployed.set(arn, deployed);
    return deployed;
  }

  delete(name: Name, region: string): void {
    const { arn } = this.parse(name, undefined, region);
    this.get(name, region).renew();
    this.#deployed.delete(arn);
  }

  list(region: string): Deployed[] {
    return [...this.#deployed.values()]
      .filter(({ latest }) => latest.fn.region === region)
      .toSorted((a, b) => (a.latest.arn < b.latest.arn ? -1 : 1));
  }

  /** By name, ARN or part of an ARN, in the caller's region. Throws ResourceNotFoundException. */
  get(name: Name, region: string): Deployed {
    const { arn } = this.parse(name, undefined, region);
    const deployed = this.#deployed.get(arn);
    if (!deployed) throw notFound(arn);
    return deployed;
  }

  /** The version that a qualifier (a number, an alias, `$LATEST` or none) means. Throws ResourceNotFoundException. */
  version(name: Name, qualifier: Name, region: string): { deployed: Deployed; version: Version } {
    const parsed = this.parse(name, qualifier, region);
    const deployed = this.#deployed.get(parsed.arn);
    const wanted = parsed.qualifier;
    if (deployed && (wanted === undefined || wanted === "$LATEST"))
      return { deployed, version: deployed.latest };
    const number = (wanted && deployed?.aliases.get(wanted)?.version) ?? wanted;
    const version = number === undefined ? undefined : deployed?.versions.get(number);
    if (deployed && version) return { deployed, version };
    throw notFound(wanted === undefined ? parsed.arn : `${parsed.arn}:${wanted}`);
  }

  /** The ARN that a call names, for the check of roles; the function need not exist. */
  resource(name: Name, qualifier: Name, region: string): string {
    const parsed = this.parse(name, qualifier, region);
    return parsed.qualifier === undefined ? parsed.arn : `${parsed.arn}:${parsed.qualifier}`;
  }

  stop(): void {
    for (const deployed of this.#deployed.values()) deployed.stop();
  }

  /** Throws ValidationException for what is no name of a function. */
  parse(name = "", qualifier: Name, region: string): { name: string; arn: string; qualifier?: string } {
    const [, itsRegion = region, account = this.#world.account, plain, inName] = reference.exec(name) ?? [];
    if (plain === undefined)
      throw new AwsError(
        "ValidationException",
        `1 validation error detected: Value '${name}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?`,
      );
    const wanted = inName ?? qualifier;
    const arn = `arn:aws:lambda:${itsRegion}:${account}:function:${plain}`;
    return { name: plain, arn, ...(wanted !== undefined && { qualifier: wanted }) };
  }

  #arnOf({ functionName, region }: LambdaFunction): string {
    return `arn:aws:lambda:${region}:${this.#world.account}:function:${functionName}`;
  }
}

function notFound(arn: string): AwsError {
  return new AwsError("ResourceNotFoundException", `Function not found: ${arn}`, {
    statusCode: 404,
    fields: { Type: "User" },
  });
}
