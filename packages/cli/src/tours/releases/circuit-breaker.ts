import type { Scene } from "../scenes/scene.ts";
import { stopped } from "./expectations.ts";
import { follow } from "./follow.ts";
import { push } from "./push.ts";
import { whyBack } from "./why.ts";

export const circuitBreaker: Scene = {
  title: "a rolling release, stopped by the circuit breaker",
  play: async (play) => {
    const { executionArn } = await push(play, "extraction", "3.3.0.0", "unhealthy");
    const release = await follow(play, executionArn);
    return {
      did: "pushed extraction 3.3.0.0, whose tasks never get healthy",
      why: whyBack(release),
      expectations: stopped(release),
    };
  },
};
