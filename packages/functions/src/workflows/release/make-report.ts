import type { Outcome, Report } from "@signalbox/core/ledger/records";
import type { Problem, Release } from "@signalbox/core/release/release";
import { readDecisions } from "../../aws/decision.ts";
import { readActs } from "../../aws/journal.ts";
import { ledgerOf } from "../../aws/ledger.ts";
import { readRequests } from "../../aws/measurements.ts";
import type { StepContext } from "../../context.ts";
import { servicesOf, sideOf } from "./group.ts";

const minute = 60_000;

/** The report of a release from its journal, its decisions and what CloudWatch counted. */
export async function makeReport(
  context: StepContext,
  release: Release,
  outcome: Outcome,
  problem: Problem | null,
): Promise<Report> {
  const { aws, clock } = context;
  const ledger = ledgerOf(context, release.group);
  const services = servicesOf(context, release);
  // Whole minutes that hold the run: the first and the last one count more than the run itself, never less.
  const window = {
    start: Math.floor(release.startedAt / minute) * minute,
    end: Math.ceil(clock.now() / minute) * minute,
  };
  const served = async (side: "stable" | "candidate") => {
    const places = services.map((service) => sideOf(service, release[side]));
    return (await readRequests(aws.cloudWatch, places, window)).map(sum);
  };
  const [stable, candidate] = [await served("stable"), await served("candidate")];
  return {
    outcome,
    ...(problem && { problem }),
    release,
    startedAt: new Date(release.startedAt).toISOString(),
    endedAt: new Date(clock.now()).toISOString(),
    requests: { stable: sum(stable), candidate: sum(candidate) },
    services: services.map(({ name }, index) => ({
      name,
      stable: stable[index] ?? 0,
      candidate: candidate[index] ?? 0,
    })),
    acts: await readActs(ledger, release.run),
    decisions: await readDecisions(ledger, release.run),
  };
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
