import type { Flow, Machine, State } from "./asl.ts";

interface FlowOf<Names extends string> {
  readonly StartAt: NoInfer<Names>;
  readonly States: { readonly [Name in Names]: State<NoInfer<Names>> };
}

/** States that hang together, for a Parallel branch. A wrong state name does not compile. */
export function branch<const Names extends string>(flow: FlowOf<Names>): Flow {
  return flow;
}

/** The body of an inline Map: one flow, run for each item. */
export function eachItem<const Names extends string>(
  flow: FlowOf<Names>,
): Flow & { readonly ProcessorConfig: { readonly Mode: "INLINE" } } {
  return { ProcessorConfig: { Mode: "INLINE" }, ...flow };
}

/** A whole state machine in JSONata, as plain ASL. A wrong state name or a missing field does not compile. */
export function machine<const Names extends string>(
  definition: FlowOf<Names> & { readonly Comment?: string; readonly TimeoutSeconds: number },
): Machine {
  return { QueryLanguage: "JSONata", ...definition };
}
