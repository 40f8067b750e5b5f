import { functionHandlerFor } from "../../handler.ts";
import { lookAtCanary } from "./function.ts";

export const handler = functionHandlerFor(lookAtCanary);
