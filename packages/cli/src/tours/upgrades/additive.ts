import type { Scene } from "../scenes/scene.ts";
import { additive as expected } from "./expectations.ts";
import { upgrade } from "./upgrade.ts";
import { whyChosen } from "./why-chosen.ts";

export const additive: Scene = {
  title: "an additive upgrade, by canary",
  play: async (play) => {
    const upgraded = await upgrade(play, "v0.12.0", "additive");
    return {
      did: "pushed open-webui v0.12.0, whose migration adds a column and fills it",
      why: whyChosen(upgraded.release),
      expectations: expected(upgraded),
    };
  },
};
