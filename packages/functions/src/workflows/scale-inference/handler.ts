import { handlerFor } from "../../handler.ts";
import { scaleInference } from "./workflow.ts";

export const handler = handlerFor(scaleInference);
