import type { InfraPromise } from "../promise.ts";
import { ofType, unless, valueIn, wrong } from "../view/resources.ts";
import { at, listOf, parsed } from "../view/values.ts";

export const logRetention: InfraPromise = {
  name: "every log group forgets on time, and everything that writes logs has its group",
  check: (graph) => {
    const groups = ofType(graph, "aws:cloudwatch/logGroup:LogGroup");
    const has = (region: string, name: unknown) =>
      groups.some((group) => group.region === region && valueIn(group, "name") === name);
    return [
      ...groups.flatMap((group) =>
        unless(Number(valueIn(group, "retentionInDays")) > 0, group, "forgets nothing"),
      ),
      ...ofType(graph, "aws:lambda/function:Function").flatMap((one) => {
        const name = valueIn(one, "loggingConfig.logGroup") ?? `/aws/lambda/${valueIn(one, "name")}`;
        return unless(has(one.region, name), one, `writes to ${name}, which ${one.region} has not`);
      }),
      ...ofType(graph, "aws:sfn/stateMachine:StateMachine").flatMap((machine) => {
        const name = /log-group:(.+?)(:\*)?$/.exec(
          String(valueIn(machine, "loggingConfiguration.logDestination")),
        )?.[1];
        return unless(has(machine.region, name), machine, "writes no log");
      }),
      ...ofType(graph, "aws:ecs/taskDefinition:TaskDefinition").flatMap((task) =>
        listOf(parsed(valueIn(task, "containerDefinitions")))
          .map((container) => at(container, "logConfiguration.options.awslogs-group"))
          .filter((name) => !has(task.region, name))
          .map((name) => wrong(task, `has a container that writes to ${name}, which ${task.region} has not`)),
      ),
    ];
  },
};
