import { functionHandlerFor } from "../../handler.ts";
import { runningGenerations } from "./function.ts";

export const handler = functionHandlerFor(runningGenerations);
