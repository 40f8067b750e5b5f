import { handlerFor } from "../../handler.ts";
import { lookAtContents } from "./workflow.ts";

export const handler = handlerFor(lookAtContents);
