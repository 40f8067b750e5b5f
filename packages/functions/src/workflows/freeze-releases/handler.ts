import { handlerFor } from "../../handler.ts";
import { freezeReleases } from "./workflow.ts";

export const handler = handlerFor(freezeReleases);
