import fc from "fast-check";

/** Documents within requests: event patterns, events and state machines, broken in one or a few places. */

const machine = {
  QueryLanguage: "JSONata",
  StartAt: "Choose",
  TimeoutSeconds: 60,
  States: {
    Choose: {
      Type: "Choice",
      Choices: [{ Condition: "{% $states.input.n > 1 %}", Assign: { n: 1 }, Next: "Each" }],
      Default: "Wait",
    },
    Wait: { Type: "Wait", Seconds: 1, Next: "Call" },
    Call: {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Arguments: { FunctionName: "thing", Payload: "{% $states.input %}" },
      Retry: [{ ErrorEquals: ["States.ALL"], IntervalSeconds: 1, MaxAttempts: 2, BackoffRate: 2 }],
      Catch: [{ ErrorEquals: ["States.ALL"], Next: "Fail", Output: "{% $states.errorOutput %}" }],
      TimeoutSeconds: 5,
      Next: "Both",
    },
    Each: {
      Type: "Map",
      Items: "{% $states.input.items %}",
      MaxConcurrency: 2,
      ItemProcessor: {
        StartAt: "P",
        States: { P: { Type: "Pass", Output: "{% $states.input %}", End: true } },
      },
      Next: "Both",
    },
    Both: {
      Type: "Parallel",
      Branches: [{ StartAt: "A", States: { A: { Type: "Succeed" } } }],
      Assign: { both: "{% $states.result[0] %}" },
      Next: "Done",
    },
    Fail: { Type: "Fail", Error: "Broken", Cause: "{% 'x' %}" },
    Done: { Type: "Succeed", Output: "{% $both %}" },
  },
};

const pathMachine = {
  StartAt: "Read",
  States: {
    Read: {
      Type: "Task",
      Resource: "arn:aws:states:::aws-sdk:dynamodb:getItem",
      InputPath: "$.a[0:2]",
      Parameters: { TableName: "thing", Key: { id: { "S.$": "States.Format('{}', $.id)" } } },
      ResultSelector: { "n.$": "$.Item.n", "all.$": "$..*", "some.$": "$.list[?(@.n > 1)]" },
      ResultPath: "$.read",
      OutputPath: "$.read",
      TimeoutSecondsPath: "$.t",
      Catch: [{ ErrorEquals: ["States.TaskFailed"], ResultPath: "$.error", Next: "Is" }],
      Next: "Is",
    },
    Is: {
      Type: "Choice",
      Choices: [
        {
          And: [{ Variable: "$.n", IsPresent: true }, { Not: { Variable: "$.n", NumericLessThan: 1 } }],
          Next: "Each",
        },
        { Variable: "$.at", TimestampGreaterThanPath: "$.then", Next: "Each" },
      ],
      Default: "Stop",
    },
    Each: {
      Type: "Map",
      ItemsPath: "$.items",
      ItemSelector: { "value.$": "$$.Map.Item.Value", "sum.$": "States.MathAdd($.n, 1)" },
      ItemProcessor: { StartAt: "W", States: { W: { Type: "Wait", SecondsPath: "$.sum", End: true } } },
      ResultPath: null,
      End: true,
    },
    Stop: { Type: "Fail", ErrorPath: "$.error.Error", CausePath: "States.JsonToString($)" },
  },
};

const pattern = {
  source: ["aws.ecr", { prefix: "a" }, { "anything-but": { suffix: "z" } }, { wildcard: "a*b" }],
  detail: {
    n: [{ numeric: [">", 0, "<=", 5] }, { exists: true }],
    ip: [{ cidr: "10.0.0.0/8" }],
    name: [{ "equals-ignore-case": "X" }, null],
    $or: [{ a: [1] }, { b: [{ exists: false }] }],
  },
};

