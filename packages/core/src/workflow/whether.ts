import type { ChoiceState, Jsonata } from "./asl.ts";

/** A Choice of two: `then` where the condition holds, or else `otherwise`. */
export const whether = <const Then extends string, const Otherwise extends string>(
  condition: Jsonata,
  then: Then,
  otherwise: Otherwise,
): ChoiceState<Then | Otherwise> => ({
  Type: "Choice",
  Choices: [{ Condition: condition, Next: then }],
  Default: otherwise,
});
