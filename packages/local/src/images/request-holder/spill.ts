import type { Word } from "@signalbox/core/scaling/spill/room";
import { hear } from "@signalbox/functions/request-holder/hear";
import type { Way } from "@signalbox/functions/request-holder/holder";
import type { HolderSettings } from "@signalbox/functions/request-holder/settings";
import type { ContainerSetting } from "../image.ts";

/** Where the replicas are reached, here or in another region. */
export const urlOf = ({ engineUrl, spill }: HolderSettings, way: Way): string =>
  way === "away" && spill ? spill.url : engineUrl;

/** How a holder hears of the planner, where overflow goes to another region: by the calls of its own role. */
export function hearingOf(
  { clients }: ContainerSetting,
  { spill }: HolderSettings,
): (() => Promise<Word | undefined>) | undefined {
  if (!spill || !clients) return undefined;
  const { dynamodb } = clients();
  return () => hear(spill, dynamodb);
}
