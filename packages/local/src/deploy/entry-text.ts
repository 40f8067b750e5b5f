import { madeOnce } from "@signalbox/core/made-once";
import type { Entry } from "./document.ts";

/** An entry as JSON: a run of the tests brings the same documents up some thousand times. */
export const textOf = madeOnce((entry: Entry) => JSON.stringify(entry));
