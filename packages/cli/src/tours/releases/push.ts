import type { BehaviourName } from "@signalbox/local/images/behaviour";
import type { UpgradeName } from "@signalbox/local/images/upgrade";
import { groupNamed } from "../../cloud/platform.ts";
import type { ReleaseView } from "../../releases/view.ts";
import { pushImage } from "../push-image.ts";
import type { Play } from "../scenes/scene.ts";

/** Pushes a version of a group's image; answers the release that ECR's event starts. */
export function push(
  { cloud, deployment, io }: Play,
  group: string,
  tag: string,
  behaviour: BehaviourName,
  upgrade: UpgradeName = "none",
): Promise<ReleaseView> {
  const { repository } = groupNamed(deployment, group);
  io.err(io.colors.dim(`${repository}:${tag} is pushed, ${upgrade === "none" ? behaviour : upgrade}`));
  const patience = { clock: io.clock, signal: io.interrupted };
  return pushImage(cloud, deployment, { repository, tag, behaviour, upgrade }, patience);
}
