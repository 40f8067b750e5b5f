import { handlerFor } from "../../handler.ts";
import { copy } from "./workflow.ts";

export const handler = handlerFor(copy);
