import { handlerFor } from "../../handler.ts";
import { rehearse } from "./workflow.ts";

export const handler = handlerFor(rehearse);
