import { bindMachine } from "@signalbox/core/workflow/bind-machine";
import { release } from "@signalbox/functions/workflows/release/workflow";
import { describe, expect, test } from "vitest";
import { account, elb, region, resource, translated } from "./graph.fixture.ts";

const balancerArn = elb("loadbalancer/app/b/0123456789abcdef");
const balancer = resource(
  "aws:lb/loadBalancer:LoadBalancer",
  "Balancer",
  { name: "b", subnets: ["subnet-1", "subnet-2"], securityGroups: ["sg-1"], idleTimeout: 400 },
  { outputs: { arn: balancerArn, dnsName: "b-12345.us-east-1.elb.amazonaws.com" } },
);
const listenerOf = (name: string, port: number, protocol: string, action: object) =>
  resource(
    "aws:lb/listener:Listener",
    name,
    { loadBalancerArn: balancerArn, port, protocol, defaultActions: [action], sslPolicy: "p" },
    { outputs: { arn: elb(`listener/app/b/0123456789abcdef/${name.toLowerCase()}`) } },
  );
const nothing = { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "404" } };
const toTls = { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } };

const calls = (...resources: Parameters<typeof translated>) =>
  translated(...resources).entries.map(({ call }) => call);

describe("every resource is translated or left out on purpose", () => {
  test("a type that nobody has thought of is named", () => {
    expect(() => translated(resource("aws:ecs/taskSet:TaskSet", "Odd", {}))).toThrow(
      "nothing says what becomes of aws:ecs/taskSet:TaskSet (Odd) on the laptop",
    );
  });

  test("a property that nobody has thought of is named with its resource", () => {
    const table = {
      name: "t",
      billingMode: "PAY_PER_REQUEST",
      hashKey: "pk",
      attributes: [{ name: "pk", type: "S" }],
      globalSecondaryIndexes: [{ name: "byTime" }],
    };
    expect(() => translated(resource("aws:dynamodb/table:Table", "Ledger", table))).toThrow(
      /aws:dynamodb\/table:Table Ledger:[\s\S]*globalSecondaryIndexes/,
    );
  });

  test("two resources of one name are refused, since references go by name", () => {
    const topic = resource("aws:sns/topic:Topic", "Reports", { name: "r" });
    const queue = resource("aws:sqs/queue:Queue", "Reports", { name: "r" });
    expect(() => translated(topic, queue)).toThrow("two resources are named Reports");
  });

  test("what the local cloud cannot have, and what Pulumi does for itself, becomes nothing", () => {
    const resources = [
      resource("aws:ec2/vpc:Vpc", "Vpc", { cidrBlock: "10.0.0.0/16" }),
      resource("aws:sqs/queuePolicy:QueuePolicy", "QueuePolicy", {}),
      resource("pulumi:providers:aws", "Provider", {}),
    ];
    expect(translated(...resources).entries).toEqual([]);
  });
});

