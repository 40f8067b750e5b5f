/** The dimensions by which an ALB reports, from the ARNs of a listener rule and a target group. */
export const loadBalancerDimensions = (listenerRuleArn: string, targetGroupArn: string) => ({
  /** `app/<name>/<id>`, from `…:listener-rule/app/<name>/<id>/<listener>/<rule>`. */
  loadBalancer: listenerRuleArn
    .slice(listenerRuleArn.indexOf(":listener-rule/") + 15)
    .split("/")
    .slice(0, 3)
    .join("/"),
  /** `targetgroup/<name>/<id>`. */
  targetGroup: targetGroupArn.slice(targetGroupArn.lastIndexOf(":") + 1),
});
