import type { Machine } from "../../engine/definition/compile.ts";
import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { checkArn, checkName, machineArn } from "./arns.ts";
import { pageOf } from "./constraint.ts";
import { compiled } from "./definition.ts";
import { refuseLogging } from "./logging.ts";

/** A state machine as it is at one moment; executions keep the one that they were started with. */
export interface StoredMachine {
  readonly arn: string;
  readonly name: string;
  readonly definition: string;
  readonly roleArn: string;
  readonly creationDate: Date;
  readonly updateDate: Date;
  /** Set by the first update, as on AWS. */
  readonly revisionId?: string;
  readonly machine: Machine;
}

/** The state machines of one region. */
export class Machines {
  readonly #world: World;
  readonly #region: string;
  readonly #machines = new Map<string, StoredMachine>();

  constructor(world: World, region: string) {
    this.#world = world;
    this.#region = region;
  }

  all(): readonly StoredMachine[] {
    return [...this.#machines.values()];
  }

  restore(machine: StoredMachine): void {
    this.#machines.set(machine.arn, machine);
  }

  get(arn: string | undefined): StoredMachine {
    const machine = this.#machines.get(checkArn(arn, "stateMachine"));
    if (!machine) throw new AwsError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
    return machine;
  }

  create(input: Input<"states", "CreateStateMachine">): Output<"states", "CreateStateMachine"> {
    refuseUnsupported("states:CreateStateMachine", input, [
      "name",
      "definition",
      "roleArn",
      "type",
      "loggingConfiguration",
      "tracingConfiguration",
      "encryptionConfiguration",
    ]);
    const name = checkName(input.name);
    refuseLogging(input);
    const arn = machineArn(this.#region, this.#world.account, name);
    const { definition = "", roleArn = "" } = input;
    const machine = compiled(definition, input.type);
    const existing = this.#machines.get(arn);
    if (existing && existing.definition !== definition)
      throw new AwsError("StateMachineAlreadyExists", `State Machine Already Exists: '${arn}'`);
    if (existing) return { stateMachineArn: arn, creationDate: existing.creationDate };
    const creationDate = new Date(this.#world.clock.now());
    this.#machines.set(arn, {
      arn,
      name,
      definition,
      roleArn: checkRole(roleArn),
      creationDate,
      updateDate: creationDate,
      machine,
    });
    return { stateMachineArn: arn, creationDate };
  }

  update(input: Input<"states", "UpdateStateMachine">): Output<"states", "UpdateStateMachine"> {
    refuseUnsupported("states:UpdateStateMachine", input, [
      "stateMachineArn",
      "definition",
      "roleArn",
      "loggingConfiguration",
      "tracingConfiguration",
      "encryptionConfiguration",
    ]);
    const before = this.get(input.stateMachineArn);
    refuseLogging(input);
    if (input.definition === undefined && input.roleArn === undefined)
      throw new AwsError(
        "MissingRequiredParameter",
        "Either the definition, the role ARN, the LoggingConfiguration, the TracingConfiguration or the EncryptionConfiguration must be specified",
      );
    const updateDate = new Date(this.#world.clock.now());
    const revisionId = this.#world.random.uuid();
    const { definition = before.definition, roleArn = before.roleArn } = input;
    const machine = compiled(definition, "STANDARD");
    this.#machines.set(before.arn, {
      ...before,
      definition,
      roleArn: checkRole(roleArn),
      machine,
      updateDate,
      revisionId,
    });
    return { updateDate, revisionId };
  }

  /** Executions that run go on with the machine that they hold. */
  delete(input: Input<"states", "DeleteStateMachine">): Output<"states", "DeleteStateMachine"> {
    // Deleting what is not there is no error on AWS.
    this.#machines.delete(checkArn(input.stateMachineArn, "stateMachine"));
    return {};
  }

  list(input: Input<"states", "ListStateMachines">): Output<"states", "ListStateMachines"> {
    const { items, nextToken } = pageOf([...this.#machines.values()], input);
    const stateMachines = items.map(({ arn, name, creationDate }) => ({
      stateMachineArn: arn,
      name,
      type: "STANDARD" as const,
      creationDate,
    }));
    return { stateMachines, ...(nextToken && { nextToken }) };
  }
}

function checkRole(arn: string): string {
  if (/^arn:aws[a-z-]*:iam::\d{12}:role\/.+/.test(arn)) return arn;
  throw new AwsError("InvalidArn", `Invalid Role Arn: '${arn}'`);
}
