import { handlerFor } from "../../handler.ts";
import { restoreAll } from "./workflow.ts";

export const handler = handlerFor(restoreAll);
