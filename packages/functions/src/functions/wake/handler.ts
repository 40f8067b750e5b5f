import { functionHandlerFor } from "../../handler.ts";
import { wake } from "./function.ts";

export const handler = functionHandlerFor(wake);
