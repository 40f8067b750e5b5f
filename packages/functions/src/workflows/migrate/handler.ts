import { handlerFor } from "../../handler.ts";
import { migrate } from "./workflow.ts";

export const handler = handlerFor(migrate);
