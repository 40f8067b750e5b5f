import type { Restoration, RestoreDecision } from "@signalbox/core/backup/run/restoration";
import type { restoring } from "../workflows/restoring.fixture.ts";
import type { Visits } from "./visits.ts";
import { type Ground, underTest } from "./workflow.ts";

export type Word = RestoreDecision["action"];

interface Answer {
  /** In which the person is asked first. */
  readonly state: string;
  readonly word: Word;
  /** What is restored; the database unless said. */
  readonly what?: Restoration["what"];
}

/** A person who is asked says it again until nobody asks any more. */
export async function answer(
  { clock, decide, record }: Pick<Ground, "clock"> & Pick<ReturnType<typeof restoring>, "decide" | "record">,
  visits: Visits,
  { state, word, what }: Answer,
): Promise<void> {
  await visits.of(state);
  const asks = word === "approve" || word === "abort" ? "waiting-for-person" : "keeping-old";
  for (let tries = 0; tries < 50; tries++) {
    await clock.sleep(10_000);
    const phase = await record(underTest, what).then(
      (found) => found?.phase,
      () => undefined,
    );
    if (phase === "ended") return;
    if (phase === asks) await decide(underTest, word).catch(() => undefined);
  }
}
