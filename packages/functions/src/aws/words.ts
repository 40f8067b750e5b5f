import { ledgerKeys } from "@signalbox/core/ledger/keys";
import type { z } from "zod";
import type { FunctionContext, StepContext } from "../context.ts";
import { getItem, type Ledger, putFirst } from "./ledger.ts";
import { succeed } from "./task-token.ts";
import { readToken } from "./wait-token.ts";

/** A wait of a run for a person. */
interface Wait {
  readonly ledger: Ledger;
  readonly run: string;
  readonly wait: string;
}

/**
 * What people say about the waits of runs. A wait ends by it whichever is stored first, its token or the word; of two words about one
 * wait the first stays.
 */
export function wordsOf<Said extends object>(schema: z.ZodType<Said>) {
  const read = ({ ledger, run, wait }: Wait): Promise<Said | undefined> =>
    getItem(ledger, ledgerKeys.said(run, wait), schema);
  return {
    /** Records a word, then answers the wait; answers the first word about it, and whether that ended it. */
    async say(
      { aws }: Pick<FunctionContext, "aws">,
      wait: Wait,
      said: Said,
    ): Promise<{ readonly first: Said; readonly answered: boolean }> {
      const { ledger, run } = wait;
      // The record comes first: should the answer get lost, the state that waits reads it when it runs again.
      await putFirst(ledger, ledgerKeys.said(run, wait.wait), said);
      const first = (await read(wait)) ?? said;
      // Read anew: an attempt that stored its token meanwhile may have looked before there was this word.
      const token = (await readToken(ledger, run))?.token;
      return { first, answered: token !== undefined && (await succeed(aws.sfn, token, first)) };
    },
    /** Once the token is stored: ends this visit's wait by a word that came before; answers whether there was one. */
    async hear(
      { aws, visit }: Pick<StepContext, "aws" | "visit">,
      { ledger, run, token }: Omit<Wait, "wait"> & { readonly token: string },
    ): Promise<boolean> {
      const said = await read({ ledger, run, wait: visit.entered });
      if (said) await succeed(aws.sfn, token, said);
      return said !== undefined;
    },
  };
}
