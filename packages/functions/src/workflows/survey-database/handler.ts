import { handlerFor } from "../../handler.ts";
import { surveyDatabase } from "./workflow.ts";

export const handler = handlerFor(surveyDatabase);
