import { handlerFor } from "../../handler.ts";
import { releaseBlueGreen } from "./workflow.ts";

export const handler = handlerFor(releaseBlueGreen);
