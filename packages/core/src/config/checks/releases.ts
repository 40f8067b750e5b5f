import { scaleInSeconds, whyTooLong } from "../../release/limits.ts";
import { policyFaults } from "../../release/policy-faults.ts";
import { meant } from "../problem.ts";
import { check } from "./check.ts";

export const frozenGroupsExist = check(
  "each group that a freeze is for exists",
  ["freezes", "groups"],
  function* ({ freezes, groups }) {
    for (const [name, { groups: named }] of Object.entries(freezes))
      for (const [index, group] of named.entries())
        if (!Object.hasOwn(groups, group))
          yield {
            path: ["freezes", name, "groups", index],
            wrong: `there is no group ${group}`,
            allowed: `one of ${Object.keys(groups).join(", ")}`,
            ...meant(group, Object.keys(groups)),
          };
  },
);

export const policiesCanBeKept = check(
  "one execution can carry out the whole release policy",
  ["groups"],
  function* ({ groups }) {
    for (const [name, { strategy, policy }] of Object.entries(groups)) {
      const why = strategy === "canary" ? whyTooLong({ ...policy, alarms: [] }) : undefined;
      if (why !== undefined)
        yield {
          path: ["groups", name, "policy"],
          wrong: why,
          allowed: "a policy that one execution can carry out",
        };
    }
  },
);

/** The ports by which the gates' Lambda leaves the network. */
const webhookPorts = ["", "8443"];

export const gatesAndMetricsFit = check(
  "gates and metrics of a release policy fit the group: load tests have a preview, webhooks can be reached, queries tell services apart",
  ["groups", "services"],
  function* ({ groups, services }) {
    for (const [name, { strategy, policy }] of Object.entries(groups)) {
      const own = Object.entries(services).filter(([, { group }]) => group === name);
      const faults = policyFaults({
        strategy,
        policy,
        services: own.map(([service]) => service),
        previewed: strategy !== "rolling" && own.some(([, { route }]) => route.kind === "public"),
      });
      for (const { path, ...fault } of faults) yield { path: ["groups", name, "policy", ...path], ...fault };
      for (const [index, gate] of policy.gates.entries()) {
        if (gate.kind !== "webhook") continue;
        const { protocol, port } = new URL(gate.url);
        if (protocol !== "https:" || !webhookPorts.includes(port))
          yield {
            path: ["groups", name, "policy", "gates", index, "url"],
            wrong: `${gate.url} is not reached from inside the network, which is left by 443 and 8443 alone`,
            allowed: "an https URL without a port, or on 8443",
          };
      }
    }
  },
);

/**
 * A task that leaves is drained before it is stopped: ECS waits until its target is unused
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-connection-draining.html), so the two add up.
 */
export const tasksLeaveInTime = check(
  "`drainSeconds` and `stopSeconds` together fit into the 30 minutes that a release waits for them",
  ["services", "groups"],
  function* ({ services, groups }) {
    for (const [name, { group, drainSeconds, stopSeconds }] of Object.entries(services))
      if (groups[group]?.strategy === "canary" && drainSeconds + stopSeconds > scaleInSeconds)
        yield {
          path: ["services", name, "drainSeconds"],
          wrong: `with stopSeconds a task takes ${drainSeconds + stopSeconds} s to leave, and a release waits ${scaleInSeconds} s for that`,
          allowed: `at most ${scaleInSeconds - stopSeconds} s`,
        };
  },
);
