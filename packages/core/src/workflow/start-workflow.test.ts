import { expect, test } from "vitest";
import { bindMachine, startedBy } from "./bind-machine.ts";
import { machine } from "./machine.ts";
import { machineStatements } from "./machine-statements.ts";
import { startWorkflow } from "./start-workflow.ts";

const parent = machine({
  StartAt: "Run",
  TimeoutSeconds: 9,
  States: {
    Run: startWorkflow("back-up", {
      name: "{% $run %}",
      with: { what: "{% $what %}" },
      TimeoutSeconds: 8,
      Catch: [],
      End: true,
    }),
  },
});
const arn = "arn:aws:states:eu-west-1:123456789012:stateMachine:signalbox-back-up";
const bound = bindMachine(parent, {
  handler: "arn:aws:lambda:x",
  stateMachine: (name) => arn.replace("back-up", name),
});

test("a machine that starts a workflow names it, and is bound to that workflow's machine", () => {
  expect(startedBy(parent)).toEqual(["back-up"]);
  expect(JSON.parse(bound)).toMatchObject({
    States: {
      Run: { Arguments: { StateMachineArn: arn, Name: "{% $run %}", Input: { what: "{% $what %}" } } },
    },
  });
});

test("it may start that machine, look at its executions and stop them, and keep the rule that tells of their ends", () => {
  expect(machineStatements(JSON.parse(bound))).toEqual([
    { actions: ["states:StartExecution"], resources: [arn] },
    {
      actions: ["states:DescribeExecution", "states:StopExecution"],
      resources: ["arn:aws:states:eu-west-1:123456789012:execution:signalbox-back-up:*"],
    },
    {
      actions: ["events:DescribeRule", "events:PutRule", "events:PutTargets"],
      resources: [
        "arn:aws:events:eu-west-1:123456789012:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule",
      ],
    },
  ]);
});

test("a start is tried again when it did not get through, and never because the execution failed", () => {
  const { Run } = parent.States;
  const names = "Retry" in Run! ? (Run.Retry ?? []).flatMap(({ ErrorEquals }) => ErrorEquals) : [];
  expect(names).toContain("StepFunctions.SdkClientException");
  expect(names).not.toContain("States.TaskFailed");
  expect(names).not.toContain("States.ALL");
});

test("an expression for all of the input is merged with what the console needs", () => {
  const { Arguments } = startWorkflow("look", {
    name: "{% $run %}",
    with: "{% {'run': $run} %}",
    TimeoutSeconds: 8,
    Catch: [],
    End: true,
  });
  expect(Arguments).toMatchObject({
    Input:
      "{% $merge([{'AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID': $states.context.Execution.Id},  {'run': $run} ]) %}",
  });
});
