import type { LedgerSnapshot } from "@signalbox/local/traffic/ledger";
import { count, duration } from "../render/units.ts";
import type { PlayedRelease } from "./play-release.ts";
import type { Expectation } from "./tour.ts";

export const promisedRequests = 50_000;
const promisedSeconds = 5;

/** What the canary tour promises, held against what happened. */
export function canaryExpectations(
  healthy: PlayedRelease,
  faulty: PlayedRelease,
  traffic: LedgerSnapshot,
): Expectation[] {
  const weights = weightsOf(healthy);
  const ladder = healthy.detail.run?.release.policy.ladder ?? [];
  const verdicts = healthy.detail.acts.flatMap(({ verdict }) => verdict ?? []);
  const { problem } = faulty.detail;
  const alarm = faulty.wayBack;
  const seconds = Math.max(alarm?.worldSeconds ?? Infinity, alarm?.realSeconds ?? Infinity);
  return [
    {
      promise: "the healthy candidate is promoted",
      met: healthy.detail.status === "promoted",
      seen: healthy.detail.status,
    },
    {
      promise: `it takes over weight by weight: ${ladder.join(", ")} %`,
      met: ladder.length > 0 && ladder.join() === weights.join(),
      seen: `${weights.join(", ")} %`,
    },
    {
      promise: "each weight is judged, and passes",
      met: verdicts.length >= ladder.length && verdicts.every((verdict) => verdict === "pass"),
      seen: verdicts.join(", "),
    },
    {
      promise: "the alarm throws the bad candidate out",
      met: faulty.detail.status === "rolled-back" && problem?.error === "Release.AlarmRaised",
      seen: `${faulty.detail.status}: ${problem?.error ?? "no problem"}${alarm ? `, ${alarm.alarm}` : ""}`,
    },
    {
      promise: `from the alarm's event to all traffic on stable: at most ${promisedSeconds} s`,
      met: seconds <= promisedSeconds,
      seen: Number.isFinite(seconds)
        ? `${duration(alarm?.worldSeconds ?? 0)} of the world's time, ${duration(alarm?.realSeconds ?? 0)} real`
        : "the traffic did not come back",
    },
    {
      promise: `no request is lost, of at least ${count(promisedRequests)}`,
      met: traffic.lost === 0 && traffic.skipped === 0 && traffic.sent >= promisedRequests,
      seen: `${count(traffic.lost)} lost of ${count(traffic.sent)}${traffic.skipped > 0 ? `, ${count(traffic.skipped)} skipped` : ""}`,
    },
  ];
}

/** The weights that the candidate had, each once, as its journal has them. */
function weightsOf({ detail }: PlayedRelease): number[] {
  const weights = detail.acts.flatMap(({ weight }) => weight ?? []);
  return weights.filter((weight, index) => weight > 0 && weight !== weights[index - 1]);
}
