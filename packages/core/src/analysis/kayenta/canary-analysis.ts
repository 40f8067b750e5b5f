import { z } from "zod";
import { word } from "./known-words.ts";
import { onlyKnown } from "./unknown-keys.ts";

/** Limits of the effect: multiples of the control's mean, or shares of pairs with `cles`. */
const EffectSize = onlyKnown({
  measure: word(["meanRatio", "cles"]).optional(),
  /** From here on a higher experiment is `High`; 1, or 0.5 with cles, by default, as all four. */
  allowedIncrease: z.number().optional(),
  /** From here down a lower experiment is `Low`. */
  allowedDecrease: z.number().optional(),
  /** From here on a `High` critical metric fails the whole canary. */
  criticalIncrease: z.number().optional(),
  /** From here down a `Low` critical metric fails the whole canary. */
  criticalDecrease: z.number().optional(),
});

/**
 * How one metric is judged: `analysisConfigurations.canary` of a Kayenta canary configuration. Kayenta reads it as a map, takes
 * the keys it knows and never looks at others, and takes a word it does not know for the default: `nanStrategy: "replce"`
 * removes, `direction: "increse"` is either. So both are refused here.
 */
export const CanaryAnalysis = onlyKnown({
  direction: word(["increase", "decrease", "either"]).optional(),
  /** Missing values (NaN) are left out (`remove`; `none` is the same) or are 0 (`replace`). */
  nanStrategy: word(["none", "remove", "replace"]).optional(),
  critical: z.boolean().optional(),
  mustHaveData: z.boolean().optional(),
  /** Judged and reported, left out of the score. */
  muted: z.boolean().optional(),
  effectSize: EffectSize.optional(),
  outliers: onlyKnown({
    strategy: word(["none", "keep", "remove"]).optional(),
    /** Interquartile ranges beyond the quartiles; 3 by default. */
    outlierFactor: z.number().positive().optional(),
  }).optional(),
});

export type CanaryAnalysis = z.output<typeof CanaryAnalysis>;
