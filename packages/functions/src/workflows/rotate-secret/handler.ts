import { handlerFor } from "../../handler.ts";
import { rotateSecret } from "./workflow.ts";

export const handler = handlerFor(rotateSecret);
