import { handlerFor } from "../../handler.ts";
import { readiness } from "./workflow.ts";

export const handler = handlerFor(readiness);
