/**
 * Whether nobody listens where a call went. Node puts ECONNREFUSED on the error, or on each address's own error within an
 * AggregateError.
 */
export function isRefusedConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("code" in error && error.code === "ECONNREFUSED") return true;
  return error instanceof AggregateError && error.errors.some(isRefusedConnection);
}
