import { z } from "zod";
import { closest, suggestion } from "../../closest.ts";

/** An object of these keys and no others. */
export const onlyKnown = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys
            .map((key) => `Kayenta would not look at ${key}; ${suggestion(key, Object.keys(shape))}`)
            .join("; ")
        : undefined,
  });

/** Lets unknown keys through, except those that are nearly a known one. */
export const refusingNearMisses = <Shape extends z.ZodRawShape>(shape: Shape) => {
  const known = Object.keys(shape);
  return z.looseObject(shape).check(({ value, issues }) => {
    for (const key of Object.keys(value)) {
      const near = known.includes(key) ? undefined : closest(key, known);
      if (near !== undefined)
        issues.push({
          code: "custom",
          input: key,
          path: [key],
          message: `Kayenta would not look at ${key}; did you mean ${near}?`,
        });
    }
  });
};
