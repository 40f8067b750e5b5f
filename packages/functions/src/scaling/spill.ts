import { ledgerKeys } from "@signalbox/core/ledger/keys";
import type { Order } from "@signalbox/core/scaling/order/order";
import type { Decision } from "@signalbox/core/scaling/planner/decision";
import { carriedBy } from "@signalbox/core/scaling/planner/queue-check";
import type { PlannerState } from "@signalbox/core/scaling/planner/state";
import { DecisionRecord } from "@signalbox/core/scaling/planner-record";
import { roomOf } from "@signalbox/core/scaling/spill/room";
import { type Spill, spillOf } from "@signalbox/core/scaling/spill/spill";
import { counts } from "@signalbox/core/scaling/word";
import { getItem, workLedgerOf } from "../aws/ledger.ts";
import type { FunctionContext } from "../context.ts";
import { within } from "../web/within.ts";
import type { Planned } from "./planned.ts";
import { isToldShort } from "./shortage.ts";

/** A region that is gone gives no answer; who looks has to look at other services as well. */
const otherSeconds = 3;
/** As the planner itself would have what waits worked off. */
const clearingSeconds = 60;

export interface Looked {
  readonly state: PlannerState;
  readonly decision: Decision;
  readonly blind: boolean;
  /** Requests that wait, those that are held included. */
  readonly waiting: number;
  /** What is to be done of the decision. */
  readonly order: Order;
  /** The word before; absent where it counts no more. */
  readonly before: DecisionRecord | undefined;
}

/** How much of a service's requests goes to another region; undefined where the service names none. */
export async function spillNow(
  context: FunctionContext,
  { of }: Planned,
  { state, decision, blind, waiting, order, before }: Looked,
): Promise<Spill | undefined> {
  const { spill, profile, objective } = of;
  if (!spill) return undefined;
  const ledger = workLedgerOf(context, "scale", of.name);
  const now = context.clock.now();
  const late = (state.expected[0] ?? Number.POSITIVE_INFINITY) < decision.at || (await isToldShort(ledger));
  const bound =
    decision.because === "most" || order.limits.some((limit) => limit === "most" || limit === "budget");
  const carried = (replicas: number): number =>
    carriedBy(profile.slots, state.service, objective, replicas)[replicas] ?? 0;
  const word = await wordOf(context, of.name, spill.to);
  const heardAt = word?.at ?? before?.spill?.heardAt;
  const next = spillOf({
    ...spill,
    demand: blind || decision.because === "blind" ? undefined : decision.demand.now,
    backlog: (waiting * state.service) / profile.slots / clearingSeconds,
    carried: carried(late ? decision.ready : Math.max(decision.ready, order.allowed)),
    short: late || bound,
    room: roomOf(word, now, carried),
    newlyHeard: word !== undefined && word.at > (before?.spill?.heardAt ?? 0),
    percent: before?.spill && counts(before.at, now) ? before.spill.percent : 0,
  });
  return { ...next, ...(heardAt !== undefined && { heardAt }) };
}

/** What another region's planner says of the service there; whatever keeps its table from answering, it has said nothing. */
async function wordOf(
  context: FunctionContext,
  service: string,
  region: string,
): Promise<DecisionRecord | undefined> {
  const { clientsIn, clock, log, signal } = context;
  return await within<DecisionRecord | undefined>(
    { clock, signal },
    otherSeconds,
    () => undefined,
    async () => {
      const ledger = {
        ...workLedgerOf(context, "scale", service),
        client: clientsIn(region).dynamodb,
      };
      return await getItem(ledger, ledgerKeys.decision, DecisionRecord).catch((error: unknown) => {
        log.warn("another region's planner was not heard", { service, region, error });
        return undefined;
      });
    },
  );
}
