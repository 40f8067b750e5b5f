import { decide, type PersonsDecision } from "../../releases/decide.ts";
import type { ReleaseView } from "../../releases/view.ts";
import type { Play } from "../scenes/scene.ts";
import { isIn, reached } from "./follow.ts";

/** Decides about a release, as `signalbox promote` and `signalbox abort` do. */
export async function say(
  { cloud, deployment, io }: Play,
  { id, executionArn }: ReleaseView,
  action: PersonsDecision["action"],
  reason: string,
): Promise<void> {
  io.err(io.colors.bold(`signalbox ${action} ${id} --reason "${reason}"`));
  const decision = { release: id, action, reason, by: "tour" };
  await decide(cloud, deployment, decision, executionArn, io.clock);
}

/** Says promote each time that a release asks, until it has ended; answers how often it asked. */
export async function promoteWhenAsked(play: Play, release: ReleaseView, reason: string): Promise<number> {
  const { executionArn } = release;
  for (let asked = 0; ; asked++) {
    const asking = await reached(play, executionArn, isIn("waiting-for-person"));
    if (asking.endedAt !== undefined) return asked;
    await say(play, release, "promote", reason);
    await reached(play, executionArn, ({ status }) => status !== "waiting-for-person");
  }
}
