import { handlerFor } from "../../handler.ts";
import { releaseCanary } from "./workflow.ts";

export const handler = handlerFor(releaseCanary);
