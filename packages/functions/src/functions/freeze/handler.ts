import { functionHandlerFor } from "../../handler.ts";
import { freeze } from "./function.ts";

export const handler = functionHandlerFor(freeze);
