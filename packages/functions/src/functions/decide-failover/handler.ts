import { functionHandlerFor } from "../../handler.ts";
import { decideFailover } from "./function.ts";

export const handler = functionHandlerFor(decideFailover);
