import { z } from "zod";
import type { Json } from "../json.ts";

/** Any JSON value; it came from JSON.parse, so there is nothing to check. */
export const jsonSchema = z.custom<Json>((value) => value !== undefined);
