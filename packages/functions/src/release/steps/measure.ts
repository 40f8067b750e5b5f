import { courseOf, courses } from "@signalbox/core/analysis/course";
import type { Release } from "@signalbox/core/release/release";
import { z } from "zod";
import { journal, readActs } from "../../aws/journal.ts";
import { ledgerOf } from "../../aws/ledger.ts";
import { setAnalysis } from "../../aws/run.ts";
import type { StepContext } from "../../context.ts";
import { step } from "../../step.ts";
import * as allow from "../allow.ts";
import type { Compared } from "../analyse.ts";
import { bakeFrom, bakeUntil } from "../bake.ts";
import { checkpoint } from "../checkpoint.ts";
import { look } from "../look.ts";

export interface Measuring<Of extends Release> {
  readonly release: z.ZodType<Of>;
  /** What is compared: each service as the candidate serves it, and as stable does or did. */
  readonly compare: (context: StepContext, release: Of) => readonly Compared[];
  /** Seconds before the first shift that stable's minutes are read of; 0 where it serves beside the candidate. */
  readonly before: number;
  /** Where both sides are counted at one place: until when stable served alone, in milliseconds since 1970. */
  readonly stableUntil?: (release: Of) => number;
}

/** The step of a strategy that looks at the analysis, and says what the release does now. */
export const measureStep = <Of extends Release>({ release, compare, before, stableUntil }: Measuring<Of>) =>
  step({
    name: "Measure",
    description:
      "Measures both sides of every service since the first shift, and judges the candidate: each service and all together.",
    input: z.strictObject({ release, ends: z.number(), extension: z.int() }),
    output: z.strictObject({
      course: z.enum(courses),
      sentence: z.string(),
      ends: z.number(),
      look: z.int(),
    }),
    allow: [allow.readMetrics, allow.readPrometheus, ...allow.checkpointAllows, ...allow.journalAllows],
    run: async ({ release, ends, extension }, context) => {
      await checkpoint(context, release);
      const { group, run, policy } = release;
      const ledger = ledgerOf(context, group);
      const now = context.clock.now();
      const shifts = (await readActs(ledger, run)).flatMap(({ weight = 0, at }) =>
        weight > 0 ? [{ weight, at: Date.parse(at) }] : [],
      );
      const began = Math.min(shifts[0]?.at ?? now, stableUntil?.(release) ?? now);
      const until = stableUntil?.(release);
      const { verdict, sentence, evidence } = await look({
        context,
        release,
        compared: compare(context, release),
        shifts,
        since: began - before * 1000,
        ...(until !== undefined && { stableUntil: until }),
      });
      const course = courseOf({
        verdict,
        over: now >= ends,
        extension,
        extensions: policy.extensions,
        fixedSize: policy.kayenta !== undefined,
      });
      await setAnalysis(ledger, run, {
        at: new Date(now).toISOString(),
        verdict,
        sentence,
        metrics: evidence,
      });
      if (course !== "look-again")
        await journal(context, release, { text: `${verdict}: ${sentence}`, verdict, evidence });
      const bake = course === "extend" ? bakeFrom(now, policy) : bakeUntil(now, ends, policy);
      return { course, sentence, ...bake };
    },
  });
