import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { type Bin, binsOf } from "@signalbox/core/scaling/bins";
import type { HolderSeries } from "@signalbox/core/scaling/hold/held-series";
import { withinCap } from "@signalbox/core/scaling/order/budget";
import { type Order, orderOf } from "@signalbox/core/scaling/order/order";
import { total } from "@signalbox/core/scaling/order/standing";
import { type Decision, explain } from "@signalbox/core/scaling/planner/decision";
import { firstPrice } from "@signalbox/core/scaling/planner/family";
import { type PlannerSetting, plan } from "@signalbox/core/scaling/planner/planner";
import {
  explainStages,
  type StageSeconds,
  sawStages,
  stageLengths,
} from "@signalbox/core/scaling/planner/start-stages";
import { startWithin } from "@signalbox/core/scaling/planner/start-ups";
import { DecisionRecord, decisionRecord } from "@signalbox/core/scaling/planner-record";
import { scheduledAt } from "@signalbox/core/scaling/schedules";
import { explainSpill, type Spill } from "@signalbox/core/scaling/spill/spill";
import { weekSeconds } from "@signalbox/core/scaling/week";
import { believedUntil, windowSince } from "@signalbox/core/scaling/window";
import { counts } from "@signalbox/core/scaling/word";
import { getItem, putItem, workLedgerOf } from "../aws/ledger.ts";
import type { FunctionContext } from "../context.ts";
import { look, type Seen, type SeenTask } from "./look.ts";
import type { Planned } from "./planned.ts";
import { type Known, readKnown, writeKnown } from "./planner-record.ts";
import { readSeries } from "./read-series.ts";
import { endShortage } from "./shortage.ts";
import { spillNow } from "./spill.ts";

export interface Decided {
  /** The newest word; absent where none was ever spoken. */
  readonly decision: DecisionRecord | undefined;
  readonly order: Order;
  readonly seen: Seen;
}

/** What is scheduled is ordered so long before that nine starts in ten are in time. */
const usualShare = 0.9;

/** Takes in what has come since the last look, decides, and writes down what was learnt and said. */
export async function decideNow(context: FunctionContext, planned: Planned): Promise<Decided> {
  const { clock } = context;
  const ledger = workLedgerOf(context, "scale", planned.of.name);
  const known = await readKnown(ledger);
  const seen = await look(context, planned);
  const now = Math.floor(clock.now());
  await endShortage(ledger, seen, now);
  const learnt = await takeIn(context, planned, known, seen, now);
  // Of two looks at once one is written; the other one goes by what that one says.
  if (learnt && (await writeKnown(ledger, learnt.known)) && learnt.decision) {
    const { decision, blind, schedule } = learnt;
    const costPerHour = total(seen.sides) * planned.of.profile.usdPerHour;
    const stages = stageLengths(learnt.known.state.stages);
    const spill = planned.of.spill && (await spillOfNow(context, planned, seen, { ...learnt, decision }));
    const told = [
      explain(decision),
      schedule && `The least is the schedule ${schedule}'s.`,
      explainStages(stages),
      spill && explainSpill(spill),
    ];
    const sentence = told.filter(Boolean).join(" ");
    const record = decisionRecord(decision, { at: now, blind, sentence, costPerHour, stages, spill });
    await putItem(ledger, ledgerKeys.decision, record);
  }
  return { ...(await orderNow(context, planned, seen)), seen };
}

/** What is to be done of the planner's newest word, as things stand. */
export async function orderNow(
  context: FunctionContext,
  planned: Planned,
  seen: Seen,
): Promise<Pick<Decided, "decision" | "order">> {
  const said = await decisionOf(context, planned.of.name);
  const decision = said && counts(said.at, context.clock.now()) ? said : undefined;
  return { decision, order: await orderFor(context, planned, seen, decision) };
}

async function spillOfNow(
  context: FunctionContext,
  planned: Planned,
  seen: Seen,
  { known: { state }, decision, blind, waiting }: Learnt & { readonly decision: Decision },
): Promise<Spill | undefined> {
  const before = await decisionOf(context, planned.of.name);
  const order = await orderFor(context, planned, seen, { ...decision, blind });
  return await spillNow(context, planned, { state, decision, blind, waiting, order, before });
}

async function orderFor(
  context: FunctionContext,
  { of }: Planned,
  seen: Seen,
  decision: Pick<DecisionRecord, "wanted" | "blind"> | undefined,
): Promise<Order> {
  const affordable = await affordableOf(context, of.name, decision?.wanted ?? total(seen.sides));
  const holds = decision?.blind ? [...seen.holds, "blind" as const] : seen.holds;
  return orderOf({ wanted: decision?.wanted, bounds: of.bounds, affordable }, { sides: seen.sides, holds });
}

