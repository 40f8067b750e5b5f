import type { ExecutionStatus } from "@aws-sdk/client-sfn";
import type { Data } from "../../engine/data.ts";
import { Execution, type SavedExecution } from "../../engine/execution.ts";
import type { Host } from "../../engine/run.ts";
import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import type { Aliases } from "./aliases.ts";
import { checkArn, checkName, executionArn } from "./arns.ts";
import { pageOf, violated } from "./constraint.ts";
import { described, listed } from "./describe-execution.ts";
import { notSupported, startExpress, startSync } from "./express.ts";
import { readHistory } from "./history.ts";
import { parseInput } from "./input.ts";
import type { Machines, StoredMachine } from "./machines.ts";
import { redriveStatus } from "./redrive.ts";
import { publishStatus } from "./status-event.ts";
import { type Origin, originOf } from "./target.ts";

/** An execution with what it was started from. */
export interface Started {
  readonly arn: string;
  readonly name: string;
  readonly input: Data;
  readonly machine: StoredMachine;
  readonly execution: Execution;
  readonly traceHeader?: string;
  readonly versionArn?: string;
  readonly aliasArn?: string;
}

export const statusOf = ({ execution }: Started): ExecutionStatus => execution.end?.status ?? "RUNNING";

const statuses = ["SUCCEEDED", "TIMED_OUT", "PENDING_REDRIVE", "ABORTED", "FAILED", "RUNNING"];

/** The executions of one region, in order of their start. */
export class Executions {
  readonly #world: World;
  readonly #host: Host;
  readonly #machines: Machines;
  readonly #aliases: Aliases;
  readonly #executions = new Map<string, Started>();
  /** The client token of the last redrive. */
  readonly #redriveTokens = new WeakMap<Started, string>();

  constructor(world: World, host: Host, machines: Machines, aliases: Aliases) {
    this.#world = world;
    this.#host = host;
    this.#machines = machines;
    this.#aliases = aliases;
  }

