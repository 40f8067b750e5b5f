import { handlerFor } from "../../handler.ts";
import { releaseMaintenanceCutover } from "./workflow.ts";

export const handler = handlerFor(releaseMaintenanceCutover);
