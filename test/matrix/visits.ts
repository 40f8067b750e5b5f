import type { Call, Guard } from "@signalbox/local/gate/gate";

/** One visit of a Task state, over all its attempts. */
export interface Visit {
  readonly execution: string;
  readonly state: string;
  readonly entered: string;
  /** How many visits of this state the execution had, this one included. */
  readonly number: number;
  readonly at: number;
  /** What the workflow's role called during it, through all attempts. */
  readonly calls: Call[];
}

/** Watches which state an execution visits, by what Step Functions invokes the workflow's Lambda with. */
export class Visits {
  readonly all: Visit[] = [];
  readonly #session: string;
  readonly #now: () => number;
  readonly #waiting: { readonly state: string; readonly number: number; begin(): void }[] = [];
  /** Called before the first attempt of a visit. */
  onBegin: (visit: Visit) => Promise<void> = async () => {};

  constructor(session: string, now: () => number) {
    this.#session = session;
    this.#now = now;
  }

  readonly guard: Guard = async (call, next) => {
    const visit = this.#began(call);
    if (visit) {
      this.all.push(visit);
      await this.onBegin(visit);
      for (const { state, number, begin } of this.#waiting)
        if (state === visit.state && number === visit.number) begin();
    } else if (isBy(call, this.#session)) this.all.at(-1)?.calls.push(call);
    return await next(call);
  };

  /** Resolves when a state is visited for the so-manieth time; never, where that does not happen. */
  async of(state: string, number = 1): Promise<void> {
    await new Promise<void>((begin) => {
      this.#waiting.push({ state, number, begin });
    });
  }

  #began({ service, operation, input }: Call): Visit | undefined {
    if (service !== "lambda" || operation !== "Invoke" || !("Payload" in input)) return undefined;
    const payload: unknown = JSON.parse(Buffer.from(input.Payload as Uint8Array).toString() || "null");
    if (!isVisit(payload)) return undefined;
    const { execution, state, entered } = payload;
    const before = this.all.filter((other) => other.execution === execution && other.state === state);
    if (before.some((other) => other.entered === entered)) return undefined;
    return { execution, state, entered, number: before.length + 1, at: this.#now(), calls: [] };
  }
}

const isVisit = (value: unknown): value is Pick<Visit, "execution" | "state" | "entered"> =>
  typeof value === "object" &&
  value !== null &&
  "execution" in value &&
  "state" in value &&
  "entered" in value;

const isBy = ({ context: { principal } }: Call, session: string): boolean =>
  principal.kind === "role" && principal.session === session;
