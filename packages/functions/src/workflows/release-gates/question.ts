import type { GateQuestion, Preview } from "@signalbox/core/analysis/gates/gate";
import type { Release } from "@signalbox/core/release/release";
import { sidesOf } from "@signalbox/core/release/sides";
import type { StepContext } from "../../context.ts";

type Context = Pick<StepContext, "platform">;

/** What the gates of a release are asked: before users meet the candidate, hence at weight 0. */
export function questionOf(context: Context, release: Release): GateQuestion {
  const { group, run, image, requestedBy } = release;
  const side = sidesOf(release)?.candidate;
  return {
    release: { group, run, image, requestedBy },
    side,
    weight: 0,
    preview: side && previewOf(context, group, side),
  };
}

/** The same for all services of a group: its paths tell them apart. Undefined where no user reaches any of them. */
function previewOf(
  { platform }: Context,
  name: string,
  side: NonNullable<GateQuestion["side"]>,
): Preview | undefined {
  const group = platform.groups.find((each) => each.name === name);
  if (!group || group.strategy === "rolling") return undefined;
  const [address] = group.services.flatMap(({ previewAddress }) => previewAddress ?? []);
  if (!address) return undefined;
  const { url, header } = address;
  return { url, ...(header !== undefined && { headers: { [header]: side } }) };
}
