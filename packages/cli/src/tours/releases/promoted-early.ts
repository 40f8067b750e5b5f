import type { Scene } from "../scenes/scene.ts";
import { promotedEarly } from "./expectations.ts";
import { follow } from "./follow.ts";
import { push } from "./push.ts";
import { lastVerdict } from "./why.ts";

export const early: Scene = {
  title: "a canary, promoted early by evidence",
  play: async (play) => {
    const { executionArn } = await push(play, "open-webui", "v0.11.1", "flawed");
    const release = await follow(play, executionArn);
    return {
      did: "pushed open-webui v0.11.1, which fails as often as what serves: 4 %",
      why: lastVerdict(release),
      expectations: promotedEarly(release),
    };
  },
};
