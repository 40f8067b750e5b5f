import { handlerFor } from "../../handler.ts";
import { pipeline } from "./workflow.ts";

export const handler = handlerFor(pipeline);
