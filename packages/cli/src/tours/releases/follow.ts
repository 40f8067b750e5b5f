import { detailRelease, type ReleaseDetail } from "../../releases/detail.ts";
import { followRelease } from "../../releases/follow.ts";
import { type ReleaseView, type Status, viewRelease } from "../../releases/view.ts";
import { renderProgress } from "../../render/progress.ts";
import type { Play } from "../scenes/scene.ts";

const pollMs = 200;

/** Follows a release to its end, with a line for each state. */
export async function follow(
  { cloud, deployment, io }: Pick<Play, "cloud" | "deployment" | "io">,
  executionArn: string,
): Promise<ReleaseDetail> {
  const view = await followRelease(cloud, deployment, executionArn, {
    clock: io.clock,
    signal: io.interrupted,
    pollMs,
    throughWaits: true,
    onProgress: (progress) => io.err(renderProgress(progress, io.colors)),
  });
  return await detailRelease(cloud, deployment, view);
}

/** Looks until a release is as wanted, or has ended. */
export async function reached(
  { cloud, deployment, io }: Play,
  executionArn: string,
  wanted: (view: ReleaseView) => boolean,
): Promise<ReleaseView> {
  for (;;) {
    const view = await viewRelease(cloud, deployment, executionArn);
    if (view.endedAt !== undefined || wanted(view)) return view;
    await io.clock.sleep(pollMs, io.interrupted);
  }
}

export const isIn =
  (...statuses: readonly Status[]) =>
  ({ status }: ReleaseView): boolean =>
    statuses.includes(status);
