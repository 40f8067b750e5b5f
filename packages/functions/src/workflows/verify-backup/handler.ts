import { handlerFor } from "../../handler.ts";
import { verifyBackup } from "./workflow.ts";

export const handler = handlerFor(verifyBackup);
