import { handlerFor } from "../../handler.ts";
import { putBack } from "./workflow.ts";

export const handler = handlerFor(putBack);
