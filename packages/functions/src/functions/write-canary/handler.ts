import { functionHandlerFor } from "../../handler.ts";
import { writeCanary } from "./function.ts";

export const handler = functionHandlerFor(writeCanary);
