import { functionHandlerFor } from "../../handler.ts";
import { planInference } from "./function.ts";

export const handler = functionHandlerFor(planInference);
