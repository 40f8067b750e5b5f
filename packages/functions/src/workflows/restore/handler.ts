import { handlerFor } from "../../handler.ts";
import { restore } from "./workflow.ts";

export const handler = handlerFor(restore);
