import { handlerFor } from "../../handler.ts";
import { prune } from "./workflow.ts";

export const handler = handlerFor(prune);
