import { handlerFor } from "../../handler.ts";
import { releaseTogether } from "./workflow.ts";

export const handler = handlerFor(releaseTogether);
