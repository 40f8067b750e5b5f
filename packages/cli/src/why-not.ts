import type { z } from "zod";

/** Why a schema does not take what was typed: zod's own words, but for what is no number, or no whole one. */
export function whyNot({ message }: z.core.$ZodIssue): string {
  if (message.endsWith("received NaN")) return "it is no number";
  return message.endsWith("expected int, received number") ? "it is no whole number" : message;
}
