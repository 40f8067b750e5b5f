import { handlerFor } from "../../handler.ts";
import { release } from "./workflow.ts";

export const handler = handlerFor(release);
