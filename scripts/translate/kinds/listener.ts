import { z } from "zod";
import { call, kind } from "../kind.ts";
import { leftOut } from "../left-out.ts";
import { awsAction, RoutingAction } from "./routing-actions.ts";

const noTls = "there are no certificates";

/** A laptop has no certificates: TLS on 443 is spoken as plain HTTP on 80, on any other port as plain HTTP there. */
export const listener = kind({
  type: "aws:lb/listener:Listener",
  becomes:
    "`CreateListener` with plain HTTP: 443 becomes 80 (on this machine 8080 or the next free port), other ports stay; a listener that does nothing but redirect to TLS is left out",
  inputs: {
    loadBalancerArn: z.string(),
    port: z.number(),
    protocol: z.enum(["HTTP", "HTTPS"]),
    defaultActions: z.array(RoutingAction),
    sslPolicy: leftOut(noTls),
    certificateArn: leftOut(noTls),
  },
  translate({ loadBalancerArn, port, protocol, defaultActions }, { name: id, region }) {
    if (protocol === "HTTP" && defaultActions.every(({ redirect }) => redirect?.protocol === "HTTPS"))
      return [];
    return [
      call(
        id,
        region,
        "elasticloadbalancing",
        "CreateListener",
        {
          LoadBalancerArn: loadBalancerArn,
          Protocol: "HTTP",
          Port: protocol === "HTTPS" && port === 443 ? 80 : port,
          DefaultActions: defaultActions.map(awsAction),
        },
        { arn: "Listeners.0.ListenerArn" },
      ),
    ];
  },
});
