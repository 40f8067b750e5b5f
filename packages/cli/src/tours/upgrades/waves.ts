import { groupNamed } from "../../cloud/platform.ts";
import type { Play, Scene } from "../scenes/scene.ts";
import { backAsOne } from "./expectations.ts";
import { playSet } from "./follow-set.ts";
import { pushFrozen } from "./push-frozen.ts";
import { imagesIn } from "./serving.ts";
import { usersIn } from "./users-in.ts";

const tag = "v0.17.0";
/** Of the second wave: there the image fails, and in the first region it does not. */
const failsIn = "eu-west-1";

export const waves: Scene = {
  title: "three regions in waves: the second stops it, and the first goes back",
  play: async (play) => {
    const { booted, deployment } = play;
    const regions = booted.regions.map(({ region }) => region);
    const serving = () => Promise.all(regions.map((region) => imagesIn(play, region, "open-webui")));
    const before = await serving();
    const users = regions.slice(1).map((region) => usersIn(play, region));
    await pushFrozen(play, [["open-webui", tag, "good"]]);
    const { repository } = groupNamed(deployment, "open-webui");
    for (const region of regions) await untilReplicated(play, region, repository);
    const fault = {
      kind: "image-misbehaves",
      repository,
      region: failsIn,
      revision: tag,
      behaviour: "errors",
    };
    booted.cloud.faults.add(fault);
    const report = await playSet(play, "release-waves", "tour-waves", {
      group: "open-webui",
      image: { repository, tag },
      betweenSeconds: 120,
      requestedBy: "tour",
      reason: "one region first",
    });
    const after = await serving();
    const own = await Promise.all(users.map((each) => each.stop()));
    return {
      did: `released open-webui ${tag} region by region; in ${failsIn} it fails 5 % of requests`,
      why: report?.problem ? `${report.problem.error}: ${report.problem.cause}` : "it left no report",
      expectations: backAsOne(
        report,
        regions.map((where, index) => ({ where, before: before[index] ?? [], after: after[index] ?? [] })),
      ),
      own,
    };
  },
};

/** ECR copies what is pushed into the other regions; a set asks for an image that is in all of them. */
async function untilReplicated(
  { booted: { world }, io }: Play,
  region: string,
  repositoryName: string,
): Promise<void> {
  const caller = { region, principal: { kind: "person" } } as const;
  const asked = { repositoryName, imageIds: [{ imageTag: tag }] };
  while (
    !(await world.call("ecr", "DescribeImages", asked, caller).then(
      () => true,
      () => false,
    ))
  )
    await io.clock.sleep(200, io.interrupted);
}
