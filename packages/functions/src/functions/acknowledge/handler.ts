import { functionHandlerFor } from "../../handler.ts";
import { acknowledge } from "./function.ts";

export const handler = functionHandlerFor(acknowledge);
