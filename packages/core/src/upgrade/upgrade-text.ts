import type { Downtime } from "./downtime.ts";
import type { ReleaseUpgrade } from "./release-upgrade.ts";

/** One sentence for a plan. */
export const predictedSentence = ({ seconds, parts }: Downtime): string =>
  `users are kept out for about ${inTime(seconds)}: ${parts
    .map(({ name, seconds: part, by }) => `${name} ${inTime(part)} (${by})`)
    .join(", ")}`;

/** The predicted against the real one, with how far it was off. */
export function comparedSentence(predicted: Pick<Downtime, "seconds"> | undefined, real: number): string {
  const was = `users were kept out for ${inTime(real)}`;
  if (!predicted) return was;
  const off = real === 0 ? 0 : Math.round((100 * (predicted.seconds - real)) / real);
  return `${was}; predicted were ${inTime(predicted.seconds)}, ${off === 0 ? "as it was" : `${Math.abs(off)} % ${off > 0 ? "more" : "less"}`}`;
}

/** Seconds as people say them. */
export function inTime(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 120 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** What a rehearsal said of a release, and how it goes out. */
export const upgradeSentence = ({ class: of, sentence, findings }: ReleaseUpgrade): string =>
  [`by rehearsal ${of}, released by ${sentence}`, ...findings.slice(0, 1)].join(" ");
