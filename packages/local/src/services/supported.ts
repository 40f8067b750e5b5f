import { AwsError } from "./error.ts";

/**
 * Refuses by name the members that the caller gave and that are not among `supported`: nothing is ignored. An empty
 * list, as AWS's own descriptions are full of, asks for nothing.
 */
export function refuseUnsupported<T extends object>(
  operation: string,
  input: T,
  supported: readonly (keyof T)[],
): void {
  const known: readonly PropertyKey[] = supported;
  const others = Object.keys(input).filter((name) => !known.includes(name) && asks(Reflect.get(input, name)));
  if (others.length > 0) throw unsupported(operation, others.join(", "));
}

const asks = (value: unknown): boolean =>
  value !== undefined && !(Array.isArray(value) && value.length === 0);

export function unsupported(operation: string, what: string): AwsError {
  return new AwsError(
    "NotImplementedException",
    `the local cloud does not implement ${what} of ${operation}`,
    {
      statusCode: 501,
    },
  );
}
