import { listenerRulesOf } from "@signalbox/core/platform/platform";
import { groupNamed } from "../../cloud/platform.ts";
import type { Scene } from "../scenes/scene.ts";
import { decided as expected } from "./expectations.ts";
import { fewRequests } from "./few-requests.ts";
import { follow } from "./follow.ts";
import { listenerUrl } from "./listener-url.ts";
import { promoteWhenAsked } from "./person.ts";
import { push } from "./push.ts";
import { lastVerdict } from "./why.ts";

/** Between two questions, in the world's time. */
const everySeconds = 5;

export const decided: Scene = {
  title: "a canary with few requests, held and decided by a person",
  play: async (play) => {
    const [rule = ""] = listenerRulesOf(groupNamed(play.deployment, "ollama"));
    const asking = fewRequests(play, await listenerUrl(play, rule), everySeconds);
    const started = await push(play, "ollama", "0.12.1", "good");
    const [release, asked] = await Promise.all([
      follow(play, started.executionArn),
      promoteWhenAsked(play, started, "asked it by hand, the answers are right"),
    ]).finally(() => asking.stop());
    return {
      did: `pushed ollama 0.12.1, which gets a question every ${everySeconds} s; said promote when it asked`,
      why: lastVerdict(release),
      expectations: expected(release, asked),
      own: [await asking.stop()],
    };
  },
};
