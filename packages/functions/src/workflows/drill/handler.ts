import { handlerFor } from "../../handler.ts";
import { drill } from "./workflow.ts";

export const handler = handlerFor(drill);
