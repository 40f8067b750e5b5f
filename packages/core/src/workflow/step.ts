import type { z } from "zod";
import type { Permission } from "./allow.ts";

/**
 * One unit of a workflow: data plus one function, run by a Lambda.
 *
 * `run` is safe to run twice and to be cut off anywhere: it reads the present state, acts on the
 * difference and returns the same answer. It never sleeps (waiting is a Wait state) and returns an object,
 * never undefined (Powertools' idempotency takes undefined for "not done yet").
 */
export interface Step<In extends z.ZodObject, Out extends z.ZodObject, Context> {
  /** PascalCase verb phrase, such as `ShiftTraffic`. */
  readonly name: string;
  /** One sentence for the generated documentation and the console. */
  readonly description: string;
  readonly input: In;
  readonly output: Out;
  readonly allow: readonly Permission[];
  readonly run: (input: z.output<In>, context: Context) => Promise<z.input<Out>>;
}

/** A step of which only the data matters: what machines, documentation and roles read. */
export type StepData = Omit<Step<z.ZodObject, z.ZodObject, never>, "run">;
