import {
  GetRoutingControlStateCommand,
  type Route53RecoveryClusterClient,
  UpdateRoutingControlStatesCommand,
} from "@aws-sdk/client-route53-recovery-cluster";

/** A request of the cluster, given up once the signal aborts. */
interface Asked {
  readonly abortSignal: AbortSignal;
}

/** Sets the states of routing controls, by their ARNs, in one transaction: a safety rule is asked about what they come to. */
export async function setStates(
  client: Route53RecoveryClusterClient,
  isOn: ReadonlyMap<string, boolean>,
  asked: Asked,
): Promise<void> {
  const UpdateRoutingControlStateEntries = [...isOn].map(([RoutingControlArn, on]) => ({
    RoutingControlArn,
    RoutingControlState: on ? ("On" as const) : ("Off" as const),
  }));
  await client.send(new UpdateRoutingControlStatesCommand({ UpdateRoutingControlStateEntries }), asked);
}

/** Throws ARC's `ResourceNotFoundException` where there is no such control. */
export async function readState(
  client: Route53RecoveryClusterClient,
  RoutingControlArn: string,
  asked: Asked,
): Promise<string | undefined> {
  const { RoutingControlState } = await client.send(
    new GetRoutingControlStateCommand({ RoutingControlArn }),
    asked,
  );
  return RoutingControlState;
}
