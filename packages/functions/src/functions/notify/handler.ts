import { functionHandlerFor } from "../../handler.ts";
import { notify } from "./function.ts";

export const handler = functionHandlerFor(notify);
