import type {
  Action,
  LoadBalancerSchemeEnum,
  RuleCondition,
  TargetHealth,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Listener as OpenListener, Target } from "../../world/plane/plane.ts";
import type { Condition } from "./conditions.ts";
import type { HealthCheck } from "./health-rules.ts";
import type { LoadBalancerMetrics } from "./metrics.ts";
import type { Candidate } from "./pick.ts";

export interface LoadBalancer {
  readonly arn: string;
  readonly name: string;
  /** The dimension of its metrics: app/name/id. */
  readonly dimension: string;
  readonly region: string;
  readonly dnsName: string;
  readonly scheme: LoadBalancerSchemeEnum;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly createdAt: Date;
  state: "provisioning" | "active";
  readonly attributes: Map<string, string>;
  readonly metrics: LoadBalancerMetrics;
  /** Ends what runs on its behalf. */
  readonly deleted: AbortController;
}

export interface Listener {
  readonly arn: string;
  readonly loadBalancer: LoadBalancer;
  readonly port: number;
  /** By priority, the default rule last. */
  rules: readonly Rule[];
  /** What requests are routed by; it may lag behind `rules`. */
  served: readonly Rule[];
  open: OpenListener | undefined;
}

export interface Rule {
  readonly arn: string;
  /** Infinity: the default rule. */
  readonly priority: number;
  readonly written: { readonly conditions: readonly RuleCondition[]; readonly actions: readonly Action[] };
  readonly conditions: readonly Condition[];
  readonly action: RoutingAction;
}

export type RoutingAction =
  | {
      readonly kind: "forward";
      readonly groups: readonly WeightedGroup[];
      /** For how long a client stays with the group that was chosen for it; undefined: each request is on its own. */
      readonly stickySeconds: number | undefined;
    }
  | { readonly kind: "fixed"; readonly status: number; readonly contentType: string; readonly body: string }
  | { readonly kind: "redirect"; readonly status: number; readonly location: RedirectParts };

export interface WeightedGroup {
  readonly group: TargetGroup;
  readonly weight: number;
}

/** Each part may hold #{protocol}, #{host}, #{port}, #{path} and #{query} of the request. */
export interface RedirectParts {
  readonly protocol: string;
  readonly host: string;
  readonly port: string;
  readonly path: string;
  readonly query: string;
}

export interface TargetGroup {
  readonly arn: string;
  readonly name: string;
  /** The dimension of its metrics: targetgroup/name/id. */
  readonly dimension: string;
  readonly region: string;
  readonly port: number;
  readonly vpcId: string | undefined;
  health: HealthCheck;
  readonly attributes: Map<string, string>;
  targets: readonly RegisteredTarget[];
  /** Counts its requests, for taking turns. */
  turn: number;
}

export interface RegisteredTarget extends Candidate {
  readonly target: Target;
  state: Candidate["state"];
  outstanding: number;
  reason: TargetHealth["Reason"];
  description: string | undefined;
  /** Ends its health checks or, while it drains, the wait for the deregistration delay. */
  watch: AbortController | undefined;
}
