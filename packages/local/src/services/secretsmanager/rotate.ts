import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { invalidRequest } from "./error.ts";
import { attach, current, holderOf, isEmpty, pending, type Secret } from "./secret.ts";

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html */
const steps = ["createSecret", "setSecret", "testSecret", "finishSecret"] as const;

/** Begins a rotation: a version without a value, which the function's four steps fill, try and make current. */
export function rotateSecret(
  world: World,
  region: string,
  secret: Secret,
  input: Input<"secretsmanager", "RotateSecret">,
): Output<"secretsmanager", "RotateSecret"> {
  const { RotationLambdaARN, RotationRules } = input;
  const lambda = RotationLambdaARN ?? secret.rotation?.lambda;
  if (lambda === undefined)
    throw invalidRequest("No Lambda rotation function ARN is associated with this secret.");
  secret.rotation = { ...secret.rotation, lambda, rules: RotationRules ?? secret.rotation?.rules };
  const answer = { ARN: secret.arn, Name: secret.name };
  if (input.RotateImmediately === false) return answer;
  const { ClientRequestToken: token = world.random.uuid() } = input;
  const there = holderOf(secret, pending);
  if (there && there.id !== token && !there.stages.has(current))
    throw invalidRequest("A previous rotation isn't complete. That rotation will be reattempted.");
  if (!secret.versions.has(token)) {
    const created = new Date(world.clock.now());
    const version = { id: token, text: undefined, bytes: undefined, created, stages: new Set<string>() };
    secret.versions.set(token, version);
    attach(secret, pending, version);
  }
  secret.rotation.token = token;
  runRotation(world, region, secret);
  return { ...answer, VersionId: token };
}

/** Calls the function step by step. What it throws ends the rotation, whose version stays pending. */
export function runRotation(world: World, region: string, secret: Secret): void {
  const { rotation } = secret;
  if (rotation?.token === undefined) return;
  const { lambda, token } = rotation;
  world.background(`rotation of ${secret.arn}`, async () => {
    for (const Step of steps) {
      const done = await callStep(world, region, lambda, {
        Step,
        SecretId: secret.arn,
        ClientRequestToken: token,
      });
      if (!done) break;
    }
    const version = secret.versions.get(token);
    if (secret.rotation?.token === token) secret.rotation.token = undefined;
    if (!version?.stages.has(current) || isEmpty(version)) return;
    version.stages.delete(pending);
    if (secret.rotation) secret.rotation.rotated = new Date(world.clock.now());
  });
}

async function callStep(world: World, region: string, lambda: string, event: object): Promise<boolean> {
  const principal = { kind: "service", name: "secretsmanager.amazonaws.com" } as const;
  const input = { FunctionName: lambda, Payload: Buffer.from(JSON.stringify(event)) };
  try {
    const { FunctionError } = await world.call("lambda", "Invoke", input, { region, principal });
    return FunctionError === undefined;
  } catch (error) {
    if (error instanceof AwsError) return false;
    throw error;
  }
}
