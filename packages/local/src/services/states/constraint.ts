import { AwsError } from "../error.ts";
import { page } from "../page.ts";

/** The error of AWS's own check of parameters, in its words. */
export const violated = (value: unknown, member: string, constraint: string): AwsError =>
  new AwsError(
    "ValidationException",
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must ${constraint}`,
  );

/** One page of a list; 0 and nothing mean AWS's default. Throws InvalidToken for a token that is none of ours. */
export function pageOf<T>(
  items: readonly T[],
  { nextToken, maxResults }: { nextToken?: string | undefined; maxResults?: number | undefined },
  usual = 100,
): ReturnType<typeof page<T>> {
  if (maxResults !== undefined && maxResults > 1000)
    throw violated(maxResults, "maxResults", "have value less than or equal to 1000");
  if (nextToken !== undefined && nextToken.length > 3096)
    throw violated(nextToken, "nextToken", "have length less than or equal to 3096");
  try {
    return page(items, nextToken, maxResults || usual);
  } catch {
    throw new AwsError("InvalidToken", `Invalid Token: 'Invalid token'`);
  }
}
