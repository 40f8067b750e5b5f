import { handlerFor } from "../../handler.ts";
import { restartService } from "./workflow.ts";

export const handler = handlerFor(restartService);
