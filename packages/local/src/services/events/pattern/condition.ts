/** A value at the end of a path: all that an event has after objects and arrays are opened. */
export type Leaf = string | number | boolean | null;

export type Test = (value: Leaf) => boolean;

/** What a field may be: any of the listed values, or what any of the tests accepts. */
export type Condition =
  | { readonly kind: "value"; readonly value: Leaf }
  | { readonly kind: "test"; readonly test: Test }
  | { readonly kind: "exists"; readonly exists: boolean };
