import { handlerFor } from "../../handler.ts";
import { quarantine } from "./workflow.ts";

export const handler = handlerFor(quarantine);
