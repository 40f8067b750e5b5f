import type { FailoverRun } from "@signalbox/core/failover/run";
import type { LoggedCall } from "@signalbox/local/gate/log";
import type { Plan } from "./plan.ts";
import { primary } from "./stories.ts";
import { type Claimed, claimsIn, downWordsIn, effectsIn, fencesIn, type Watch } from "./watch.ts";
import type { Acknowledged, Split } from "./writers.ts";

export interface Ended {
  readonly execution: string;
  readonly region: string;
  readonly status: string;
  readonly startedAt: number;
  readonly endedAt: number | undefined;
}

/** All that a scenario left behind. */
export interface Aftermath {
  readonly plan: Plan;
  readonly incidentAt: number;
  readonly calls: readonly LoggedCall[];
  readonly watch: Watch;
  readonly splits: readonly Split[];
  readonly executions: readonly Ended[];
  readonly records: readonly FailoverRun[];
  /** Regions that take writes when all faults are mended and half a minute has passed. */
  readonly open: readonly string[];
  readonly writing: string;
  /** Acknowledged writes that the region that writes has not. */
  readonly lost: readonly Acknowledged[];
  readonly acknowledged: number;
}

export interface Violation {
  readonly invariant: string;
  readonly says: string;
}

/** Two looks apart and a Lambda's delivery; an observer's older word says nothing of now. */
const freshMs = 180_000;
const skewMs = 10_000;
const longestMs = 4 * 3_600_000;
/** A call that was on its way when the epoch was lost may still arrive: a Lambda's time is a minute. */
const underwayMs = 60_000;

/** What of recovery.md §4 does not hold. */
export function judge(after: Aftermath): Violation[] {
  return [
    ...neverSplit(after),
    ...nothingLost(after),
    ...fenced(after),
    ...ends(after),
    ...justified(after),
    ...once(after),
    ...apart(after),
    ...told(after),
  ];
}

function* neverSplit({ splits, open, incidentAt }: Aftermath): Generator<Violation> {
  const [first] = splits;
  if (first)
    yield {
      invariant: "I1",
      says: `${first.regions.join(" and ")} take writes at once, ${seconds(first.at - incidentAt)} after the incident`,
    };
  if (open.length > 1) yield { invariant: "I1", says: `${open.join(" and ")} take writes in the end` };
}

function* nothingLost({ acknowledged, lost, records, plan, writing }: Aftermath): Generator<Violation> {
  if (acknowledged === 0)
    yield { invariant: "I2", says: "no write was acknowledged, so that none could have been lost" };
  const [oldest] = lost.toSorted((a, b) => a.at - b.at);
  if (!oldest) return;
  const moved = records.filter(({ mode, epoch }) => mode === "ungraceful" && epoch !== undefined);
  const arrived = Math.min(
    ...moved.map(({ replicatedAt }) => (replicatedAt === undefined ? 0 : Date.parse(replicatedAt))),
  );
  if (moved.length === 0)
    yield {
      invariant: "I2",
      says: `${lost.length} acknowledged write(s) are not in ${writing}, and nothing was promoted with loss (${plan.incident})`,
    };
  else if (oldest.at < arrived - skewMs)
    yield {
      invariant: "I2",
      says: `a write of ${iso(oldest.at)} is lost, though all until ${iso(arrived)} is said to have arrived`,
    };
  else if (
    !moved.some(({ measures, outcome }) => measures?.rpoSeconds !== undefined || outcome !== "completed")
  )
    yield {
      invariant: "I2",
      says: `${lost.length} acknowledged write(s) are lost, and no report measures it`,
    };
}

function* fenced({ calls, watch }: Aftermath): Generator<Violation> {
  const fences = fencesIn(calls);
  const { owned } = claimsIn(calls);
  for (const [index, claim] of owned.entries())
    for (const earlier of owned.slice(0, index))
      if (claim.epoch <= earlier.epoch)
        yield { invariant: "I3", says: `epoch ${claim.epoch} is owned after ${earlier.epoch}` };
  for (const { at, by, of, operation } of effectsIn(calls, watch.attempts)) {
    const epoch = Math.max(0, ...of.map((one) => one.epoch ?? 0));
    const here = Math.max(
      0,
      ...fences.filter((one) => one.region === by && one.at <= at).map((one) => one.epoch),
    );
    const anywhere = Math.max(0, ...owned.filter((one) => one.at <= at - underwayMs).map((one) => one.epoch));
    if (epoch < Math.max(here, anywhere))
      yield {
        invariant: "I3",
        says: `${operation} of epoch ${epoch} in ${by} at ${iso(at)}, where ${Math.max(here, anywhere)} is in force`,
      };
  }
}

function* ends({ executions, records, open, plan, writing }: Aftermath): Generator<Violation> {
  for (const { execution, endedAt, startedAt, status, region } of executions) {
    if (endedAt === undefined || endedAt - startedAt > longestMs)
      yield { invariant: "I4", says: `${execution} in ${region} is ${status} after four hours` };
    else if (status === "TIMED_OUT")
      yield { invariant: "I4", says: `${execution} in ${region} ran out of time` };
  }
  if (plan.expected !== "failover") return;
  const done = records.some(({ outcome }) => outcome === "completed");
  if (writing === primary) yield { invariant: "I4", says: `${primary} was lost, and nobody took over` };
  else if (done && !open.includes(writing))
    yield { invariant: "I4", says: `${writing} took over and takes no writes` };
}

