import type { AwsError } from "../../error.ts";
import { invalid } from "../error.ts";

export function invalidPattern(pattern: string): AwsError {
  return invalid(`Invalid filter pattern: ${pattern}`);
}
