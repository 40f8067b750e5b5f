import { handlerFor } from "../../handler.ts";
import { lowerMaintenance } from "./workflow.ts";

export const handler = handlerFor(lowerMaintenance);
