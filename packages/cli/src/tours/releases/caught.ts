import type { Scene } from "../scenes/scene.ts";
import { caught as expected } from "./expectations.ts";
import { follow } from "./follow.ts";
import { push } from "./push.ts";
import { lastVerdict } from "./why.ts";

export const caught: Scene = {
  title: "a canary with twice the errors, caught",
  play: async (play) => {
    const { executionArn } = await push(play, "open-webui", "v0.11.2", "twice-flawed");
    const release = await follow(play, executionArn);
    return {
      did: "pushed open-webui v0.11.2, which fails 8 % where stable fails 4 %",
      why: lastVerdict(release),
      expectations: expected(release),
    };
  },
};
