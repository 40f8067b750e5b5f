import { functionHandlerFor } from "../../handler.ts";
import { decideRecovery } from "./function.ts";

export const handler = functionHandlerFor(decideRecovery);