describe("what AWS makes up becomes a reference to what the call will answer", () => {
  const targetGroupArn = elb("targetgroup/t/fedcba9876543210");
  const targets = resource(
    "aws:lb/targetGroup:TargetGroup",
    "Targets",
    {
      name: "t",
      port: 8080,
      protocol: "HTTP",
      targetType: "ip",
      vpcId: "vpc-1",
      deregistrationDelay: 300,
      healthCheck: { path: "/ready", matcher: "200-299", interval: 30 },
    },
    { outputs: { arn: targetGroupArn } },
  );

  test("in a listener, which is made after its load balancer", () => {
    const made = calls(listenerOf("Listener", 443, "HTTPS", nothing), balancer);
    expect(made.map((call) => call?.operation)).toEqual([
      "CreateLoadBalancer",
      "ModifyLoadBalancerAttributes",
      "CreateListener",
    ]);
    expect(made[2]?.input.LoadBalancerArn).toBe("${Balancer.arn}");
  });

  test("in a rule, the longest text first: a listener's ARN holds its load balancer's", () => {
    const listener = listenerOf("Listener", 443, "HTTPS", nothing);
    const rule = resource(
      "aws:lb/listenerRule:ListenerRule",
      "Rule",
      {
        listenerArn: listener.outputs.arn,
        priority: 10,
        conditions: [{ pathPattern: { values: ["/*"] } }],
        actions: [{ type: "forward", forward: { targetGroups: [{ arn: targetGroupArn, weight: 100 }] } }],
      },
      { outputs: { arn: elb("listener-rule/app/b/0123456789abcdef/listener/77") } },
    );
    expect(calls(balancer, targets, listener, rule).at(-1)).toEqual({
      region,
      service: "elasticloadbalancing",
      operation: "CreateRule",
      input: {
        ListenerArn: "${Listener.arn}",
        Priority: 10,
        Conditions: [{ Field: "path-pattern", PathPatternConfig: { Values: ["/*"] } }],
        Actions: [
          {
            Type: "forward",
            ForwardConfig: { TargetGroups: [{ TargetGroupArn: "${Targets.arn}", Weight: 100 }] },
          },
        ],
      },
    });
  });

  test("in an alarm's dimensions, which have the end of an ARN alone", () => {
    const alarm = resource("aws:cloudwatch/metricAlarm:MetricAlarm", "Alarm", {
      name: "a",
      namespace: "AWS/ApplicationELB",
      metricName: "HTTPCode_Target_5XX_Count",
      dimensions: {
        LoadBalancer: "app/b/0123456789abcdef",
        TargetGroup: "targetgroup/t/fedcba9876543210",
      },
      statistic: "Sum",
      period: 60,
      evaluationPeriods: 1,
      threshold: 5,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      treatMissingData: "notBreaching",
    });
    expect(calls(balancer, targets, alarm).at(-1)?.input.Dimensions).toEqual([
      { Name: "LoadBalancer", Value: "${Balancer.arnSuffix}" },
      { Name: "TargetGroup", Value: "${Targets.arnSuffix}" },
    ]);
  });
});

test("an alarm on the synthetic user is left out, since nobody plays him here and silence would be a failure", () => {
  const alarm = resource("aws:cloudwatch/metricAlarm:MetricAlarm", "Alarm", {
    name: "probe-failed",
    namespace: "CloudWatchSynthetics",
    metricName: "SuccessPercent",
    dimensions: { CanaryName: "probe" },
    statistic: "Average",
    period: 300,
    evaluationPeriods: 3,
    threshold: 100,
    comparisonOperator: "LessThanThreshold",
    treatMissingData: "breaching",
  });
  const above = resource("aws:cloudwatch/compositeAlarm:CompositeAlarm", "Above", {
    alarmName: "unwell",
    alarmRule: 'ALARM("slow") OR ALARM("probe-failed")',
  });
  expect(calls(alarm, above).map((call) => call?.input.AlarmRule)).toEqual(['ALARM("slow") OR FALSE']);
});

describe("without certificates", () => {
  const listeners = calls(
    balancer,
    listenerOf("Listener", 443, "HTTPS", nothing),
    listenerOf("Preview", 8443, "HTTPS", nothing),
    listenerOf("Redirect", 80, "HTTP", toTls),
  ).filter((call) => call?.operation === "CreateListener");

  test("443 is plain HTTP on 80, any other port plain HTTP where it is, and a redirect to TLS is left out", () => {
    expect(listeners.map((call) => [call?.input.Protocol, call?.input.Port])).toEqual([
      ["HTTP", 80],
      ["HTTP", 8443],
    ]);
  });
});

