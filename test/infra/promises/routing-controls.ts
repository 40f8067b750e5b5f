import type { InfraPromise } from "../promise.ts";
import { configOf, namesIn } from "../view/config.ts";
import { arnOf, ofType, unless, valueIn, wrong } from "../view/resources.ts";
import { at, listOf, parsed, textsOf } from "../view/values.ts";

const switchType = "aws:route53recoverycontrol/routingControl:RoutingControl";

export const routingControls: InfraPromise = {
  name: "where routing controls turn users each region has one, a record that follows it and its place in what a failover knows; they alone are followed, and a rule keeps one on",
  check: (graph) => {
    const { edge, regions } = configOf(graph);
    const made = ofType(graph, switchType).map(arnOf);
    if (!edge.routingControls) return made.map((arn) => `${arn} is thrown by nobody`);
    const parameter = `${namesIn(graph).platformParameters}/failover`;
    const follows = new Map(
      ofType(graph, "aws:route53/healthCheck:HealthCheck").map((one) => [
        one.id,
        valueIn(one, "routingControlArn"),
      ]),
    );
    const followed = ofType(graph, "aws:route53/record:Record").filter(
      (one) => valueIn(one, "healthCheckId") !== undefined,
    );
    return [
      ...ofType(graph, "aws:ssm/parameter:Parameter")
        .filter(
          (one) => valueIn(one, "name") === parameter && regions.some(({ region }) => region === one.region),
        )
        .flatMap((one) => {
          const routing = at(parsed(valueIn(one, "value")), "routing");
          const known = regions.map(({ region }) => at(routing, `controls.${region}`));
          const endpoints = new Set(listOf(at(routing, "endpoints")).map((each) => at(each, "region")));
          return [
            ...unless(
              new Set(known).size === regions.length && known.every((arn) => made.includes(String(arn))),
              one,
              "knows not each region's routing control",
            ),
            // Two of them may be lost with two regions, and AWS takes one out of service at a time.
            ...unless(endpoints.size === 5, one, `knows ${endpoints.size} endpoints of the cluster's five`),
          ];
        }),
      ...otherwise(followed.length === regions.length, "not each region has a record that is followed"),
      ...followed
        .filter((one) => !made.includes(String(follows.get(String(valueIn(one, "healthCheckId"))))))
        .map((one) => wrong(one, "follows something else than a routing control")),
      ...otherwise(
        ofType(graph, "aws:route53recoverycontrol/safetyRule:SafetyRule").some((one) => {
          const asserted = textsOf(valueIn(one, "assertedControls"));
          const atLeast = Number(valueIn(one, "ruleConfig.threshold"));
          return atLeast >= 1 && made.every((arn) => asserted.includes(arn));
        }),
        "no safety rule keeps one of them on",
      ),
    ];
  },
};

const otherwise = (condition: boolean, what: string): string[] => (condition ? [] : [what]);
