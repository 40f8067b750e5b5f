import type { FailoverRun } from "@signalbox/core/failover/run";
import { verdictOf } from "@signalbox/core/failover/verdict";
import { type FailoverStatus, readFailovers } from "../../failovers/read.ts";
import type { Colors } from "../../io.ts";
import type { Play } from "../scenes/scene.ts";
import { askIn } from "./places.ts";

const pollMs = 500;
/** Of the world. */
const patienceMs = 2 * 3_600_000;

/** Tells what the ledger of a region says of a failover or a failback that begins after a moment, until it has ended. `asked`: while it waits for a person. */
export async function follow(
  play: Play,
  region: string,
  kind: FailoverRun["kind"],
  after: number,
  asked: (run: FailoverRun) => Promise<void> = async () => {},
): Promise<FailoverRun | undefined> {
  const { booted, io } = play;
  const { clock } = booted.world;
  const { cloud, deployment } = await askIn(play, region);
  const until = clock.now() + patienceMs;
  const told = new Set<string>();
  for (;;) {
    const status = await readFailovers(cloud, deployment);
    const run = status.runs.findLast((one) => one.kind === kind && Date.parse(one.startedAt) >= after);
    for (const line of [...wordsOf(status, after), ...(run ? actsOf(run, io.colors) : [])]) {
      if (!told.has(line)) io.err(line);
      told.add(line);
    }
    if (run?.phase === "Ask") await asked(run);
    if (run?.outcome !== undefined || clock.now() > until) return run;
    await io.clock.sleep(pollMs, io.interrupted);
  }
}

const wordsOf = ({ seen }: FailoverStatus, after: number): string[] =>
  seen.filter(({ at }) => at >= after).map((one) => `▶ ${one.observer} sees ${one.about} ${verdictOf(one)}`);

/** Acts that are over: of a state that is visited again and again, the last word counts. */
const actsOf = ({ acts, outcome }: FailoverRun, colors: Colors): string[] =>
  acts
    .slice(0, outcome === undefined ? -1 : undefined)
    .map(({ state, text, endedAt }) => `${colors.dim(endedAt.slice(11, 19))}  ${state.padEnd(20)} ${text}`);
