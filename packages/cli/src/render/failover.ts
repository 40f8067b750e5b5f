import { lengthOf } from "@signalbox/core/backup/length-of-time";
import type { FailoverRun } from "@signalbox/core/failover/run";
import { verdictOf } from "@signalbox/core/failover/verdict";
import type { FailoverStatus } from "../failovers/read.ts";
import type { Colors } from "../io.ts";
import { table } from "./table.ts";

const verdictColor = { up: "green", down: "red", unknown: "yellow" } as const;

/** Which region may write, what waits for a person, what each observer says, and what was done. */
export function renderFailovers(status: FailoverStatus, now: number, colors: Colors): string {
  const { region, home, epochs, acknowledged, seen, readiness, runs } = status;
  const last = epochs.at(-1);
  const writes = last
    ? `${colors.bold(last.region)} may write: epoch ${last.epoch}, by ${last.run} at ${last.at}`
    : `${colors.bold(home)} may write: no epoch was ever claimed`;
  const held =
    last && last.epoch > acknowledged
      ? [
          `${colors.yellow("!")} epoch ${last.epoch} is not acknowledged: no failover follows by itself (signalbox failover acknowledge ${last.epoch})`,
        ]
      : [];
  const ready = readiness
    ? readiness.ready
      ? `${region} could take over, as of ${readiness.at}`
      : `${colors.yellow("!")} ${region} could not take over, as of ${readiness.at}: ${readiness.lacks.join("; ")}`
    : `${region} was never looked at as a target`;
  const head = ["OBSERVER", "ABOUT", "SAYS", "AGO", "EDGE", "LOGIN", "WRITE", "REPLICATION"];
  const rows = seen.map((one) => {
    const verdict = verdictOf(one);
    const { edge, login, databaseWrite, replication } = one.probes;
    const ago = lengthOf(Math.max(0, now - one.at));
    return [
      one.observer,
      one.about,
      colors[verdictColor[verdict]](one.sees ? verdict : `${verdict}, sees nothing else either`),
      ago,
      edge,
      login,
      databaseWrite,
      replication,
    ];
  });
  return [
    writes,
    ...held,
    ready,
    colors.dim(`as ${region}'s table has it; two of three decide`),
    "",
    rows.length === 0
      ? "no observer has said anything yet"
      : table(
          head.map((cell) => colors.dim(cell)),
          rows,
        ),
    ...(runs.length === 0 ? [] : ["", ...runs.map(lineOf)]),
  ].join("\n");
}

function lineOf({ run, kind, from, to, phase, outcome, problem, measures }: FailoverRun): string {
  const [rto, rpo] = [measures?.rtoSeconds, measures?.rpoSeconds].map((seconds) =>
    seconds === undefined ? "unknown" : lengthOf(seconds * 1_000),
  );
  const end = problem ? `${problem.error}: ${problem.cause}` : `RTO ${rto}, RPO ${rpo}`;
  return `${run}  ${kind} from ${from} to ${to}  ${outcome ? `${outcome}; ${end}` : phase}`;
}
