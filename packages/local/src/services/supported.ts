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
  const known = new Set<PropertyKey>(supported);
  const others = Object.entries(input)
    .filter(
      ([name, value]) =>
        value !== undefined && !known.has(name) && !(Array.isArray(value) && value.length === 0),
    )
    .map(([name]) => name);
  if (others.length > 0) throw unsupported(operation, others.join(", "));
}

export function unsupported(operation: string, what: string): AwsError {
  return new AwsError(
    "NotImplementedException",
    `the local cloud does not implement ${what} of ${operation}`,
    {
      statusCode: 501,
    },
  );
}
