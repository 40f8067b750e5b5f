import { handlerFor } from "../../handler.ts";
import { releaseWaves } from "./workflow.ts";

export const handler = handlerFor(releaseWaves);
