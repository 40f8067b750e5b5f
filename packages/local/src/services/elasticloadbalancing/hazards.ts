/** What may befall load balancers; asked at each change of a listener's rules. */
export interface LoadBalancerHazards {
  /** For how long the load balancer of this name still routes by the rules before the change. Milliseconds. */
  lagMs(loadBalancer: string): number;
}

export const noHazards: LoadBalancerHazards = { lagMs: () => 0 };