const decisionOf = (context: FunctionContext, service: string): Promise<DecisionRecord | undefined> =>
  getItem(workLedgerOf(context, "scale", service), ledgerKeys.decision, DecisionRecord);

/** Replicas of the service that the cap of all together pays for. */
async function affordableOf(
  context: FunctionContext,
  service: string,
  wanted: number,
): Promise<number | undefined> {
  const { services = [], monthlyCapUsd } = context.platform.inference ?? {};
  if (monthlyCapUsd === undefined) return undefined;
  const paid = [];
  for (const { name, bounds, profile } of services) {
    const wants = name === service ? wanted : ((await decisionOf(context, name))?.wanted ?? bounds.least);
    paid.push({
      name,
      usdPerHour: profile.usdPerHour,
      least: bounds.least,
      wanted: Math.min(wants, bounds.most),
    });
  }
  return withinCap(paid, monthlyCapUsd).get(service);
}

interface Learnt {
  readonly known: Known;
  readonly decision: Decision | undefined;
  readonly blind: boolean;
  /** The schedule that asks for more than the least. */
  readonly schedule: string | undefined;
  /** Requests that wait at the end of what was taken in. */
  readonly waiting: number;
}

/** Plays what has come since to the planner; undefined where nothing has. */
async function takeIn(
  context: FunctionContext,
  { of, sides }: Planned,
  known: Known,
  seen: Seen,
  now: number,
): Promise<Learnt | undefined> {
  const { profile, objective, bounds } = of;
  const window = windowSince(known.at, now);
  // Two looks within one period: the second one has nothing to take in.
  if (window.to <= window.from) return undefined;
  const names = sides.map(({ service }) => service);
  const { series, held, ahead } = await readSeries(context, names, holderOf(of), window);
  const serve = seen.sides.filter(({ part }) => part === "serving" || part === "coming");
  const ready = serve.reduce((sum, side) => sum + side.ready, 0);
  // Those that leave are no start-ups, for which the planner would wait: what they cost and could serve is there.
  const had =
    ready + serve.reduce((sum, side) => sum + side.tasks.filter(({ leaving }) => leaving).length, 0);
  const hold = held && { series: held, alone: had === 0 };
  const speaks = hold?.alone ? hold.series.came : series.requests;
  const { to, blind } = believedUntil(window, speaks.keys());
  const bins = binsOf(
    series,
    { ...window, to },
    { profile, slots: ready * profile.slots, wait: objective.seconds, hold },
  );
  if (bins.length === 0) return undefined;
  const up = serve.flatMap(({ tasks }) => tasks.filter((task) => task.ready));
  // A first look does not know since when they are.
  const arrived = known.at === undefined ? [] : up.filter(({ id }) => !known.ready.includes(id));
  for (const task of arrived) {
    const stages = stagesOf(task, now);
    if (stages) sawStages(known.state.stages, stages);
  }
  const fleet = {
    ready: had,
    starting: Math.max(0, total(serve) - had),
    started: arrived.map(({ createdAt }) => (now - createdAt) / 1000),
  };
  // One that was put back, or that failed a check in between, has not started anew.
  const seenReady = seen.sides
    .flatMap(({ tasks }) => tasks)
    .filter((task) => task.ready || known.ready.includes(task.id))
    .map(({ id }) => id);
  const usual = startWithin(known.state.starts, profile.startSeconds, usualShare);
  const scheduled = scheduledAt(of.schedules ?? {}, now, usual);
  const least = Math.min(bounds.most, Math.max(bounds.least, scheduled?.replicas ?? 0));
  const setting: PlannerSetting = {
    ...{ profile, bounds: { ...bounds, least }, objective, price: firstPrice, steered: true },
    ...(of.hold && { quietSeconds: of.hold.quietSeconds }),
  };
  let decision: Decision | undefined;
  for (const [at, bin] of bins.entries()) {
    const last = at === bins.length - 1;
    decision =
      plan(known.state, { ...asSeen(bin), ...fleet, started: last ? fleet.started : [] }, setting) ??
      decision;
  }
  return {
    known: { ...known, at: to, ready: seenReady },
    decision,
    blind: blind || ahead,
    schedule: least > bounds.least ? scheduled?.name : undefined,
    waiting: bins.at(-1)?.waiting ?? 0,
  };
}

const holderOf = ({ hold, spill }: Planned["of"]): HolderSeries | undefined =>
  hold && { service: hold.service, spills: spill !== undefined };

const asSeen = ({ end, ...bin }: Bin) => ({ at: weekSeconds(end), ...bin });

/** Of a task that is ready by now; undefined where ECS does not say when its image came. */
const stagesOf = ({ createdAt, pull }: SeenTask, now: number): StageSeconds | undefined =>
  pull && {
    instance: (pull.from - createdAt) / 1000,
    image: (pull.to - pull.from) / 1000,
    model: (now - pull.to) / 1000,
  };
