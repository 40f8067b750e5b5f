import { functionHandlerFor } from "../../handler.ts";
import { decide } from "./function.ts";

export const handler = functionHandlerFor(decide);
