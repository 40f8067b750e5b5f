import type { Made, Table } from "../made.ts";

const same = (service: string, kind: string) => (made: Made) => {
  const arn = made.arn(service, `${kind}${made.named()}`);
  return { id: arn, arn };
};
const byName =
  (service: string, kind: string, key = "name") =>
  (made: Made) => ({
    id: made.named(key),
    arn: made.arn(service, `${kind}${made.named(key)}`),
  });

export const operations: Table = {
  "aws:sfn/stateMachine:StateMachine": (made) => {
    const arn = made.arn("states", `stateMachine:${made.named()}`);
    return { id: arn, arn, stateMachineVersionArn: `${arn}:1`, revisionId: made.uuid() };
  },
  "aws:sfn/activity:Activity": same("states", "activity:"),
  "aws:cloudwatch/eventBus:EventBus": byName("events", "event-bus/"),
  "aws:cloudwatch/eventRule:EventRule": (made) => {
    const bus =
      typeof made.inputs.eventBusName === "string" ? made.inputs.eventBusName.split("/").at(-1) : "default";
    const place = bus === "default" ? "" : `${bus}/`;
    return { id: `${place}${made.named()}`, arn: made.arn("events", `rule/${place}${made.named()}`) };
  },
  "aws:cloudwatch/eventTarget:EventTarget": (made) => {
    const targetId =
      typeof made.inputs.targetId === "string" ? made.inputs.targetId : `${made.logical}-${made.hex(7)}`;
    return { id: `${made.text("rule")}-${targetId}`, targetId };
  },
  "aws:cloudwatch/eventArchive:EventArchive": byName("events", "archive/"),
  "aws:cloudwatch/eventBusPolicy:EventBusPolicy": (made) => ({
    id: String(made.inputs.eventBusName ?? "default"),
  }),
  "aws:scheduler/schedule:Schedule": (made) => {
    const group = typeof made.inputs.groupName === "string" ? made.inputs.groupName : "default";
    return {
      id: `${group}/${made.named()}`,
      groupName: group,
      arn: made.arn("scheduler", `schedule/${group}/${made.named()}`),
    };
  },
  "aws:scheduler/scheduleGroup:ScheduleGroup": byName("scheduler", "schedule-group/"),
  "aws:pipes/pipe:Pipe": byName("pipes", "pipe/"),
  "aws:cloudwatch/logGroup:LogGroup": byName("logs", "log-group:"),
  "aws:cloudwatch/logStream:LogStream": (made) => ({
    id: made.named(),
    arn: made.arn("logs", `log-group:${made.text("logGroupName")}:log-stream:${made.named()}`),
  }),
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": (made) => ({ id: made.named() }),
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": (made) => ({ id: made.named("policyName") }),
  "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": (made) => ({ id: made.named() }),
  "aws:cloudwatch/logDeliverySource:LogDeliverySource": byName("logs", "delivery-source:"),
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": byName("logs", "delivery-destination:"),
  "aws:cloudwatch/logDelivery:LogDelivery": (made) => {
    const id = made.word(16);
    return { id, arn: made.arn("logs", `delivery:${id}`) };
  },
  "aws:cloudwatch/queryDefinition:QueryDefinition": (made) => ({
    id: made.uuid(),
    queryDefinitionId: made.uuid(),
  }),
  "aws:cloudwatch/metricAlarm:MetricAlarm": byName("cloudwatch", "alarm:"),
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": byName("cloudwatch", "alarm:", "alarmName"),
  "aws:cloudwatch/dashboard:Dashboard": (made) => ({
    id: made.text("dashboardName"),
    dashboardArn: made.globalArn("cloudwatch", `dashboard/${made.text("dashboardName")}`),
  }),
  "aws:synthetics/canary:Canary": (made) => ({
    id: made.named(),
    arn: made.arn("synthetics", `canary:${made.named()}`),
    engineArn: made.arn("lambda", `function:cwsyn-${made.named()}-${made.uuid()}:1`),
    sourceLocationArn: made.arn("lambda", `layer:cwsyn-${made.named()}-${made.uuid()}:1`),
    status: "RUNNING",
  }),
  "aws:sns/topic:Topic": (made) => {
    const arn = made.arn("sns", made.named());
    return { id: arn, arn, owner: made.account };
  },
  "aws:sns/topicSubscription:TopicSubscription": (made) => {
    const arn = `${made.text("topic")}:${made.uuid()}`;
    return { id: arn, arn, ownerId: made.account };
  },
  "aws:sns/topicPolicy:TopicPolicy": (made) => ({ id: made.text("arn"), owner: made.account }),
  "aws:sqs/queue:Queue": (made) => {
    const url = `https://sqs.${made.region}.amazonaws.com/${made.account}/${made.named()}`;
    return { id: url, url, arn: made.arn("sqs", made.named()) };
  },
  "aws:sqs/queuePolicy:QueuePolicy": (made) => ({ id: made.text("queueUrl") }),
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": (made) => ({ id: made.text("queueUrl") }),
  "aws:ssm/parameter:Parameter": (made) => ({
    id: made.named(),
    arn: made.arn("ssm", `parameter/${made.named().replace(/^\//, "")}`),
    version: 1,
  }),
  "aws:ssm/document:Document": byName("ssm", "document/"),
};
