import { z } from "zod";
import { step } from "../../step.ts";
import { maintenanceAllows, raisePage as raise } from "../page.ts";

export const raisePage = step({
  name: "RaisePage",
  description:
    "Shows the maintenance page to all users; the region's health check goes on being answered, so that nobody is sent to another region.",
  input: z.strictObject({
    /** When it is expected to be lowered, for the page. Milliseconds since 1970. */
    until: z.number(),
  }),
  output: z.strictObject({ raised: z.boolean() }),
  allow: maintenanceAllows,
  run: async ({ until }, context) => {
    await raise(context, until);
    return { raised: true };
  },
});
