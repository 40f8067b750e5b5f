/** Why a pattern is not valid; the service wraps it in InvalidEventPatternException. */
export class PatternError extends Error {
  override readonly name = "PatternError";
}
