import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import type { CallContext, Service } from "../service.ts";
import { refuseUnsupported, unsupported } from "../supported.ts";
import { type RoutingControl, RoutingControls, type Saved } from "./controls.ts";
import { hasEndpoint } from "./endpoints.ts";

type State = "On" | "Off";

/**
 * ARC's data plane: the switches of a cluster, by whichever of its five endpoints. What makes clusters, panels, controls and rules is
 * another API, which a deployment has here by `controls`.
 */
export function route53RecoveryCluster({
  account,
  clock,
}: Pick<World, "account" | "clock">): Service<"route53-recovery-cluster"> & {
  readonly controls: Pick<RoutingControls, "add" | "addRule" | "isOn">;
} {
  const controls = new RoutingControls(clock);
  const stateOf = ({ arn }: RoutingControl): State => (controls.isOn(arn) ? "On" : "Off");
  const at = <In, Out>(answer: (input: In) => Out) => {
    return (input: In, { region }: CallContext): Out => {
      if (!hasEndpoint(region))
        throw new AwsError("ResourceNotFoundException", `No cluster has an endpoint in ${region}.`, {
          statusCode: 404,
          fields: { resourceId: region, resourceType: "CLUSTER" },
        });
      return answer(input);
    };
  };
  return {
    name: "route53-recovery-cluster",
    controls,
    operations: {
      GetRoutingControlState: at(({ RoutingControlArn }) => {
        const control = controls.get(RoutingControlArn);
        return {
          RoutingControlArn: control.arn,
          RoutingControlName: control.name,
          RoutingControlState: stateOf(control),
        };
      }),
      ListRoutingControls: at((input) => {
        refuseUnsupported("route53-recovery-cluster:ListRoutingControls", input, ["ControlPanelArn"]);
        return {
          RoutingControls: controls.of(input.ControlPanelArn).map((control) => ({
            ControlPanelArn: control.panelArn,
            ControlPanelName: control.panelName,
            RoutingControlArn: control.arn,
            RoutingControlName: control.name,
            RoutingControlState: stateOf(control),
            Owner: account,
          })),
        };
      }),
      UpdateRoutingControlState: at(({ RoutingControlArn, RoutingControlState, SafetyRulesToOverride }) => {
        const wanted = [{ RoutingControlArn, RoutingControlState }];
        controls.update(wantedOf(wanted), SafetyRulesToOverride ?? []);
        return {};
      }),
      UpdateRoutingControlStates: at(({ UpdateRoutingControlStateEntries, SafetyRulesToOverride }) => {
        controls.update(wantedOf(UpdateRoutingControlStateEntries), SafetyRulesToOverride ?? []);
        return {};
      }),
    },
    resources: {
      GetRoutingControlState: ({ RoutingControlArn = "*" }) => [RoutingControlArn],
      UpdateRoutingControlState: ({ RoutingControlArn = "*" }) => [RoutingControlArn],
      UpdateRoutingControlStates: ({ UpdateRoutingControlStateEntries = [] }) =>
        UpdateRoutingControlStateEntries.map(({ RoutingControlArn = "*" }) => RoutingControlArn),
    },
    memory: {
      save: () => new Map([["controls", controls.save()]]),
      restore: (parts) => controls.restore(parts.get("controls") as Saved), // as `save` gave it
    },
  };
}

interface Entry {
  readonly RoutingControlArn: string | undefined;
  readonly RoutingControlState: State | undefined;
}

function wantedOf(entries: readonly Entry[] | undefined): ReadonlyMap<string, boolean> {
  const wanted = new Map<string, boolean>();
  for (const { RoutingControlArn = "", RoutingControlState: state } of entries ?? []) {
    if (state !== "On" && state !== "Off")
      throw unsupported("route53-recovery-cluster:UpdateRoutingControlStates", `the state ${state}`);
    wanted.set(RoutingControlArn, state === "On");
  }
  return wanted;
}
