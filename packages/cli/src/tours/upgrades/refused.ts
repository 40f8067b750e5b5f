import type { Scene } from "../scenes/scene.ts";
import { refused } from "./expectations.ts";
import { upgrade } from "./upgrade.ts";
import { whyChosen } from "./why-chosen.ts";

export const failsOnData: Scene = {
  title: "a migration that fails on the customer's data, refused",
  play: async (play) => {
    const upgraded = await upgrade(play, "v0.14.0", "fails-on-data");
    return {
      did: "pushed open-webui v0.14.0, whose migration wants titles of chats to be unique; two are not",
      why: whyChosen(upgraded.release),
      expectations: refused(upgraded, /23505/),
    };
  },
};

export const swallowed: Scene = {
  title: "a migration that fails in silence, seen",
  play: async (play) => {
    const upgraded = await upgrade(play, "v0.15.0", "swallowed");
    return {
      did: "pushed open-webui v0.15.0, which says that it has migrated, and has not",
      why: whyChosen(upgraded.release),
      expectations: refused(upgraded, /swallowed|revision|head/i),
    };
  },
};
