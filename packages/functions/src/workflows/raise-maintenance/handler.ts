import { handlerFor } from "../../handler.ts";
import { raiseMaintenance } from "./workflow.ts";

export const handler = handlerFor(raiseMaintenance);
