import { moments, play } from "./kill.ts";

/**
 * Kills the cloud at twenty seeded moments of a release, four clouds at a time; exits 1 unless each release ended well and did
 * nothing twice.
 */
const seed = Number(process.argv[2] ?? 1);
const all = moments(seed, 20);
const whole = await play();
if (whole.outcome.status !== "SUCCEEDED")
  throw new Error(`left alone, it fails: ${JSON.stringify(whole.outcome)}`);
const expected = whole.effects.join("\n");
let good = 0;
let late = 0;
for (let first = 0; first < all.length; first += 4) {
  const four = all.slice(first, first + 4);
  const played = await Promise.all(four.map((moment) => play(moment)));
  for (const [index, { outcome, effects, kills }] of played.entries()) {
    const once = effects.join("\n") === expected;
    if (once && outcome.status === "SUCCEEDED") good++;
    if (kills === 0) late++;
    const seconds = ((four[index] ?? 0) / 1000).toFixed(1);
    const did = once ? "each once" : `not those of a release left alone:\n${effects.join("\n")}`;
    console.log(
      `${kills > 0 ? "killed" : "had ended"} ${seconds} s of the world after its start: ${outcome.status} ${outcome.cause ?? ""}, ${effects.length} effects, ${did}`,
    );
  }
}
const ms = (whole.ms / 1000).toFixed(1);
console.log(
  `SIGKILL at 20 moments of a release of ${ms} s (seed ${seed}): ${good} went on to promotion with the same ${whole.effects.length} effects, each once; ${late} had ended before the kill`,
);
process.exitCode = good === all.length ? 0 : 1;
