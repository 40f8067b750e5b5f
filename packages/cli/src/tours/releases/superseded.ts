import { groupNamed } from "../../cloud/platform.ts";
import type { Scene } from "../scenes/scene.ts";
import { superseded as expected } from "./expectations.ts";
import { follow, reached } from "./follow.ts";
import { push } from "./push.ts";
import { watchSides } from "./watch-sides.ts";
import { whyBack } from "./why.ts";

export const superseded: Scene = {
  title: "a third release that supersedes the second",
  play: async (play) => {
    const group = groupNamed(play.deployment, "open-webui");
    if (group.strategy !== "canary") throw new Error(`${group.name} is not released by canary`);
    const watch = watchSides(play, group);
    const play3 = async () => {
      const second = await push(play, group.name, "v0.11.3", "flawed");
      const baking = reached(
        play,
        second.executionArn,
        ({ status, run }) => status === "baking" && (run?.weight ?? 0) > 0,
      );
      const third = baking.then(() => push(play, group.name, "v0.11.4", "flawed"));
      const sent = await Promise.all([follow(play, second.executionArn), third]);
      return { second: sent[0], third: await follow(play, sent[1].executionArn) };
    };
    const releases = await play3().finally(() => watch.stop());
    return {
      did: "pushed open-webui v0.11.3, and v0.11.4 while users had the other at 25 %",
      why: whyBack(releases.second),
      expectations: expected(releases.second, releases.third, await watch.stop()),
    };
  },
};
