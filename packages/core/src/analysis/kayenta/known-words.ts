import { z } from "zod";
import { closest } from "../../closest.ts";

/** One of these words; another is refused with the one that was probably meant. */
export const word = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, {
    error: ({ input }) => {
      const near = typeof input === "string" ? closest(input, words) : undefined;
      return `it is one of ${words.join(", ")}${near === undefined ? "" : `; did you mean ${near}?`}`;
    },
  });
