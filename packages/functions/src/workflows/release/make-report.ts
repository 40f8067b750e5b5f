import { runPrice } from "@signalbox/core/cost/run-price";
import { partsOfRelease, type UpgradeParts } from "@signalbox/core/cost/runs";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import type { Outcome, Report } from "@signalbox/core/ledger/records";
import type { Problem, Release } from "@signalbox/core/release/release";
import { Cutover, outageSeconds } from "@signalbox/core/upgrade/outage";
import { isCutover, migratesFirst } from "@signalbox/core/upgrade/release-upgrade";
import { readDecisions } from "../../aws/decision.ts";
import { readActs } from "../../aws/journal.ts";
import { getItem, ledgerOf } from "../../aws/ledger.ts";
import type { StepContext } from "../../context.ts";
import { strategyOf } from "./strategies.ts";

const minute = 60_000;

/** The report of a release from its journal, its decisions and what CloudWatch counted. */
export async function makeReport(
  context: StepContext,
  release: Release,
  outcome: Outcome,
  problem: Problem | null,
): Promise<Report> {
  const { clock, platform } = context;
  const ledger = ledgerOf(context, release.group);
  // Whole minutes that hold the run: the first and the last one count more than the run itself, never less.
  const window = {
    start: Math.floor(release.startedAt / minute) * minute,
    end: Math.ceil(clock.now() / minute) * minute,
  };
  const services = await strategyOf(release.group, release.strategy).readServed(context, release, window);
  const { strategy = release.strategy } = release.upgrade ?? {};
  const cost = runPrice(partsOfRelease(strategy, upgradeOf(release)), release.policy, platform.region);
  const downtime = isCutover(release) ? await downtimeOf(context, release) : undefined;
  return {
    outcome,
    ...(problem && { problem }),
    release,
    startedAt: new Date(release.startedAt).toISOString(),
    endedAt: new Date(clock.now()).toISOString(),
    requests: {
      stable: sum(services.map(({ stable }) => stable)),
      candidate: sum(services.map(({ candidate }) => candidate)),
    },
    services: [...services],
    acts: await readActs(ledger, release.run),
    decisions: await readDecisions(ledger, release.run),
    ...(downtime && { downtime }),
    ...(cost !== undefined && { cost }),
  };
}

function upgradeOf(release: Release): UpgradeParts {
  if (!release.upgrade) return "none";
  return isCutover(release) || migratesFirst(release) ? "migrated" : "rehearsed";
}

/** Nothing where it never kept anybody out. */
async function downtimeOf(context: StepContext, release: Release): Promise<Report["downtime"]> {
  const ledger = ledgerOf(context, release.group);
  const cutover = await getItem(ledger, ledgerKeys.cutover(release.run), Cutover);
  if (!cutover?.marks.some(({ mark }) => mark === "raised")) return undefined;
  const predictedSeconds = release.upgrade?.downtime?.seconds;
  return {
    seconds: outageSeconds(cutover, context.clock.now()),
    ...(predictedSeconds !== undefined && { predictedSeconds }),
  };
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