const anything = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    "",
    0,
    -1,
    1e300,
    [],
    {},
    true,
    "{% $ %}",
    "{% $x := %}",
    "$.a.b[*]",
    "States.ALL",
    "States.Array($, ",
    "$$.Execution.Id",
  ),
  fc.constantFrom<unknown>(
    "{% $eval('1') %}",
    "{% $states.context.x.y.z %}",
    "{% [1..5] %}",
    "{%%}",
    "{% ( %}",
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Paths to every node of a JSON document. */
function paths(value: unknown, at: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, item]) => paths(item, [...at, key]))];
}

function broken(document: object): fc.Arbitrary<unknown> {
  const all = paths(document).filter((path) => path.length > 0);
  const change = fc.tuple(fc.constantFrom(...all), fc.constantFrom("replace", "remove", "rename"), anything);
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
    const copy: unknown = structuredClone(document);
    for (const [path, how, value] of changes) {
      const key = path.at(-1) ?? "";
      const parent = path.slice(0, -1).reduce<unknown>(inside, copy);
      if (typeof parent !== "object" || parent === null) continue;
      const old: unknown = Reflect.get(parent, key);
      if (how === "replace") Reflect.set(parent, key, structuredClone(value));
      else Reflect.deleteProperty(parent, key);
      if (how === "rename") Reflect.set(parent, `${key}s`, old);
    }
    return copy;
  });
}

const inside = (node: unknown, key: string): unknown =>
  typeof node === "object" && node !== null ? Reflect.get(node, key) : undefined;

/** Mostly broken within JSON, sometimes cut off so that it is none. */
const text = (document: object): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 9, arbitrary: broken(document).map((value) => JSON.stringify(value) ?? "") },
    { weight: 1, arbitrary: fc.nat(200).map((length) => JSON.stringify(document).slice(0, length)) },
  );

const anyMachine = fc.oneof(text(machine), text(pathMachine));

const role = "arn:aws:iam::123456789012:role/thing";
const event = {
  Source: "shop",
  DetailType: "Order",
  Detail: '{"n":1}',
  Time: 1_767_225_600,
  Resources: ["a"],
  EventBusName: "default",
};
const awsEvent = JSON.stringify({
  id: "1",
  "detail-type": "Order",
  source: "shop",
  account: "123456789012",
  time: "2026-01-01T00:00:00Z",
  region: "us-east-1",
  resources: [],
  detail: { n: 1 },
});

interface Document {
  readonly target: string;
  readonly input: unknown;
}

const states = "AWSStepFunctions";
const events = "AWSEvents";

/** Calls in JSON whose document is broken. */
export const anyDocument: fc.Arbitrary<Document> = fc.oneof(
  anyMachine.map((definition) => ({
    target: `${states}.ValidateStateMachineDefinition`,
    input: { definition },
  })),
  fc.tuple(anyMachine, fc.nat(99)).map(([definition, n]) => ({
    target: `${states}.CreateStateMachine`,
    input: { name: `machine-${n}`, roleArn: role, definition },
  })),
  fc.tuple(anything, fc.nat(99)).map(([value, n]) => ({
    target: `${states}.StartExecution`,
    input: {
      stateMachineArn: `arn:aws:states:us-east-1:123456789012:stateMachine:machine-${n}`,
      input: JSON.stringify(value) ?? "{",
    },
  })),
  text(pattern).map((EventPattern) => ({
    target: `${events}.TestEventPattern`,
    input: { EventPattern, Event: awsEvent },
  })),
  text(JSON.parse(awsEvent)).map((Event) => ({
    target: `${events}.TestEventPattern`,
    input: { EventPattern: JSON.stringify(pattern), Event },
  })),
  fc.tuple(text(pattern), fc.nat(20)).map(([EventPattern, n]) => ({
    target: `${events}.PutRule`,
    input: { Name: `rule-${n}`, EventPattern },
  })),
  fc
    .array(broken(event), { maxLength: 12 })
    .map((Entries) => ({ target: `${events}.PutEvents`, input: { Entries } })),
);
