import type { Value } from "../value.ts";
import type { Path } from "./path.ts";

/** What SET assigns; paths are read from the item as it was before the update. */
export type Source =
  | { readonly kind: "path"; readonly path: Path }
  | { readonly kind: "value"; readonly value: Value }
  | { readonly kind: "if-not-exists"; readonly path: Path; readonly otherwise: Source }
  | {
      readonly kind: "list-append" | "plus" | "minus";
      readonly left: Source;
      readonly right: Source;
    };

export type Action =
  | { readonly kind: "set"; readonly path: Path; readonly source: Source }
  | { readonly kind: "remove"; readonly path: Path }
  | { readonly kind: "add" | "delete"; readonly path: Path; readonly value: Value };

export type Update = readonly Action[];
