import { playScene } from "./play-scene.ts";
import { renderScene } from "./report.ts";
import type { Play, Played, Scene } from "./scene.ts";

/** Plays scenes one after another, and tells of each as it ends. */
export async function playScenes(play: Play, scenes: readonly Scene[]): Promise<Played[]> {
  const { io } = play;
  const played: Played[] = [];
  for (const [index, scene] of scenes.entries()) {
    io.err(io.colors.bold(`\n${index + 1}  ${scene.title}`));
    const one = await playScene(play, scene);
    io.err(`\n${renderScene(one, index + 1, io.colors)}`);
    played.push(one);
  }
  return played;
}
