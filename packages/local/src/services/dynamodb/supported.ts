import { unsupported } from "../supported.ts";

/** The request without ReturnConsumedCapacity, which is refused by name unless it asks for nothing. */
export function capacityNotWanted<T extends { readonly ReturnConsumedCapacity?: string | undefined }>(
  operation: string,
  { ReturnConsumedCapacity, ...rest }: T,
): Omit<T, "ReturnConsumedCapacity"> {
  if (ReturnConsumedCapacity !== undefined && ReturnConsumedCapacity !== "NONE")
    throw unsupported(operation, `ReturnConsumedCapacity ${ReturnConsumedCapacity}`);
  return rest;
}
