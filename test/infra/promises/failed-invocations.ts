import type { InfraPromise } from "../promise.ts";
import { arnOf, ofType, valueIn, wrong } from "../view/resources.ts";

/**
 * EventBridge, Scheduler and SNS hand an event over and are done: their dead-letter queues never see the failure of the
 * function itself. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export const failedInvocations: InfraPromise = {
  name: "a function that events invoke keeps the event that it failed on",
  check: (graph) => {
    const invoked = new Set([
      ...ofType(graph, "aws:cloudwatch/eventTarget:EventTarget").map((target) => valueIn(target, "arn")),
      ...ofType(graph, "aws:scheduler/schedule:Schedule").map((schedule) => valueIn(schedule, "target.arn")),
      ...ofType(graph, "aws:sns/topicSubscription:TopicSubscription").map((one) => valueIn(one, "endpoint")),
    ]);
    const configured = new Set(
      ofType(graph, "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig")
        .filter((config) => valueIn(config, "destinationConfig.onFailure.destination") !== undefined)
        .map((config) => `${config.region} ${valueIn(config, "functionName")}`),
    );
    return ofType(graph, "aws:lambda/function:Function")
      .filter((one) => invoked.has(arnOf(one)))
      .filter((one) => valueIn(one, "deadLetterConfig.targetArn") === undefined)
      .filter((one) => ![one.id, arnOf(one)].some((name) => configured.has(`${one.region} ${name}`)))
      .map((one) => wrong(one, "is invoked by events and has nowhere to leave one that it fails on"));
  },
};
