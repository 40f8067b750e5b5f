import type { Json } from "../json.ts";

/** Whether an item of an array (or a member of an object) is kept; `root` is what `$` means inside a filter. */
export type Filter = (item: Json, root: Json) => boolean;

export type Step =
  | { readonly kind: "names"; readonly names: readonly string[] }
  | { readonly kind: "indices"; readonly indices: readonly number[] }
  | { readonly kind: "slice"; readonly start: number | undefined; readonly end: number | undefined }
  | { readonly kind: "wildcard" }
  /** `..`: the next step is taken from the value and from everything inside it. */
  | { readonly kind: "deep" }
  | { readonly kind: "filter"; readonly test: Filter }
  | { readonly kind: "function"; readonly name: string };

/** What a path starts from: `$`, `$$`, or a variable. */
export type Root = "input" | "context" | { readonly variable: string };

/** A parsed JSONPath. */
export interface Path {
  readonly text: string;
  readonly root: Root;
  readonly steps: readonly Step[];
  /** Leads to one place at most. What an indefinite path finds is a list, however long. */
  readonly definite: boolean;
}

/** Whether a step leads to one place at most. */
export const isSingle = (step: Step): boolean =>
  step.kind === "names" || (step.kind === "indices" && step.indices.length === 1);
