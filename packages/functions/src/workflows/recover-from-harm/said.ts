import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { RecoveryChoice } from "@signalbox/core/recovery/request";
import { z } from "zod";
import { getItem, type Ledger, putFirst } from "../../aws/ledger.ts";

/** What a person has said about one wait of a recovery. */
export const Said = RecoveryChoice.omit({ run: true }).extend({ at: z.string() }).strip();
type Said = z.output<typeof Said>;

export const readSaid = (ledger: Ledger, run: string, wait: string): Promise<Said | undefined> =>
  getItem(ledger, ledgerKeys.said(run, wait), Said);

/** The first word about a wait stays. */
export const writeSaid = (ledger: Ledger, run: string, wait: string, said: Said): Promise<boolean> =>
  putFirst(ledger, ledgerKeys.said(run, wait), said);
