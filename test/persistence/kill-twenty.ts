import { moments, play } from "./kill.ts";

/** Kills the cloud at twenty seeded moments of a release; exits 1 unless each release ended well and did nothing twice. */
const seed = Number(process.argv[2] ?? 1);
const whole = await play();
const expected = whole.effects.join("\n");
let good = 0;
let late = 0;
for (const moment of moments(seed, 20, whole.ms)) {
  const { outcome, effects, killed } = await play(moment);
  const same = effects.join("\n") === expected;
  if (!killed) late++;
  if (outcome.status === "SUCCEEDED" && same) good++;
  console.log(
    `killed ${(moment / 1000).toFixed(2)} s after its start: ${killed ? "" : "(had ended) "}${outcome.status}, ${effects.length} effects, ${same ? "each once" : `not those of a release left alone:\n${effects.join("\n")}`}${outcome.cause ? `; ${outcome.cause}` : ""}`,
  );
}
console.log(
  `SIGKILL at 20 moments of a release of ${(whole.ms / 1000).toFixed(1)} s (seed ${seed}): ${good} ended promoted with the same ${whole.effects.length} effects, each once${late ? `; ${late} had ended before` : ""}`,
);
process.exitCode = good === 20 ? 0 : 1;
