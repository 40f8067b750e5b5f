import { handlerFor } from "../../handler.ts";
import { returnZone } from "./workflow.ts";

export const handler = handlerFor(returnZone);
