import { functionHandlerFor } from "../../handler.ts";
import { plan } from "./function.ts";

export const handler = functionHandlerFor(plan);
