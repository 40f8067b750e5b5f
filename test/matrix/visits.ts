import type { State } from "@signalbox/core/workflow/asl";
import { startedBy } from "@signalbox/core/workflow/bind-machine";
import { startAndWait } from "@signalbox/core/workflow/start-workflow";
import type { AnyWorkflow } from "@signalbox/functions/step";
import { isEventual } from "@signalbox/local/faults/read-memory";
import type { Call, Guard } from "@signalbox/local/gate/gate";
import { type Stands, usual } from "./stands.ts";

/** One visit of a Task state, over all its attempts. */
export interface Visit {
  readonly stands: Stands;
  /** Name of the workflow. */
  readonly machine: string;
  /** Whose calls its own are: the Lambda's, or the machine's where the state calls AWS itself. */
  readonly role: string;
  readonly execution: string;
  readonly state: string;
  readonly entered: string;
  /** How many visits of this state the execution had, this one included. */
  readonly number: number;
  readonly at: number;
  /** Whether the state waits for somebody's word, as a bake and a hold do. */
  readonly waits: boolean;
  /** What the workflow's role called during it, through all attempts. */
  readonly calls: Call[];
  /** The reads of them that somebody had asked in the same words before: what they heard then can be heard again. */
  readonly askedBefore: Call[];
}

/** Watches which state an execution visits, by what Step Functions invokes a workflow's Lambda or starts a workflow with. */
export class Visits {
  readonly all: Visit[] = [];
  readonly #workflows: readonly AnyWorkflow[];
  /** As which the workflows' Lambdas act. */
  readonly #sessions: ReadonlySet<string>;
  readonly #now: () => number;
  readonly #stands: Stands;
  readonly #asked = new Set<string>();
  #heeds = false;
  readonly #waiting: { readonly state: string; readonly number: number; begin(): void }[] = [];
  /** Called before the first attempt of a visit. */
  onBegin: (visit: Visit) => Promise<void> = async () => {};

  constructor(workflows: readonly AnyWorkflow[], now: () => number, stands: Stands = usual) {
    this.#workflows = workflows;
    this.#stands = stands;
    this.#sessions = new Set(workflows.map(({ name }) => stands.names.deployed(name)));
    this.#now = now;
  }

  readonly guard: Guard = async (call, next) => {
    const visit = this.#stepBegan(call) ?? this.#startBegan(call);
    if (visit) {
      this.all.push(visit);
      await this.onBegin(visit);
      for (const { state, number, begin } of this.#waiting)
        if (state === visit.state && number === visit.number) begin();
    }
    const own = !visit && isBy(call, this.#sessions);
    if (own) this.all.at(-1)?.calls.push(call);
    if (this.#heeds && isEventual(call)) {
      const words = wordsOf(call);
      if (own && this.#asked.has(words)) this.all.at(-1)?.askedBefore.push(call);
      this.#asked.add(words);
    }
    return await next(call);
  };

  /** Tells from now on which reads were asked before. What is asked until then cannot be heard again: nobody remembers it. */
  heedReads(): void {
    this.#heeds = true;
  }

  /** Resolves when a state is visited for the so-manieth time; never, where that does not happen. */
  async of(state: string, number = 1): Promise<void> {
    await new Promise<void>((begin) => {
      this.#waiting.push({ state, number, begin });
    });
  }

  #stepBegan({ service, operation, input }: Call): Visit | undefined {
    if (service !== "lambda" || operation !== "Invoke" || !("Payload" in input)) return undefined;
    const payload: unknown = JSON.parse(Buffer.from(input.Payload as Uint8Array).toString() || "null");
    if (!isVisit(payload)) return undefined;
    const { execution, state, entered } = payload;
    const before = this.all.filter((other) => other.execution === execution && other.state === state);
    if (before.some((other) => other.entered === entered)) return undefined;
    const [, , , , , , deployed] = execution.split(":");
    const { names, region } = this.#stands;
    const machine = this.#workflows.find(({ name }) => names.deployed(name) === deployed)?.name;
    if (machine === undefined) return undefined;
    const number = before.length + 1;
    const waits = this.#workflows.some(
      ({ name, machine: { States } }) => name === machine && isWaiting(States[state]),
    );
    const role = names.role(region, machine);
    const stands = this.#stands;
    return { stands, machine, role, execution, state, entered, number, at: this.#now(), waits, ...unseen() };
  }

  /** A workflow is started by its ARN; a start that is tried again is no new visit. */
  #startBegan(call: Call): Visit | undefined {
    const { service, operation, input, context } = call;
    if (service !== "states" || operation !== "StartExecution" || context.principal.kind !== "role")
      return undefined;
    const {
      stateMachineArn: arn = "",
      name = "",
      input: given = "{}",
    } = { ...input } as { stateMachineArn?: string; name?: string; input?: string };
    const { names, region } = this.#stands;
    const starter = String(JSON.parse(given).AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID);
    // What has a name of its own is no part of the run, such as a backup's pruning: the visit is then the run's own.
    const isPart = name.startsWith(starter.slice(starter.lastIndexOf(":") + 1));
    for (const { name: machine, machine: definition } of this.#workflows)
      for (const [state, value] of statesOf(definition.States)) {
        if (value.Type !== "Task" || value.Resource !== startAndWait) continue;
        const [child = ""] = startedBy(value);
        if (!arn.endsWith(`:${names.deployed(child)}`)) continue;
        if (!isPart && !starter.includes(`:${names.deployed(machine)}:`)) continue;
        const of = arn.slice(0, -names.deployed(child).length).replace(":stateMachine:", ":execution:");
        const execution = isPart ? `${of}${names.deployed(machine)}:${name}` : starter;
        const before = this.all.filter((visit) => visit.state === state && visit.execution === execution);
        if (before.some(({ entered }) => entered === name)) return undefined;
        return {
          stands: this.#stands,
          machine,
          role: names.role(region, `${machine}-machine`),
          execution,
          state,
          entered: name,
          number: before.length + 1,
          at: this.#now(),
          waits: false,
          ...unseen(call),
        };
      }
    return undefined;
  }
}

/** Those of a machine, and those that its Maps repeat. */
const statesOf = (states: Readonly<Record<string, State>>): readonly (readonly [string, State])[] =>
  Object.entries(states).flatMap(([name, state]) => [
    [name, state] as const,
    ...(state.Type === "Map" ? statesOf(state.ItemProcessor.States) : []),
  ]);

const isVisit = (value: unknown): value is Pick<Visit, "execution" | "state" | "entered"> =>
  typeof value === "object" &&
  value !== null &&
  "execution" in value &&
  "state" in value &&
  "entered" in value;

const isBy = ({ context: { principal } }: Call, sessions: ReadonlySet<string>): boolean =>
  principal.kind === "role" && sessions.has(principal.session);

const isWaiting = (state: State | undefined): boolean =>
  state?.Type === "Task" && state.Resource.endsWith(".waitForTaskToken");

const unseen = (...calls: Call[]) => ({ calls, askedBefore: [] });

const wordsOf = ({ service, operation, input }: Call): string =>
  `${service} ${operation} ${JSON.stringify(input)}`;
