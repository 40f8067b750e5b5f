import { handlerFor } from "../../handler.ts";
import { backup } from "./workflow.ts";

export const handler = handlerFor(backup);
