import { handlerFor } from "../../handler.ts";
import { bringBack } from "./workflow.ts";

export const handler = handlerFor(bringBack);
