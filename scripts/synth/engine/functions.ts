import { account } from "./place.ts";

type Inputs = Record<string, unknown>;

/** What AWS answers to the provider's functions: look-ups that a program makes. */
export function callFunction(token: string, inputs: Inputs, region: string): Inputs {
  const known = functions[token];
  if (known === undefined)
    throw new Error(`the program calls ${token}: give it an answer in scripts/synth/engine/functions.ts`);
  return {
    id: token,
    ...inputs,
    ...known(inputs, typeof inputs.region === "string" ? inputs.region : region),
  };
}

const functions: Readonly<Record<string, (inputs: Inputs, region: string) => Inputs>> = {
  "aws:index/getRegion:getRegion": (_, region) => ({
    region,
    name: region,
    id: region,
    description: region,
    endpoint: `ec2.${region}.amazonaws.com`,
  }),
  "aws:index/getPartition:getPartition": () => ({
    id: "aws",
    partition: "aws",
    dnsSuffix: "amazonaws.com",
    reverseDnsPrefix: "com.amazonaws",
  }),
  "aws:index/getCallerIdentity:getCallerIdentity": () => ({
    id: account,
    accountId: account,
    arn: `arn:aws:iam::${account}:role/deploy`,
    userId: "AROADEPLOY",
  }),
  "aws:ecr/getAuthorizationToken:getAuthorizationToken": (_, region) => ({
    proxyEndpoint: `https://${account}.dkr.ecr.${region}.amazonaws.com`,
    userName: "AWS",
    password: "password-of-the-registry",
    expiresAt: "2026-01-01T12:00:00Z",
  }),
  "aws:index/getAvailabilityZones:getAvailabilityZones": (_, region) => ({
    names: ["a", "b", "c"].map((zone) => `${region}${zone}`),
    zoneIds: ["1", "2", "3"].map((zone) => `${region}-az${zone}`),
    groupNames: [region],
  }),
  "aws:iam/getPolicyDocument:getPolicyDocument": (inputs) => {
    const json = JSON.stringify(policyDocument(inputs.statements));
    return { json, minifiedJson: json };
  },
  "aws:ec2/getAmi:getAmi": (_, region) => ({
    id: "ami-0123456789abcdef0",
    arn: `arn:aws:ec2:${region}::image/ami-0123456789abcdef0`,
    rootDeviceName: "/dev/xvda",
  }),
  "aws:ssm/getParameter:getParameter": ({ name }, region) => ({
    value: String(name).includes("ami") ? "ami-0123456789abcdef0" : `value-of-${name}`,
    arn: `arn:aws:ssm:${region}::parameter${name}`,
    type: "String",
  }),
  "aws:ec2/getManagedPrefixList:getManagedPrefixList": ({ name }, region) => ({
    id: `pl-${String(name).includes("cloudfront") ? "3b927c52" : "4b927c53"}`,
    arn: `arn:aws:ec2:${region}:aws:prefix-list/pl-3b927c52`,
  }),
  "aws:cloudfront/getCachePolicy:getCachePolicy": ({ name }) => ({ id: managed(cachePolicies, name) }),
  "aws:cloudfront/getOriginRequestPolicy:getOriginRequestPolicy": ({ name }) => ({
    id: managed(originRequestPolicies, name),
  }),
  "aws:cloudfront/getResponseHeadersPolicy:getResponseHeadersPolicy": ({ name }) => ({
    id: managed(responseHeadersPolicies, name),
  }),
  "aws:route53/getZone:getZone": ({ zoneId, name }) => ({
    id: zoneId,
    zoneId: zoneId ?? "Z0000000000000",
    name: name ?? "example.com",
    arn: `arn:aws:route53:::hostedzone/${zoneId}`,
  }),
  "aws:secretsmanager/getRandomPassword:getRandomPassword": ({ passwordLength }) => ({
    randomPassword: "x".repeat(Number(passwordLength ?? 32)),
  }),
  "aws:secretsmanager/getSecretVersion:getSecretVersion": ({ secretId }) => ({
    secretString: JSON.stringify({ username: "webui", password: "x".repeat(32) }),
    arn: secretId,
  }),
  "aws:elb/getServiceAccount:getServiceAccount": () => ({
    id: "127311923021",
    arn: "arn:aws:iam::127311923021:root",
  }),
};

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
const cachePolicies = {
  "Managed-CachingOptimized": "658327ea-f89d-4fab-a63d-7e88639e58f6",
  "Managed-CachingDisabled": "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
};
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
const originRequestPolicies = {
  "Managed-AllViewer": "216adef6-5c7f-47e4-b989-5492eafa07d3",
  "Managed-AllViewerExceptHostHeader": "b689b0a8-53d0-40ab-baf2-68738e2966ac",
};
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
const responseHeadersPolicies = { "Managed-SecurityHeadersPolicy": "67f7725c-6f97-4210-82d7-5512b31e9d03" };

function managed(policies: Readonly<Record<string, string>>, name: unknown): string {
  const id = policies[String(name)];
  if (id === undefined) throw new Error(`no id is known of CloudFront's policy ${name}`);
  return id;
}

interface Given {
  sid?: string;
  effect?: string;
  actions?: string[];
  notActions?: string[];
  resources?: string[];
  notResources?: string[];
  principals?: { type: string; identifiers: string[] }[];
  conditions?: { test: string; variable: string; values: string[] }[];
}

/** As the provider writes it: one entry stands alone, several as a list. */
function policyDocument(statements: unknown): object {
  const given: Given[] = Array.isArray(statements) ? statements : [];
  const some = (list: string[] | undefined) => (list?.length === 1 ? list[0] : list);
  return {
    Version: "2012-10-17",
    Statement: given.map((one) => ({
      Sid: one.sid,
      Effect: one.effect ?? "Allow",
      Principal: one.principals?.some(({ type }) => type === "*")
        ? "*"
        : one.principals &&
          Object.fromEntries(one.principals.map(({ type, identifiers }) => [type, some(identifiers)])),
      Action: some(one.actions),
      NotAction: some(one.notActions),
      Resource: some(one.resources),
      NotResource: some(one.notResources),
      Condition:
        one.conditions &&
        Object.fromEntries(
          Object.entries(Object.groupBy(one.conditions, ({ test }) => test)).map(([test, same = []]) => [
            test,
            Object.fromEntries(same.map(({ variable, values }) => [variable, some(values)])),
          ]),
        ),
    })),
  };
}
