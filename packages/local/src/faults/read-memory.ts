import type { Call, Handle } from "../gate/gate.ts";
import { AwsError } from "../services/error.ts";

interface Answer {
  readonly at: number;
  /** The output, or the error that the service threw. */
  readonly output: object;
  readonly text: string;
}

/** Different reads that are remembered, and answers of each; enough for a platform of some services under watch. */
const reads = 500;
const answers = 8;

/**
 * What reads were answered. AWS's describing operations are eventually consistent: a later read may see an earlier
 * state. Answers are remembered where they differ from the one before, with the time of the first and the last.
 */
export class ReadMemory {
  readonly #now: () => number;
  readonly #known = new Map<string, Answer[]>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether this very read was asked before, and may be answered by what it saw then. */
  knows(call: Call, asOf: number): boolean {
    return isEventual(call) && this.#of(call).some(({ at }) => at <= asOf);
  }

  /** The newest answer of that time or before that differs from the present one; else the newest. */
  async before(call: Call, asOf: number, next: Handle): Promise<object> {
    const old = this.#of(call).filter(({ at }) => at <= asOf);
    const present = await next(call).then(textOf, textOf);
    const { output } = old.findLast(({ text }) => text !== present) ?? old.at(-1) ?? {};
    if (output === undefined) throw new Error("before() asks what knows() has not confirmed");
    if (output instanceof Error) throw output;
    return output;
  }

  /** Passes calls on and remembers what reads are answered. */
  through(next: Handle): Handle {
    return async (call) => {
      if (!isEventual(call)) return await next(call);
      try {
        const output = await next(call);
        this.#remember(call, output);
        return output;
      } catch (error) {
        if (error instanceof AwsError) this.#remember(call, error);
        throw error;
      }
    };
  }

  #of(call: Call): readonly Answer[] {
    return this.#known.get(keyOf(call)) ?? [];
  }

  #remember(call: Call, output: object): void {
    const key = keyOf(call);
    const text = textOf(output);
    const known = this.#known.get(key) ?? [];
    if (known.at(-1)?.text !== text) known.push({ at: this.#now(), output, text });
    if (known.length > answers) known.shift();
    // Inserted anew, so that the read which was not asked for longest is the first.
    this.#known.delete(key);
    this.#known.set(key, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > reads && oldest !== undefined) this.#known.delete(oldest);
  }
}

/** Reads that AWS does not promise to be up to date; DynamoDB's are, where they ask for it. */
export function isEventual({ operation, input }: Pick<Call, "operation" | "input">): boolean {
  if (!/^(Describe|Get|List|Query|Scan|BatchGet)/.test(operation)) return false;
  return !("ConsistentRead" in input && input.ConsistentRead === true);
}

const keyOf = ({ service, operation, input, context }: Call): string =>
  `${context.region}/${service}:${operation} ${JSON.stringify(input)}`;

const textOf = (output: unknown): string =>
  output instanceof Error ? `${output.name}: ${output.message}` : JSON.stringify(output);