function* justified({ calls, executions, plan, records }: Aftermath): Generator<Violation> {
  const { owned, tried } = claimsIn(calls);
  if (plan.expected === "nothing" && tried.length > 0)
    yield {
      invariant: "I6",
      says: `${plan.incident}, and ${tried[0]?.region} claims epoch ${tried[0]?.epoch}`,
    };
  const words = downWordsIn(calls);
  const runs = new Map(records.map((record) => [record.owner, record]));
  let automatic = 0;
  for (const claim of owned) {
    const run = runs.get(claim.owner);
    // A planned one is graceful, until a person has it go on without the old region.
    if (!run || run.mode === "graceful" || run.reason === "planned_maintenance") continue;
    // Which region was left: the run goes on with one that was left half done without new words.
    const goesOn = owned.some((one) => one.epoch < claim.epoch && one.region === claim.region);
    const said = words.filter(
      ({ about, at }) => about === run.from && at <= claim.at && at >= claim.at - freshMs,
    );
    const witnesses = new Set(said.map(({ observer }) => observer));
    if (!goesOn && witnesses.size < 2)
      yield {
        invariant: "I5",
        says: `epoch ${claim.epoch} was claimed by the word of ${[...witnesses].join(", ") || "nobody"}`,
      };
    if (plan.unready.includes(claim.region))
      yield { invariant: "ready", says: `${claim.region} was activated though it is not ready` };
    if (
      !goesOn &&
      run.requestedBy === "alarm" &&
      ++automatic > 1 &&
      !abandonedBefore(owned, claim, records, executions)
    )
      yield {
        invariant: "hold",
        says: `epoch ${claim.epoch} follows an automatic failover that nobody acknowledged`,
      };
  }
}

/** The one before was left half done: it is taken over, not followed. */
function abandonedBefore(
  owned: readonly Claimed[],
  { epoch, at }: Claimed,
  records: readonly FailoverRun[],
  executions: readonly Ended[],
): boolean {
  const before = owned.filter((one) => one.epoch < epoch).at(-1);
  const run = records.find(({ owner }) => owner === before?.owner);
  // A report that fewer than two tables took is none; its execution has failed then.
  const isUntold =
    run?.outcome === "completed" &&
    executions.some(({ execution, status }) => execution === run.owner && status === "FAILED");
  return isUntold || run?.endedAt === undefined || Date.parse(run.endedAt) > at;
}

/** How often a person had it promoted once more, as after a move that RDS has cancelled. */
const asked = (records: Aftermath["records"], epoch: number | undefined): number =>
  records
    .filter((run) => run.epoch === epoch)
    .flatMap(({ acts }) =>
      acts.flatMap(({ text }) => text.match(/chose retry for (Await|Promote)Database/g) ?? []),
    ).length;

function* once({ calls, watch, records }: Aftermath): Generator<Violation> {
  const promotions = effectsIn(calls, watch.attempts).filter(({ service }) => service === "rds");
  const byEpoch = Map.groupBy(promotions, ({ of, operation }) => `${operation} of epoch ${of[0]?.epoch}`);
  for (const [what, times] of byEpoch)
    if (times.length > 1 + asked(records, times[0]?.of[0]?.epoch))
      yield { invariant: "I7", says: `${what} took effect ${times.length} times` };
  const { tried } = claimsIn(calls);
  for (const [owner, claims] of Map.groupBy(tried, (one) => one.owner)) {
    const epochs = new Set(claims.map(({ epoch }) => epoch));
    const ownedEpochs = [...epochs].filter(
      (epoch) => claims.filter((one) => one.epoch === epoch).length >= 2,
    );
    if (ownedEpochs.length > 1)
      yield { invariant: "I7", says: `${owner} owns the epochs ${ownedEpochs.join(" and ")}` };
  }
}

function* apart({ watch, records }: Aftermath): Generator<Violation> {
  for (const { acts, from, to, mode, reason, startedAt } of records) {
    if (mode !== "ungraceful") continue;
    // What was planned asks the region that it leaves, until a person has it go on without.
    const asked = reason === "planned_maintenance" ? acts.findIndex(({ state }) => state === "AskHow") : -1;
    const since = Date.parse(acts[asked + 1]?.startedAt ?? startedAt);
    // The tables of the epochs are asked by majority; a lost one gives no answer, and none is waited for.
    const call = watch.tried.find(
      (one) => one.by === to && one.to === from && one.service !== "dynamodb" && one.at >= since,
    );
    if (call)
      yield {
        invariant: "I8",
        says: `${to} asked ${call.service}:${call.operation} of ${from}, which is lost`,
      };
  }
}

function* told({ calls, records, executions }: Aftermath): Generator<Violation> {
  const { owned } = claimsIn(calls);
  for (const { run, acts, outcome, owner, epoch = 0, endedAt = "", to } of records) {
    const later = owned.find((one) => one.epoch > epoch && one.at < Date.parse(endedAt) - underwayMs);
    if (outcome === "completed" && later)
      yield {
        invariant: "I11",
        says: `${run} says that ${to} serves, after ${later.region} had epoch ${later.epoch}`,
      };
    const ended = executions.find(({ execution }) => execution === owner);
    if (ended?.status === "SUCCEEDED" && outcome === undefined)
      yield { invariant: "I11", says: `${run} has ended and says nothing of it` };
    // A state's entrance is told by Step Functions' clock, its end by the Lambda's.
    for (const act of acts)
      if (Date.parse(act.startedAt) > Date.parse(act.endedAt) + skewMs || !act.actor || !act.text)
        yield { invariant: "I11", says: `${run} tells ${act.state} without its time or actor` };
    // A person may have promoted it: the reason for the skip stands in the report.
    const isPromoted = acts.some(
      ({ state, text }) => state === "PromoteDatabase" || text.includes("chose skip for PromoteDatabase"),
    );
    if (outcome === "completed" && (epoch === 0 || !isPromoted))
      yield { invariant: "I11", says: `${run} is complete without epoch or promotion` };
  }
}

const iso = (at: number): string => new Date(at).toISOString();
const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
