import { isDeepStrictEqual } from "node:util";
import type { StateMachineType } from "@aws-sdk/client-sfn";
import type { Machine } from "../../engine/definition/compile.ts";
import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { addTags, type Tags } from "../tags.ts";
import { checkArn, checkName, machineArn } from "./arns.ts";
import { pageOf } from "./constraint.ts";
import { compiled } from "./definition.ts";
import { type Settings, settingsOf } from "./settings.ts";
import { toTags } from "./tags.ts";
import { publish, type Version, type Versions } from "./versions.ts";

/** A state machine as it is at one moment; executions keep the one that they were started with. */
export interface StoredMachine extends Settings {
  readonly arn: string;
  readonly name: string;
  readonly type: StateMachineType;
  readonly definition: string;
  readonly roleArn: string;
  readonly creationDate: Date;
  readonly updateDate: Date;
  /** Set by the first update, as on AWS. */
  readonly revisionId?: string;
  readonly machine: Machine;
}

interface Kept extends Versions {
  current: StoredMachine;
  readonly tags: Tags;
}

/** The state machines of one region, with their versions. */
export class Machines {
  readonly #world: World;
  readonly #region: string;
  readonly #machines = new Map<string, Kept>();

  constructor(world: World, region: string) {
    this.#world = world;
    this.#region = region;
  }

  all(): readonly Kept[] {
    return [...this.#machines.values()];
  }

  restore(kept: Kept): void {
    this.#machines.set(kept.current.arn, kept);
  }

  /** By the machine's own ARN; one of a version or an alias is none. */
  get(arn: string | undefined): StoredMachine {
    return this.kept(arn).current;
  }

  kept(arn: string | undefined): Kept {
    const kept = this.#machines.get(checkArn(arn, "stateMachine"));
    if (!kept) throw missing(arn);
    return kept;
  }

  version(arn: string | undefined): Version {
    const found = this.all()
      .flatMap(({ published }) => [...published.values()])
      .find((version) => version.arn === checkArn(arn, "stateMachine"));
    if (!found) throw missing(arn);
    return found;
  }

  create(input: Input<"states", "CreateStateMachine">): Output<"states", "CreateStateMachine"> {
    refuseUnsupported("states:CreateStateMachine", input, [
      "name",
      "definition",
      "roleArn",
      "type",
      "publish",
      "versionDescription",
      "tags",
      "loggingConfiguration",
      "tracingConfiguration",
      "encryptionConfiguration",
    ]);
    const name = checkName(input.name);
    const settings = settingsOf(input);
    const arn = machineArn(this.#region, this.#world.account, name);
    const { definition = "", roleArn = "", type = "STANDARD" } = input;
    checkPublish(input);
    const machine = compiled(definition, type);
    const existing = this.#machines.get(arn);
    const before = existing?.current;
    if (before && !(before.definition === definition && before.type === type))
      throw new AwsError("StateMachineAlreadyExists", `State Machine Already Exists: '${arn}'`);
    const now = this.#now();
    const current = before ?? {
      arn,
      name,
      type,
      definition,
      roleArn: checkRole(roleArn),
      creationDate: now,
      updateDate: now,
      ...settings,
      machine,
    };
    const tags = addTags(new Map(), toTags(input.tags));
    const kept = existing ?? { current, tags, published: new Map(), last: 0 };
    this.#machines.set(arn, kept);
    const version = input.publish ? publish(kept, current, input.versionDescription, now) : undefined;
    return {
      stateMachineArn: arn,
      creationDate: current.creationDate,
      ...(version && { stateMachineVersionArn: version.arn }),
    };
  }

  /** What changes nothing is no revision, as on AWS. */
  update(input: Input<"states", "UpdateStateMachine">): Output<"states", "UpdateStateMachine"> {
    refuseUnsupported("states:UpdateStateMachine", input, [
      "stateMachineArn",
      "definition",
      "roleArn",
      "publish",
      "versionDescription",
      "loggingConfiguration",
      "tracingConfiguration",
      "encryptionConfiguration",
    ]);
    const kept = this.kept(input.stateMachineArn);
    const before = kept.current;
    if (changes.every((member) => input[member] === undefined))
      throw new AwsError(
        "MissingRequiredParameter",
        "Either the definition, the role ARN, the LoggingConfiguration, the TracingConfiguration or the EncryptionConfiguration must be specified",
      );
    checkPublish(input);
    const { definition = before.definition, roleArn = before.roleArn } = input;
    const settings = settingsOf(input, before);
    const asked = { ...before, ...settings, definition, roleArn: checkRole(roleArn) };
    const updateDate = this.#now();
    if (!isDeepStrictEqual(comparable(asked), comparable(before)))
      kept.current = {
        ...asked,
        machine: compiled(definition, before.type),
        updateDate,
        revisionId: this.#world.random.uuid(),
      };
    const { revisionId } = kept.current;
    const version = input.publish
      ? publish(kept, kept.current, input.versionDescription, updateDate)
      : undefined;
    return {
      updateDate,
      ...(revisionId && { revisionId }),
      ...(version && { stateMachineVersionArn: version.arn }),
    };
  }

  /** Executions that run go on with the machine that they hold. */
  delete(input: Input<"states", "DeleteStateMachine">): Output<"states", "DeleteStateMachine"> {
    // Deleting what is not there is no error on AWS.
    this.#machines.delete(checkArn(input.stateMachineArn, "stateMachine"));
    return {};
  }

  list(input: Input<"states", "ListStateMachines">): Output<"states", "ListStateMachines"> {
    const { items, nextToken } = pageOf(this.all(), input);
    const stateMachines = items.map(({ current: { arn, name, type, creationDate } }) => ({
      stateMachineArn: arn,
      name,
      type,
      creationDate,
    }));
    return { stateMachines, ...(nextToken && { nextToken }) };
  }

  #now(): Date {
    return new Date(this.#world.clock.now());
  }
}

const changes = [
  "definition",
  "roleArn",
  "loggingConfiguration",
  "tracingConfiguration",
  "encryptionConfiguration",
] as const;

const comparable = ({ machine: _, ...rest }: StoredMachine) => rest;

const missing = (arn: string | undefined): AwsError =>
  new AwsError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);

function checkPublish({
  publish,
  versionDescription,
}: Input<"states", "CreateStateMachine" | "UpdateStateMachine">) {
  if (versionDescription !== undefined && !publish)
    throw new AwsError("ValidationException", "Version description can only be set when publish is true");
}

function checkRole(arn: string): string {
  if (/^arn:aws[a-z-]*:iam::\d{12}:role\/.+/.test(arn)) return arn;
  throw new AwsError("InvalidArn", `Invalid Role Arn: '${arn}'`);
}
