import { handlerFor } from "../../handler.ts";
import { drainZone } from "./workflow.ts";

export const handler = handlerFor(drainZone);
