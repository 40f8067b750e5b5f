import { groupNamed } from "../../cloud/platform.ts";
import type { Play, Scene } from "../scenes/scene.ts";
import { backAsOne } from "./expectations.ts";
import { playSet } from "./follow-set.ts";
import { pushFrozen } from "./push-frozen.ts";
import { imagesIn } from "./serving.ts";

const tags = { "open-webui": "v0.16.0", ollama: "0.13.0" } as const;

export const together: Scene = {
  title: "two groups as one: one fails, both go back",
  play: async (play) => {
    const { deployment } = play;
    const before = await serving(play);
    await pushFrozen(play, [
      ["open-webui", tags["open-webui"], "errors"],
      ["ollama", tags.ollama, "good"],
    ]);
    const report = await playSet(play, "release-together", "tour-together", {
      groups: Object.entries(tags).map(([group, tag]) => ({
        group,
        image: { repository: groupNamed(deployment, group).repository, tag },
      })),
      requestedBy: "tour",
      reason: "needs the new tool calls of its models",
    });
    const after = await serving(play);
    return {
      did: "released open-webui v0.16.0, which fails 5 % of requests, together with ollama 0.13.0, which is well",
      why: report?.problem ? `${report.problem.error}: ${report.problem.cause}` : "it left no report",
      expectations: backAsOne(
        report,
        Object.keys(tags).map((where, index) => ({
          where,
          before: before[index] ?? [],
          after: after[index] ?? [],
        })),
      ),
    };
  },
};

const serving = (play: Play): Promise<string[][]> =>
  Promise.all(Object.keys(tags).map((group) => imagesIn(play, play.deployment.region, group)));
