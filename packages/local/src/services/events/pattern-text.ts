import { AwsError } from "../error.ts";
import { compile, type Pattern } from "./pattern/compile.ts";
import { PatternError } from "./pattern/error.ts";

/** Compiles a pattern, or answers InvalidEventPatternException as EventBridge words it. */
export function patternOf(text: string): Pattern {
  try {
    return compile(text);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    throw new AwsError(
      "InvalidEventPatternException",
      `Event pattern is not valid. Reason: ${error.message}`,
    );
  }
}
