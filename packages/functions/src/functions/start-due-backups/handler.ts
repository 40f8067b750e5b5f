import { functionHandlerFor } from "../../handler.ts";
import { startDueBackups } from "./function.ts";

export const handler = functionHandlerFor(startDueBackups);
