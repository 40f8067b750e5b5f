import { functionHandlerFor } from "../../handler.ts";
import { hearBackupEvent } from "./function.ts";

export const handler = functionHandlerFor(hearBackupEvent);