  all(): readonly Started[] {
    return [...this.#executions.values()];
  }

  /** Takes up an execution of an earlier process; it stands still until `carryOn`. */
  restore(of: Omit<Started, "execution">, saved: SavedExecution): void {
    const { arn, name, input, machine } = of;
    const options = {
      arn,
      name,
      input,
      role: machine.roleArn,
      machineArn: machine.arn,
      machineName: machine.name,
    };
    const execution = new Execution(this.#host, machine.machine, options, saved);
    this.#executions.set(arn, { ...of, execution });
  }

  carryOn(): void {
    for (const started of this.#executions.values()) {
      if (started.execution.end) continue;
      void started.execution.ended.then(() => publishStatus(this.#world, this.#host.region, started));
      started.execution.carryOn();
    }
  }

  get(arn: string | undefined): Started {
    const started = this.#executions.get(checkArn(arn, "execution"));
    if (!started) throw new AwsError("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);
    return started;
  }

  start(input: Input<"states", "StartExecution">): Output<"states", "StartExecution"> {
    refuseUnsupported("states:StartExecution", input, ["stateMachineArn", "name", "input", "traceHeader"]);
    const origin = this.#originOf(input.stateMachineArn);
    const { machine } = origin;
    if (machine.type === "EXPRESS") {
      const { arn, execution } = startExpress(this.#host, this.#world.account, machine, input);
      return { executionArn: arn, startDate: execution.startDate };
    }
    const name = checkName(input.name ?? this.#world.random.uuid());
    const data = parseInput(input.input ?? "{}");
    const arn = executionArn(this.#host.region, this.#world.account, machine.name, name);
    const before = this.#executions.get(arn);
    if (before) return again(before, data);
    const execution = new Execution(this.#host, machine.machine, {
      arn,
      name,
      input: data,
      role: machine.roleArn,
      machineArn: machine.arn,
      machineName: machine.name,
    });
    const { traceHeader } = input;
    const started = { arn, name, input: data, ...origin, execution, ...(traceHeader && { traceHeader }) };
    this.#executions.set(arn, started);
    this.#announce(started);
    return { executionArn: arn, startDate: execution.startDate };
  }

  startSync(input: Input<"states", "StartSyncExecution">): Promise<Output<"states", "StartSyncExecution">> {
    const { machine } = this.#originOf(input.stateMachineArn);
    return startSync(this.#host, this.#world.account, machine, input);
  }

  #originOf(arn: string | undefined): Origin {
    return originOf(this.#machines, this.#aliases, this.#host.random, arn);
  }

  /** The same token again changes nothing: https://docs.aws.amazon.com/step-functions/latest/apireference/API_RedriveExecution.html */
  redrive(input: Input<"states", "RedriveExecution">): Output<"states", "RedriveExecution"> {
    refuseUnsupported("states:RedriveExecution", input, ["executionArn", "clientToken"]);
    const started = this.get(input.executionArn);
    const { execution } = started;
    const { clientToken } = input;
    if (clientToken !== undefined && this.#redriveTokens.get(started) === clientToken)
      return { redriveDate: execution.redriven.date };
    const { redriveStatusReason } = redriveStatus(started, this.#world.clock.now());
    if (redriveStatusReason !== undefined)
      throw new AwsError("ExecutionNotRedrivable", `Execution Not Redrivable: '${redriveStatusReason}'`);
    execution.redrive();
    if (clientToken !== undefined) this.#redriveTokens.set(started, clientToken);
    this.#announce(started);
    return { redriveDate: execution.redriven.date };
  }

  #announce(started: Started): void {
    const publish = (): void => publishStatus(this.#world, this.#host.region, started);
    publish();
    // `ended` never rejects.
    void started.execution.ended.then(publish);
  }

  /** Stopping what has ended changes nothing, and is no error. */
  stop(input: Input<"states", "StopExecution">): Output<"states", "StopExecution"> {
    const { execution } = this.get(input.executionArn);
    execution.stop(input.error, input.cause);
    return { stopDate: execution.end?.stopDate };
  }

  describe(input: Input<"states", "DescribeExecution">): Output<"states", "DescribeExecution"> {
    const withData = input.includedData !== "METADATA_ONLY";
    return described(this.get(input.executionArn), withData, this.#world.clock.now());
  }

  /** The youngest first, as on AWS. */
  list(input: Input<"states", "ListExecutions">): Output<"states", "ListExecutions"> {
    refuseUnsupported("states:ListExecutions", input, [
      "stateMachineArn",
      "statusFilter",
      "redriveFilter",
      "maxResults",
      "nextToken",
    ]);
    const { statusFilter, redriveFilter } = input;
    if (statusFilter !== undefined && !statuses.includes(statusFilter))
      throw violated(statusFilter, "statusFilter", `satisfy enum value set: [${statuses.join(", ")}]`);
    const { stateMachineArn: arn } = input;
    if (this.#originOf(arn).machine.type === "EXPRESS") throw notSupported();
    const found = [...this.#executions.values()]
      .filter(({ machine, versionArn, aliasArn }) => [machine.arn, versionArn, aliasArn].includes(arn))
      .filter((started) => statusFilter === undefined || statusOf(started) === statusFilter)
      .filter(
        ({ execution }) =>
          redriveFilter === undefined || (redriveFilter === "REDRIVEN") === execution.redriven.count > 0,
      )
      .toReversed();
    const { items, nextToken } = pageOf(found, input);
    return { executions: items.map(listed), ...(nextToken && { nextToken }) };
  }

  history(input: Input<"states", "GetExecutionHistory">): Output<"states", "GetExecutionHistory"> {
    return readHistory(this.get(input.executionArn).execution.history.events, input);
  }

  /** Lets everything that runs stand where it is, when the local cloud stops. */
  halt(): void {
    for (const { execution } of this.#executions.values()) execution.halt();
  }
}

/** A second start under one name: the same again while it runs, refused otherwise. */
function again(before: Started, { text }: Data): Output<"states", "StartExecution"> {
  if (before.execution.end || before.input.text !== text)
    throw new AwsError("ExecutionAlreadyExists", `Execution Already Exists: '${before.arn}'`);
  return { executionArn: before.arn, startDate: before.execution.startDate };
}
