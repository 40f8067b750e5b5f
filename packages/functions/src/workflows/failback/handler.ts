import { handlerFor } from "../../handler.ts";
import { failback } from "./workflow.ts";

export const handler = handlerFor(failback);
