import type { Resource } from "../graph.ts";

/** Stands for an output that the tables of this folder do not know; harmless as long as nobody uses it. */
export const unknownOutput = (type: string, name: string, property: string): string =>
  `<<unknown output ${property} of ${type} ${name}>>`;

export const isKnown = (output: unknown): boolean =>
  !JSON.stringify(output ?? null).includes("<<unknown output");

/** Where an unknown output went into another resource. */
export function unknownOutputs(resources: readonly Resource[]): string[] {
  return resources.flatMap(({ type, name, inputs }) =>
    [...JSON.stringify(inputs).matchAll(/<<(unknown output [^>]*)>>/g)].map(
      ([, unknown]) => `${type} ${name} uses an ${unknown}: give it a value in scripts/synth/engine/outputs`,
    ),
  );
}