describe("a role", () => {
  const trust = (service: string) =>
    JSON.stringify({
      Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }],
    });
  const policy = (action: string, more: object = {}) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: action, Resource: ["*"], ...more }],
    });
  const role = resource("aws:iam/role:Role", "Role", {
    name: "r",
    assumeRolePolicy: trust("lambda.amazonaws.com"),
    inlinePolicies: [{ name: "one", policy: policy("ecs:ListTasks") }],
  });

  test("has its own policies, those put into it and those attached to it", () => {
    const policyArn = `arn:aws:iam::${account}:policy/p`;
    const document = translated(
      role,
      resource("aws:iam/rolePolicy:RolePolicy", "Two", { role: "r", policy: policy("ecs:StopTask") }),
      resource(
        "aws:iam/policy:Policy",
        "Three",
        { name: "p", policy: policy("ecs:RunTask") },
        { outputs: { arn: policyArn } },
      ),
      resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "At", { role: "r", policyArn }),
    );
    expect(document.entries).toEqual([
      {
        id: "Role",
        role: {
          arn: `arn:aws:iam::${account}:role/r`,
          statements: ["ecs:ListTasks", "ecs:StopTask", "ecs:RunTask"].map((action) => ({
            actions: [action],
            resources: ["*"],
          })),
        },
      },
    ]);
  });

  test("of a service that calls nothing here is left out", () => {
    const inputs = { ...role.inputs, assumeRolePolicy: trust("ecs-tasks.amazonaws.com") };
    expect(translated({ ...role, inputs }).entries).toEqual([]);
  });

  test("with a statement that denies is refused, since the local cloud knows none", () => {
    const inlinePolicies = [{ policy: policy("ecs:ListTasks", { Effect: "Deny" }) }];
    expect(() => translated({ ...role, inputs: { ...role.inputs, inlinePolicies } })).toThrow(
      /role Role:[\s\S]*Effect/,
    );
  });
});

describe("Lambdas and state machines name their entry of the registry", () => {
  const definition = bindMachine(release.machine, {
    handler: `arn:aws:lambda:${region}:${account}:function:signalbox-development-release`,
    stateMachine: (name) => `arn:aws:states:${region}:${account}:stateMachine:signalbox-development-${name}`,
  });
  const machine = (text: string) =>
    resource("aws:sfn/stateMachine:StateMachine", "Machine", {
      name: "signalbox-development-release",
      definition: text,
      roleArn: "arn:role",
    });
  const lambda = (name: string) =>
    resource("aws:lambda/function:Function", "Lambda", {
      name,
      role: "arn:role",
      timeout: 60,
      environment: { variables: { A: "1" } },
    });

  test("a Lambda with its settings", () => {
    expect(translated(lambda("signalbox-development-release")).entries).toEqual([
      {
        id: "Lambda",
        function: {
          region,
          name: "signalbox-development-release",
          registry: "release",
          roleArn: "arn:role",
          timeoutSeconds: 60,
          memoryMb: 128,
          environment: { A: "1" },
        },
      },
    ]);
  });

  test("a Lambda that is not of the registry is left out", () => {
    expect(translated(lambda("signalbox-development-rotation")).entries).toEqual([]);
  });

  test("a machine that is the registry's", () => {
    expect(translated(machine(definition)).entries).toMatchObject([{ machine: { registry: "release" } }]);
  });

  test("a machine that is not the registry's is refused", () => {
    const other = JSON.stringify({ ...JSON.parse(definition), TimeoutSeconds: 1 });
    expect(() => translated(machine(other))).toThrow("not the machine of workflow release");
  });
});

test("a task definition keeps the container that serves, and leaves its collector out", () => {
  const container = {
    name: "web",
    image: "i:1",
    portMappings: [{ containerPort: 8080, appProtocol: "http" }],
  };
  const inputs = {
    family: "f",
    cpu: "256",
    memory: "512",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    executionRoleArn: "arn:e",
    containerDefinitions: JSON.stringify([{ name: "collector", image: "c:1", sysctl: {} }, container]),
  };
  const outputs = { arn: `arn:aws:ecs:${region}:${account}:task-definition/f:1` };
  const [call] = calls(resource("aws:ecs/taskDefinition:TaskDefinition", "Task", inputs, { outputs }));
  expect(call?.input.containerDefinitions).toEqual([
    { name: "web", image: "i:1", essential: true, portMappings: [{ containerPort: 8080, protocol: "tcp" }] },
  ]);
});

test("of one type, what others depend on is made first", () => {
  const composite = (name: string, dependencies: string[]) =>
    resource(
      "aws:cloudwatch/compositeAlarm:CompositeAlarm",
      name,
      { alarmName: name, alarmRule: "TRUE" },
      { dependencies },
    );
  const below = composite("Below", []);
  const above = composite("Above", [below.urn]);
  expect(translated(above, below).entries.map(({ id }) => id)).toEqual(["Below", "Above"]);
});
