import { NamedError } from "@signalbox/core/error";
import { Acknowledgement } from "@signalbox/core/failover/acknowledgement";
import { majority } from "@signalbox/core/failover/epoch";
import { Observation } from "@signalbox/core/failover/observation";
import { FailoverRun } from "@signalbox/core/failover/run";
import { agreedObservations, newestOf } from "@signalbox/core/failover/tables";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { atEachTable } from "../aws/epoch-tables.ts";
import { getItem, putItem, queryItems } from "../aws/ledger.ts";
import type { FunctionContext } from "../context.ts";

type In = Pick<FunctionContext, "aws" | "clientsIn" | "clock" | "platform" | "signal">;

const hourMs = 3_600_000;
/** Two hours of rows are read back; what is older is kept for nobody. */
const keptSeconds = 2 * 3_600;

/** Throws `Failover.TablesSilent` where fewer than two tables took what was written. */
async function byMajority(
  context: In,
  write: Parameters<typeof atEachTable<true>>[1],
  what: string,
): Promise<void> {
  const taken = (await atEachTable(context, write)).filter((one) => one !== undefined);
  if (taken.length < majority)
    throw new NamedError("Failover.TablesSilent", `${what} was taken by ${taken.length} of three tables`);
}

/** Writes what was seen into all three tables; answers how many took it. */
export async function writeObservation(context: In, one: Observation): Promise<number> {
  const at = new Date(one.at).toISOString();
  const expires = Math.ceil(one.at / 1_000) + keptSeconds;
  const sk = ledgerKeys.observation(one.about, one.observer, at);
  const taken = await atEachTable(context, async (ledger) => {
    await putItem(ledger, sk, { ...one, expires });
    return true;
  });
  return taken.filter((each) => each !== undefined).length;
}

const Stored = Observation.strip();

/** What observers saw of a region in this hour and the last one, as far as two tables have it; their time to live ends late. */
export async function readObservations(
  context: In,
  about: string,
  observers: readonly string[],
): Promise<Observation[]> {
  const now = context.clock.now();
  const hours = [now - hourMs, now].map((at) => new Date(at).toISOString().slice(0, 13));
  const prefixes = observers.flatMap((observer) =>
    hours.map((hour) => ledgerKeys.observation(about, observer, hour)),
  );
  return agreedObservations(
    await atEachTable(context, async (ledger) =>
      (await Promise.all(prefixes.map((prefix) => queryItems(ledger, prefix, Stored)))).flat(),
    ),
  );
}

export const readRun = async (context: In, run: string): Promise<FailoverRun | undefined> =>
  newestOf(await atEachTable(context, (ledger) => getItem(ledger, ledgerKeys.run(run), FailoverRun)));

/** Throws `Failover.TablesSilent` where fewer than two tables took it. */
export async function writeRun(context: In, record: FailoverRun): Promise<void> {
  await byMajority(
    context,
    async (ledger) => {
      await putItem(ledger, ledgerKeys.run(record.run), record);
      return true;
    },
    `the record of ${record.run}`,
  );
}

/** The highest epoch that a person has acknowledged; 0 where none was. */
export async function readAcknowledged(context: In): Promise<number> {
  const told = await atEachTable(context, async (ledger) =>
    getItem(ledger, ledgerKeys.acknowledged, Acknowledgement),
  );
  return Math.max(0, ...told.map((one) => one?.epoch ?? 0));
}

export async function writeAcknowledgement(context: In, given: Acknowledgement): Promise<void> {
  await byMajority(
    context,
    async (ledger) => {
      await putItem(ledger, ledgerKeys.acknowledged, given);
      return true;
    },
    `the acknowledgement of epoch ${given.epoch}`,
  );
}
