import type { ExecutionStatus, HistoryEvent } from "@aws-sdk/client-sfn";
import { callAgain } from "./carry-on.ts";
import type { Data } from "./data.ts";
import type { Machine } from "./definition/compile.ts";
import { Abandoned, abandoned, StatesError } from "./error.ts";
import { runFlow, startOf } from "./flow.ts";
import type { Frame } from "./frame.ts";
import type { Details } from "./history.ts";
import { History } from "./history.ts";
import { makeReady } from "./redrive.ts";
import type { Host, Run } from "./run.ts";
import { described } from "./task-events.ts";

export interface ExecutionOptions {
  readonly arn: string;
  readonly name: string;
  readonly input: Data;
  readonly role: string;
  readonly machineArn: string;
  readonly machineName: string;
  readonly onEvent?: (event: HistoryEvent) => void;
}

/** How often an execution was redriven, and when last. */
export interface Redriven {
  readonly count: number;
  readonly date?: Date;
}

/** How an execution ended. */
export interface End {
  readonly status: Exclude<ExecutionStatus, "RUNNING" | "PENDING_REDRIVE">;
  readonly stopDate: Date;
  readonly output?: Data;
  readonly error?: string;
  readonly cause?: string;
}

/** What of an execution outlives the process; plain data. */
export interface SavedExecution {
  readonly startDate: Date;
  readonly frame: Frame;
  readonly end: End | undefined;
  readonly redriven: Redriven;
  readonly events: readonly HistoryEvent[];
}

/** One execution of a machine. It runs from construction on, or, where it is made of what was saved, from `carryOn` on. */
export class Execution {
  readonly startDate: Date;
  readonly history: History;
  /** Where it stands: with the history, all that would be needed to go on elsewhere. */
  readonly frame: Frame;
  readonly #machine: Machine;
  #end: End | undefined;
  #redriven: Redriven;
  #abort = new AbortController();
  #run: Run;
  #ended = Promise.withResolvers<End>();

  constructor(host: Host, machine: Machine, options: ExecutionOptions, saved?: SavedExecution) {
    const { arn, name, input, role, machineArn, machineName } = options;
    this.#machine = machine;
    this.startDate = saved?.startDate ?? new Date(host.clock.now());
    this.history = new History(host.clock, options.onEvent, saved?.events);
    this.#redriven = saved?.redriven ?? { count: 0 };
    this.#run = {
      ...host,
      history: this.history,
      role,
      entered: 0,
      execution: {
        Id: arn,
        Input: input.value,
        Name: name,
        RoleArn: role,
        StartTime: this.startDate.toISOString(),
        RedriveCount: this.#redriven.count,
        ...(this.#redriven.date && { RedriveTime: this.#redriven.date.toISOString() }),
      },
      machine: { Id: machineArn, Name: machineName },
    };
    if (saved) {
      this.frame = saved.frame;
      this.#end = saved.end;
      if (saved.end) this.#ended.resolve(saved.end);
      return;
    }
    this.history.add("ExecutionStarted", 0, {
      executionStartedEventDetails: { input: input.text, inputDetails: { truncated: false }, roleArn: role },
    });
    // AWS gives the first StateEntered no predecessor, not even ExecutionStarted (660 of 660 recordings).
    this.frame = startOf(machine.flow, input, 0, { variables: {} });
    void this.#work();
  }

  /** Resolves however the execution ends this time, and never rejects. */
  get ended(): Promise<End> {
    return this.#ended.promise;
  }

  get end(): End | undefined {
    return this.#end;
  }

  /** Takes up what was cut off when an earlier process ended. */
  carryOn(): void {
    if (this.#end) return;
    callAgain(this.frame, this.#run.clock.now());
    void this.#work();
  }

  get redriven(): Redriven {
    return this.#redriven;
  }

  /** Lets an execution that did not succeed go on from the state in which it ended, with the machine's time counted anew. */
  redrive(): void {
    const date = new Date(this.#run.clock.now());
    const redriveCount = this.#redriven.count + 1;
    this.#redriven = { count: redriveCount, date };
    const execution = { ...this.#run.execution, RedriveCount: redriveCount, RedriveTime: date.toISOString() };
    this.#run = { ...this.#run, execution };
    this.#end = undefined;
    this.#abort = new AbortController();
    this.#ended = Promise.withResolvers();
    const id = this.history.add("ExecutionRedriven", this.history.events.length, {
      executionRedrivenEventDetails: { redriveCount },
    });
    makeReady(this.frame, id);
    void this.#work();
  }

  /** Stops a running execution, as StopExecution does; one that has ended stays as it is. */
  stop(error?: string, cause?: string): void {
    const details = { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
    this.#settle({ status: "ABORTED", ...details }, "ExecutionAborted", {
      executionAbortedEventDetails: details,
    });
  }

  /** Lets everything stand where it is, without recording an end: the process is about to end, the execution is not. */
  halt(): void {
    this.#abort.abort(abandoned);
  }

  async #work(): Promise<void> {
    const { flow, timeoutSeconds } = this.#machine;
    const { signal } = this.#abort;
    // States begin a turn later, so that whoever starts an execution knows it before its first task does.
    await Promise.resolve();
    if (timeoutSeconds !== undefined) {
      const since = (this.#redriven.date ?? this.startDate).getTime();
      this.#timeOutAfter(Math.max(0, since + timeoutSeconds * 1000 - this.#run.clock.now()));
    }
    try {
      const output = await runFlow(flow, { run: this.#run, frame: this.frame, signal });
      this.#settle({ status: "SUCCEEDED", output }, "ExecutionSucceeded", {
        executionSucceededEventDetails: { output: output.text, outputDetails: { truncated: false } },
      });
    } catch (error) {
      if (error instanceof Abandoned) return;
      const failure = error instanceof StatesError ? error : new StatesError("States.Runtime", String(error));
      const details = described(failure);
      this.#settle({ status: "FAILED", ...details }, "ExecutionFailed", {
        executionFailedEventDetails: details,
      });
    }
  }

  #timeOutAfter(ms: number): void {
    const details = { error: "States.Timeout" };
    const expire = (): void =>
      this.#settle({ status: "TIMED_OUT", ...details }, "ExecutionTimedOut", {
        executionTimedOutEventDetails: details,
      });
    // The sleep is cut off when the execution ends before.
    this.#run.clock.sleep(ms, this.#abort.signal).then(expire, () => undefined);
  }

  #settle(end: Omit<End, "stopDate">, ...event: EndEvent): void {
    if (this.#end) return;
    const [type, details] = event;
    this.history.add(type, this.frame.previous, details);
    this.#end = { ...end, stopDate: new Date(this.#run.clock.now()) };
    this.#abort.abort(abandoned);
    this.#ended.resolve(this.#end);
  }
}

type EndEvent = [
  type: "ExecutionSucceeded" | "ExecutionFailed" | "ExecutionTimedOut" | "ExecutionAborted",
  details: Details,
];
