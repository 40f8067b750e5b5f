import { handlerFor } from "../../handler.ts";
import { failover } from "./workflow.ts";

export const handler = handlerFor(failover);
