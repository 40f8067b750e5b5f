import type { ReleasePolicy } from "@signalbox/core/release/policy";
import type { Cloud } from "../cloud.ts";
import type { Store } from "../store/store.ts";
import type { DeployedPlatform } from "./platform.ts";

/** The platform as an earlier process left it, under the policy of this one; undefined where there was none. */
export async function restorePlatform(
  { keeper }: Cloud,
  store: Store | undefined,
  policy: ReleasePolicy,
): Promise<DeployedPlatform | undefined> {
  if (!store || !(await keeper?.restore())) return undefined;
  const { platform, groups } = store.value("deployed") as DeployedPlatform; // as `boot` gave it to the keeper
  const current = groups.map(({ group, ...rest }) => ({
    ...rest,
    group: { ...group, policy: { ...policy, alarms: group.policy.alarms } },
  }));
  return { platform: { ...platform, groups: current.map(({ group }) => group) }, groups: current };
}
