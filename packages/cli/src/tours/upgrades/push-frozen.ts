import { askFreeze } from "../../freezes/ask.ts";
import { follow } from "../releases/follow.ts";
import { push } from "../releases/push.ts";
import type { Play } from "../scenes/scene.ts";

export type Pushed = Parameters<typeof push> extends [Play, ...infer Image] ? Image : never;

/** Pushes images that a set is to release: while nothing may be released, so that no push starts a release by itself. */
export async function pushFrozen(play: Play, images: readonly Pushed[]): Promise<void> {
  const { cloud, deployment } = play;
  const words = { by: "tour", reason: "a set will release what is pushed now" };
  await askFreeze(cloud, deployment, { ...words, action: "freeze", until: { seconds: 3_600 } });
  for (const image of images) await follow(play, (await push(play, ...image)).executionArn);
  await askFreeze(cloud, deployment, { ...words, action: "thaw" });
}
