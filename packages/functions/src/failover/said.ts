import { FailoverChoice } from "@signalbox/core/failover/run";
import { z } from "zod";
import { wordsOf } from "../aws/words.ts";

/** What a person says about one wait of a failover. */
export const words = wordsOf(FailoverChoice.omit({ run: true }).extend({ at: z.string() }).strip());
