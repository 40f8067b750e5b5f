/// <reference path="../../.sst/platform/config.d.ts" />
import { alarm } from "../../infra/alarm";
import type { Scope } from "../../infra/scope";
import { randomText } from "../../infra/secret";
import { syntheticUser } from "../../infra/synthetic-user";
import type { Identity } from "../layers";
import type { Told } from "./told";

/** Tries that fail in a row before somebody is told. */
const tries = 3;

/**
 * The synthetic user of a region, and the alarm when it cannot log in or chat. None in a stage that is down every night,
 * where it would cry each time.
 */
export function probe(scope: Scope, told: Told, { keyArn, login }: Identity): aws.cloudwatch.MetricAlarm[] {
  const { config, names } = scope;
  if (config.nightShutdown) return [];
  const email = `probe@${config.domain.host}`;
  const { probeMinutes } = config.observability;
  const secondFactor =
    login && config.identity.mfa === "on" ? secondFactorOf(scope, login.userPoolArn) : undefined;
  const { password } = syntheticUser(scope, {
    url: `https://${config.domain.host}`,
    keyArn,
    login: login ? "cognito" : "local",
    email,
    password: randomText(scope, 40),
    ...(secondFactor && { secondFactor }),
    chat: Object.values(config.services).some(({ needs }) => needs.includes("inference")),
    everyMinutes: probeMinutes,
  });
  if (login) cognitoUser(scope, login.userPoolArn, email, password);
  return [
    alarm(scope, "ProbeFailed", {
      thing: "probe-failed",
      description: `The synthetic user could not log in or chat ${tries} times in a row. The canary ${names.probe} says which step and why; try it yourself, then look at Cognito, the dashboards platform and inference.`,
      namespace: "CloudWatchSynthetics",
      metricName: "SuccessPercent",
      dimensions: { CanaryName: names.probe },
      statistic: "Average",
      period: 60 * probeMinutes,
      evaluationPeriods: tries,
      comparisonOperator: "LessThanThreshold",
      threshold: 100,
      // A probe that does not run says nothing good.
      missing: "breaching",
      topicArn: told.alarms,
    }),
  ];
}

/** In the pool of the region. Without Cognito somebody signs it up once with what the secret says. */
function cognitoUser(
  scope: Scope,
  userPoolArn: $util.Output<string>,
  email: string,
  password: $util.Output<string>,
) {
  const userPoolId = poolIdOf(userPoolArn);
  const user = new aws.cognito.User(
    scope.id("ProbeUser"),
    {
      userPoolId,
      username: email,
      password: $util.secret(password),
      attributes: { email, email_verified: "true", name: "Synthetic user" },
      messageAction: "SUPPRESS",
    },
    // The secret's first value is the password, whatever is added to it later.
    scope.options({ ignoreChanges: ["password"] }),
  );
  new aws.cognito.UserInGroup(
    scope.id("ProbeUserGroup"),
    { userPoolId, groupName: "Users", username: user.username },
    scope.options(),
  );
}

/** A client of its own: through the users' nobody may log in by password alone. */
function secondFactorOf(scope: Scope, userPoolArn: $util.Output<string>) {
  const userPoolId = poolIdOf(userPoolArn);
  const { id: clientId } = new aws.cognito.UserPoolClient(
    scope.id("ProbeClient"),
    {
      name: scope.names.probe,
      userPoolId,
      explicitAuthFlows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      preventUserExistenceErrors: "ENABLED",
    },
    scope.options(),
  );
  return { userPoolArn, userPoolId, clientId };
}

const poolIdOf = (userPoolArn: $util.Output<string>): $util.Output<string> =>
  userPoolArn.apply((arn) => arn.slice(arn.lastIndexOf("/") + 1));
