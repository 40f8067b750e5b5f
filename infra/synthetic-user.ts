/// <reference path="../.sst/platform/config.d.ts" />
import { logGroup } from "./log-group";
import { privateBucket } from "./private-bucket";
import type { Scope } from "./scope";
import { secret } from "./secret";
import { serviceRole } from "./service-role";

/** Node 22 and Chromium. AWS retires a runtime about a year after the next has come; it says so by e-mail. */
const runtime = "syn-nodejs-puppeteer-17.0";

export interface SyntheticUserArgs {
  readonly url: string;
  readonly keyArn: $util.Input<string>;
  readonly login: "cognito" | "local";
  readonly email: string;
  /** Of the first deployment; the secret keeps it. */
  readonly password: $util.Input<string>;
  /** A pool that wants a second factor of everybody, and a client through which the first run sets it up. */
  readonly secondFactor?: {
    readonly userPoolArn: $util.Input<string>;
    readonly userPoolId: $util.Input<string>;
    readonly clientId: $util.Input<string>;
  };
  /** Whether it also asks a model. */
  readonly chat: boolean;
  readonly everyMinutes: number;
}

/**
 * A user who logs in and chats every few minutes, from outside and through everything that users go through. A canary of
 * CloudWatch Synthetics and not a Lambda of ours: Cognito's login is a page of JavaScript, which only a browser passes.
 */
export function syntheticUser(scope: Scope, args: SyntheticUserArgs) {
  const { names, region } = scope;
  const { secondFactor } = args;
  const credentials = secret(scope, {
    thing: "probe",
    description: `Credentials of the synthetic user ${args.email}`,
    keyArn: args.keyArn,
    value: $jsonStringify({ email: args.email, password: args.password }),
    once: true,
  });
  const { bucket } = privateBucket(scope, "ProbeBucket", {
    thing: "probe",
    keyArn: args.keyArn,
    noncurrentDays: 30,
  });
  const script = new aws.s3.BucketObjectv2(
    scope.id("ProbeScript"),
    {
      bucket: bucket.id,
      key: "script.zip",
      // Synthetics looks for modules there and nowhere else.
      source: new $util.asset.AssetArchive({
        "nodejs/node_modules/canary.js": probeFile("canary.cjs"),
        "nodejs/node_modules/second-factor.cjs": probeFile("second-factor.cjs"),
        "nodejs/node_modules/synthetic-user.cjs": probeFile("synthetic-user.cjs"),
      }),
    },
    scope.options(),
  );
  const role = serviceRole(scope, "probe", "lambda.amazonaws.com", [
    { Action: ["s3:PutObject", "s3:GetObject"], Resource: [$interpolate`${bucket.arn}/*`] },
    { Action: ["s3:GetBucketLocation"], Resource: [bucket.arn] },
    { Action: ["secretsmanager:GetSecretValue"], Resource: [credentials.arn] },
    { Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: [args.keyArn] },
    ...(secondFactor
      ? [
          { Action: ["secretsmanager:PutSecretValue"], Resource: [credentials.arn] },
          {
            Action: ["cognito-idp:AdminInitiateAuth", "cognito-idp:AdminRespondToAuthChallenge"],
            Resource: [secondFactor.userPoolArn],
          },
        ]
      : []),
    {
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: [
        $interpolate`arn:aws:logs:${region.region}:${scope.account}:log-group:/aws/lambda/cwsyn-${names.probe}-*`,
      ],
    },
    // Neither of these two takes a resource in IAM.
    {
      Action: ["cloudwatch:PutMetricData"],
      Resource: ["*"],
      Condition: { StringEquals: { "cloudwatch:namespace": "CloudWatchSynthetics" } },
    },
    { Action: ["s3:ListAllMyBuckets", "xray:PutTraceSegments"], Resource: ["*"] },
  ]);
  const canary = new aws.synthetics.Canary(
    scope.id("Probe"),
    {
      name: names.probe,
      runtimeVersion: runtime,
      handler: "canary.handler",
      s3Bucket: bucket.id,
      s3Key: script.key,
      s3Version: script.versionId,
      executionRoleArn: role.arn,
      artifactS3Location: $interpolate`s3://${bucket.id}/runs`,
      artifactConfig: { s3Encryption: { encryptionMode: "SSE_KMS", kmsKeyArn: args.keyArn } },
      schedule: { expression: `rate(${args.everyMinutes} minute${args.everyMinutes === 1 ? "" : "s"})` },
      runConfig: {
        timeoutInSeconds: Math.min(60 * args.everyMinutes, 180),
        activeTracing: true,
        environmentVariables: {
          URL: args.url,
          LOGIN: args.login,
          SECRET_ARN: credentials.arn,
          CHAT: String(args.chat),
          ...(secondFactor && {
            USER_POOL_ID: secondFactor.userPoolId,
            CLIENT_ID: secondFactor.clientId,
          }),
        },
      },
      startCanary: true,
      deleteLambda: true,
      successRetentionPeriod: 7,
      failureRetentionPeriod: 31,
    },
    scope.options(),
  );
  // Synthetics names the Lambda's log after an id that it makes up; the role creates no group, so this one comes first.
  logGroup(scope, "ProbeLogs", {
    name: canary.engineArn.apply((arn) => `/aws/lambda/${arn.split(":")[6] ?? names.probe}`),
    keyArn: args.keyArn,
  });
  return { canary, password: credentials.value.apply((text) => String(JSON.parse(text).password)) };
}

const probeFile = (name: string) => new $util.asset.FileAsset(`${$cli.paths.root}/infra/probe/${name}`);
