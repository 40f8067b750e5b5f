import type { LedgerSnapshot } from "@signalbox/local/traffic/ledger";
import type { Play, Played, Scene } from "./scene.ts";

/** Plays a scene, and counts what was sent and lost meanwhile. */
export async function playScene(play: Play, scene: Scene): Promise<Played> {
  const { traffic, world } = play.booted;
  const [before, began] = [traffic.ledger.snapshot(), world.clock.now()];
  const told = await scene.play(play);
  const after = traffic.ledger.snapshot();
  const during = (count: (snapshot: LedgerSnapshot) => number): number =>
    (told.own ?? []).reduce((sum, own) => sum + count(own), count(after) - count(before));
  return {
    ...told,
    title: scene.title,
    worldSeconds: (world.clock.now() - began) / 1000,
    sent: during(({ sent }) => sent),
    lost: during(({ lost }) => lost),
    cut: during(({ losses }) => losses.cut),
  };
}
