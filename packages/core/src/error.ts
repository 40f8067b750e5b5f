/**
 * An error that machines catch by name and people read: what happened with its values, and what to do next.
 * `name` is the very string in `Retry` and `Catch`.
 */
export class NamedError extends Error {
  readonly values: Readonly<Record<string, unknown>>;
  constructor(
    name: string,
    message: string,
    values: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = name;
    this.values = values;
  }
}

/** A domain's error table: name → what it means and what the operator does. docs/errors.md is made from these. */
export type ErrorTable = {
  readonly [name: `${string}.${string}`]: { readonly meaning: string; readonly action: string };
};
