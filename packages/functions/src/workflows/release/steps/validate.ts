import { Order } from "@signalbox/core/release/release";
import { z } from "zod";
import { step } from "../../../step.ts";
import { assess, assessAllows } from "../assess.ts";

export const validate = step({
  name: "Validate",
  description: "Reads and compares; refuses what cannot or need not be released, before anything is done.",
  input: z.strictObject({ request: z.record(z.string(), z.unknown()), askedAt: z.number() }),
  output: z.strictObject({
    order: Order,
    /** Whether what serves was looked at; while another release runs there is nothing to compare with. */
    compared: z.boolean(),
  }),
  allow: assessAllows,
  run: async ({ request, askedAt }, context) => {
    const { execution } = context.visit;
    const assessed = await assess(context, { request, execution, askedAt }, (reason) => {
      throw reason;
    });
    if (!assessed?.order) throw new Error("a release of which nothing is known was not refused");
    return { order: assessed.order, compared: assessed.waits === undefined };
  },
});
