import { functionHandlerFor } from "../../handler.ts";
import { decideRestore } from "./function.ts";

export const handler = functionHandlerFor(decideRestore);
