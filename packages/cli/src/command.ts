import type { z } from "zod";
import type { ExitCode } from "./exit.ts";
import type { Io } from "./io.ts";

/** An option or an argument: how it is written and read. */
export interface Parameter<T> {
  /** Commander's notation: `--reason <text>`, `--json`, `<release>`, `[group]`. */
  readonly flags: string;
  readonly description: string;
  /** Reads what was typed (undefined when nothing was); its errors are usage errors. */
  readonly schema: z.ZodType<T>;
}

type Parameters = Readonly<Record<string, Parameter<unknown>>>;
type Values<P extends Parameters> = { readonly [K in keyof P]: z.output<P[K]["schema"]> };

/** One command as data: its words, its help and what it does. */
export interface CommandRecord<A extends Parameters, O extends Parameters> {
  /** As typed after `signalbox`; two words make a group, such as `events put`. */
  readonly name: string;
  readonly description: string;
  /** In the order they are typed. */
  readonly arguments: A;
  /** Keys are the long flags in camelCase. */
  readonly options: O;
  /** Whole lines to type, each with what it does. */
  readonly examples: readonly (readonly [line: string, meaning: string])[];
  /** Further help, after the examples. */
  readonly notes?: string;
  readonly run: (input: Values<A> & Values<O>, io: Io) => Promise<ExitCode>;
}

/** A command whose parameter types are forgotten: `run` gets what the schemas have read. */
export interface AnyCommand extends Omit<CommandRecord<Parameters, Parameters>, "run"> {
  readonly run: (input: never, io: Io) => Promise<ExitCode>;
}

export function command<const A extends Parameters, const O extends Parameters>(
  record: CommandRecord<A, O>,
): AnyCommand {
  return record;
}

export function parameter<T>(flags: string, description: string, schema: z.ZodType<T>): Parameter<T> {
  return { flags, description, schema };
}
