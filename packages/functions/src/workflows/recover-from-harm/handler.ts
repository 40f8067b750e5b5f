import { handlerFor } from "../../handler.ts";
import { recoverFromHarm } from "./workflow.ts";

export const handler = handlerFor(recoverFromHarm);
