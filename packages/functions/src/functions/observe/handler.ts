import { functionHandlerFor } from "../../handler.ts";
import { observe } from "./function.ts";

export const handler = functionHandlerFor(observe);
