import { runPrice } from "@signalbox/core/cost/run-price";
import { partsOfRelease } from "@signalbox/core/cost/runs";
import type { Outcome, Report } from "@signalbox/core/ledger/records";
import type { Problem, Release } from "@signalbox/core/release/release";
import { readDecisions } from "../../aws/decision.ts";
import { readActs } from "../../aws/journal.ts";
import { ledgerOf } from "../../aws/ledger.ts";
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
  const cost = runPrice(partsOfRelease(release.strategy), release.policy, platform.region);
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
    ...(cost !== undefined && { cost }),
  };
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
