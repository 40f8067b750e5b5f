import { functionHandlerFor } from "../../handler.ts";
import { tendBackups } from "./function.ts";

export const handler = functionHandlerFor(tendBackups);
