import { RecoveryChoice } from "@signalbox/core/recovery/request";
import { z } from "zod";
import { wordsOf } from "../../aws/words.ts";

/** What a person says about one wait of a recovery. */
export const Said = RecoveryChoice.omit({ run: true }).extend({ at: z.string() }).strip();

export const words = wordsOf(Said);
