import { z } from "zod";
import { step } from "../../step.ts";
import { lowerPage as lower, maintenanceAllows } from "../page.ts";

export const lowerPage = step({
  name: "LowerPage",
  description: "Takes the maintenance page away: users reach the services again.",
  input: z.strictObject({}),
  output: z.strictObject({ raised: z.boolean() }),
  allow: maintenanceAllows,
  run: async (_input, context) => {
    await lower(context);
    return { raised: false };
  },
});
