import { AwsError } from "../error.ts";
import type { Tags } from "../tags.ts";
import type { Schedule } from "./schedule.ts";

export interface Group {
  readonly name: string;
  readonly arn: string;
  readonly created: Date;
  readonly tags: Tags;
  readonly schedules: Map<string, Schedule>;
}

/** Groups and schedules of one region; the default group is always there. */
export class Registry {
  readonly groups = new Map<string, Group>();
  readonly #prefix: string;

  constructor(account: string, region: string, now: Date) {
    this.#prefix = `arn:aws:scheduler:${region}:${account}`;
    this.addGroup("default", now, new Map());
  }

  addGroup(name: string, created: Date, tags: Tags): Group {
    if (!/^[\w.-]{1,64}$/.test(name))
      throw new AwsError("ValidationException", `Value '${name}' at 'name' failed to satisfy constraint`);
    if (this.groups.has(name))
      throw new AwsError("ConflictException", `Schedule group ${name} already exists.`, { statusCode: 409 });
    const group: Group = { name, arn: this.groupArn(name), created, tags, schedules: new Map() };
    this.groups.set(name, group);
    return group;
  }

  group(name = "default"): Group {
    const group = this.groups.get(name);
    if (!group) throw missing(`Schedule group ${name} does not exist.`);
    return group;
  }

  schedule(name: string | undefined, group: string | undefined): Schedule {
    const schedule = this.group(group).schedules.get(name ?? "");
    if (!schedule) throw missing(`Schedule ${name} does not exist.`);
    return schedule;
  }

  /** Tags hang on groups alone. */
  tags(arn: string | undefined): Tags {
    const [kind, name] = (arn ?? "").split(":")[5]?.split("/") ?? [];
    if (kind !== "schedule-group")
      throw new AwsError("ValidationException", `${arn} is not the ARN of a schedule group.`);
    return this.group(name).tags;
  }

  groupArn(name = "default"): string {
    return `${this.#prefix}:schedule-group/${name}`;
  }

  scheduleArn(name = "*", group = "default"): string {
    return `${this.#prefix}:schedule/${group}/${name}`;
  }
}

function missing(message: string): AwsError {
  return new AwsError("ResourceNotFoundException", message, { statusCode: 404 });
}
