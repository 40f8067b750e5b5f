import type { RuleState, Target } from "@aws-sdk/client-eventbridge";
import type { Next } from "@signalbox/core/schedule/cron";
import { AwsError } from "../error.ts";
import type { Tags } from "../tags.ts";
import type { Archive } from "./archive/archive.ts";
import type { Replay } from "./archive/replays.ts";
import type { Destination } from "./destination.ts";
import type { Pattern } from "./pattern/compile.ts";
import type { Transform } from "./transformer.ts";

export interface PreparedTarget {
  readonly target: Target;
  readonly destination: Destination;
  readonly transform: Transform;
}

export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly bus: Bus;
  /** A rule has a pattern, a schedule, or both. */
  readonly pattern: Pattern | undefined;
  readonly patternText: string | undefined;
  readonly schedule: { readonly expression: string; readonly next: Next } | undefined;
  readonly description: string | undefined;
  readonly roleArn: string | undefined;
  readonly state: RuleState;
  readonly targets: Map<string, PreparedTarget>;
  readonly tags: Tags;
}

export interface Bus {
  readonly name: string;
  readonly arn: string;
  readonly description: string | undefined;
  readonly created: Date;
  readonly rules: Map<string, Rule>;
  readonly archives: Map<string, Archive>;
  readonly tags: Tags;
  /** JSON text, as DescribeEventBus answers it. */
  policy: string | undefined;
}

/** Buses and rules of one region; the default bus is always there. */
export class Registry {
  readonly buses = new Map<string, Bus>();
  readonly replays = new Map<string, Replay>();
  readonly #prefix: string;

  constructor(account: string, region: string, now: Date) {
    this.#prefix = `arn:aws:events:${region}:${account}`;
    this.add("default", undefined, now);
  }

  add(name: string, description: string | undefined, now: Date, tags: Tags = new Map()): Bus {
    const bus: Bus = {
      name,
      arn: this.busArn(name),
      description,
      created: now,
      rules: new Map(),
      archives: new Map(),
      tags,
      policy: undefined,
    };
    this.buses.set(name, bus);
    return bus;
  }

  /** By name or ARN; the default bus where none is given. */
  bus(nameOrArn: string | undefined): Bus {
    const name = busName(nameOrArn);
    const bus = this.buses.get(name);
    if (!bus) throw new AwsError("ResourceNotFoundException", `Event bus ${name} does not exist.`);
    return bus;
  }

  rule(name: string | undefined, bus: string | undefined): Rule {
    const rule = this.bus(bus).rules.get(name ?? "");
    if (!rule)
      throw new AwsError(
        "ResourceNotFoundException",
        `Rule ${name} does not exist on EventBus ${busName(bus)}.`,
      );
    return rule;
  }

  /** Names of archives are unique over all buses of a region. */
  archives(): Archive[] {
    return [...this.buses.values()].flatMap(({ archives }) => [...archives.values()]);
  }

  archive(name: string): Archive | undefined {
    return this.archives().find((archive) => archive.name === name);
  }

  /** The tags of a bus or a rule, by its ARN. */
  tags(arn: string | undefined): Tags {
    const [, , , , , resource = ""] = (arn ?? "").split(":");
    const [kind, ...names] = resource.split("/");
    if (kind === "event-bus") return this.bus(names[0]).tags;
    if (kind === "rule") return this.rule(names.at(-1), names.length > 1 ? names[0] : undefined).tags;
    throw new AwsError(
      "ValidationException",
      `Parameter ${arn} is not valid. Reason: Provided Arn is not in correct format.`,
    );
  }

  busArn(nameOrArn: string | undefined): string {
    return `${this.#prefix}:event-bus/${busName(nameOrArn)}`;
  }

  archiveArn(name: string): string {
    return `${this.#prefix}:archive/${name}`;
  }

  replayArn(name: string): string {
    return `${this.#prefix}:replay/${name}`;
  }

  ruleArn(name: string, bus: string | undefined): string {
    const on = busName(bus);
    return `${this.#prefix}:rule/${on === "default" ? name : `${on}/${name}`}`;
  }
}

export function busName(nameOrArn = "default"): string {
  const marker = ":event-bus/";
  const at = nameOrArn.indexOf(marker);
  return at < 0 ? nameOrArn : nameOrArn.slice(at + marker.length);
}
