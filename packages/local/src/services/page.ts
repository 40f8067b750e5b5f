import { AwsError } from "./error.ts";

/** One page of a list; the token is the place of the next one, opaque as AWS's are. */
export function page<T>(
  items: readonly T[],
  nextToken: string | undefined,
  maxResults: number,
): { readonly items: T[]; readonly nextToken?: string } {
  const from = nextToken === undefined ? 0 : Number(Buffer.from(nextToken, "base64").toString());
  if (!Number.isInteger(from) || from < 0)
    throw new AwsError("InvalidParameterException", "The specified next token is invalid.");
  const to = from + maxResults;
  const shown = items.slice(from, to);
  return to < items.length
    ? { items: shown, nextToken: Buffer.from(`${to}`).toString("base64") }
    : { items: shown };
}
