import { handlerFor } from "../../handler.ts";
import { scaleService } from "./workflow.ts";

export const handler = handlerFor(scaleService);
