import { handlerFor } from "../../handler.ts";
import { releaseGates } from "./workflow.ts";

export const handler = handlerFor(releaseGates);
