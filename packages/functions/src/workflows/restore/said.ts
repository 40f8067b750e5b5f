import { RestoreDecision } from "@signalbox/core/backup/run/restoration";
import { z } from "zod";
import { wordsOf } from "../../aws/words.ts";

/** What a person says about one wait of a restore. */
export const words = wordsOf(RestoreDecision.omit({ restore: true }).extend({ at: z.string() }).strip());
