import type { BlueGreenService } from "@signalbox/core/platform/platform";
import { groupNamed } from "../../cloud/platform.ts";
import { goBack } from "../../releases/go-back.ts";
import type { Play, Scene } from "../scenes/scene.ts";
import { askedRevisions } from "./asked-revisions.ts";
import { previewedAndBack } from "./expectations.ts";
import { follow, isIn, reached } from "./follow.ts";
import { listenerUrl } from "./listener-url.ts";
import { say } from "./person.ts";
import { push } from "./push.ts";
import { untilUsersOn, usersGroup } from "./users-group.ts";
import { whyBack } from "./why.ts";

const candidate = "v2";
/** Asked of each listener; with half of the traffic on a side, the other would be missed once in a million times. */
const questions = 20;

export const previewAndBack: Scene = {
  title: "a blue-green release: preview, promotion, and the way back",
  play: async (play) => {
    const { cloud, deployment, io } = play;
    const group = groupNamed(deployment, "pipelines");
    if (group.strategy !== "blue-green") throw new Error(`${group.name} is not released by blue-green`);
    const [service] = group.services;
    if (!service) throw new Error(`${group.name} has no service`);
    const { users, preview } = await urlsOf(play, service);
    const ask = (url: string): Promise<string[]> => askedRevisions(url, questions);
    const [stable = ""] = await ask(users);
    const stableGroup = (await usersGroup(play, service.productionRuleArn)) ?? "";
    const started = await push(play, group.name, candidate, "good");
    const { executionArn } = started;
    const act = async () => {
      await reached(play, executionArn, isIn("waiting-for-person"));
      const previewed = { preview: await ask(preview), usersThen: await ask(users) };
      await say(play, started, "promote", "looked at on the preview listener");
      await reached(play, executionArn, isIn("holding"));
      const usersPromoted = await ask(users);
      const told = play.booted.world.clock.now();
      const reason = "users miss a pipeline";
      io.err(io.colors.bold(`signalbox rollback ${group.name} --reason "${reason}"`));
      await goBack(cloud, deployment, group, { reason, by: "tour" }, io.clock);
      await untilUsersOn(play, service.productionRuleArn, stableGroup);
      const backSeconds = (play.booted.world.clock.now() - told) / 1000;
      return { ...previewed, usersPromoted, usersBack: await ask(users), backSeconds };
    };
    const [release, served] = await Promise.all([follow(play, executionArn), act()]);
    return {
      did: `pushed pipelines ${candidate}; looked at it on the preview listener, said promote, then rollback while the old side was kept`,
      why: whyBack(release),
      expectations: previewedAndBack(release, served, stable, candidate),
    };
  },
};

async function urlsOf(play: Play, { productionRuleArn, testRuleArn }: BlueGreenService) {
  const path = "/pipelines/models";
  return {
    users: (await listenerUrl(play, productionRuleArn)) + path,
    preview: (await listenerUrl(play, testRuleArn)) + path,
  };
}
