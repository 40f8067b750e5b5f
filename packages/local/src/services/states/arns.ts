import { AwsError } from "../error.ts";

export const machineArn = (region: string, account: string, name: string): string =>
  `arn:aws:states:${region}:${account}:stateMachine:${name}`;

export const executionArn = (region: string, account: string, machine: string, name: string): string =>
  `arn:aws:states:${region}:${account}:execution:${machine}:${name}`;

/** Of an Express execution; the id tells two of the same name apart. */
export const expressArn = (
  region: string,
  account: string,
  machine: string,
  name: string,
  id: string,
): string => `arn:aws:states:${region}:${account}:express:${machine}:${name}:${id}`;

export const activityArn = (region: string, account: string, name: string): string =>
  `arn:aws:states:${region}:${account}:activity:${name}`;

/** Refuses what is no ARN of Step Functions at all; whether the thing exists is for its registry to say. */
export function checkArn(arn: string | undefined, kind: "stateMachine" | "execution" | "activity"): string {
  if (!arn?.startsWith("arn:")) throw invalid(`Invalid ARN prefix: ${arn ?? ""}`);
  const [, , service, , , type] = arn.split(":");
  if (service !== "states" || type !== kind)
    throw invalid(`Resource type not valid in this context: ${type ?? ""}`);
  return arn;
}

const invalid = (reason: string): AwsError => new AwsError("InvalidArn", `Invalid Arn: '${reason}'`);

/** What AWS does not take in names: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are among what is refused
const forbidden = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]/;

export function checkName(name: string | undefined): string {
  if (name !== undefined && name.length >= 1 && name.length <= 80 && !forbidden.test(name)) return name;
  throw new AwsError("InvalidName", `Invalid Name: '${name ?? ""}'`);
}
