import { handlerFor } from "../../handler.ts";
import { releaseRolling } from "./workflow.ts";

export const handler = handlerFor(releaseRolling);
