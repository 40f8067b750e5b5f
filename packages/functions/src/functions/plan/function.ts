import type { Problem } from "@signalbox/core/release/release";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import { z } from "zod";
import { lambdaFunction } from "../../step.ts";
import { assess, assessAllows, type Refuse } from "../../workflows/release/assess.ts";
import { allowing } from "../../workflows/release/strategies.ts";
import { documentOf, nothing } from "./document.ts";
import { look } from "./look.ts";

export const plan = lambdaFunction({
  name: "plan",
  description:
    "Says what a release would do, how long, at what cost, and why it would be refused; reads only.",
  // Parsed by the same checks as a release's: what is wrong with it is part of the answer.
  input: z.record(z.string(), z.unknown()).meta({ description: "what the workflow release takes" }),
  triggers: [onTrigger.person()],
  allow: [...assessAllows, ...allowing("readState"), ...allowing("checkDrift")],
  run: async (request, context) => {
    const refusals: Problem[] = [];
    let drift: string | undefined;
    const refuse: Refuse = ({ name: error, message: cause }) => {
      if (error === "Release.Drifted") drift ??= cause;
      // Of the same the checks and the look at the group may both have to tell.
      else if (!refusals.some((other) => other.error === error && other.cause === cause))
        refusals.push({ error, cause });
    };
    const askedAt = Math.floor(context.clock.now());
    const assessed = await assess(context, { request, execution: "", askedAt }, refuse);
    if (!assessed) return { ...nothing, refusals };
    const { order, waits } = assessed;
    const release = order && waits === undefined ? await look(context, order, refuse) : undefined;
    const document = documentOf(context.platform, assessed, release);
    return { ...document, refusals, ...(drift !== undefined && { drift }) };
  },
});
