import type { Made, Table } from "../made.ts";

const path = (made: Made) => (typeof made.inputs.path === "string" ? made.inputs.path : "/");

/** A key's replicas share its id, which begins with `mrk-`. */
const key = (made: Made) => {
  const keyId =
    made.inputs.primaryKeyArn !== undefined
      ? made.text("primaryKeyArn").split("/").at(-1)
      : made.inputs.multiRegion === true
        ? `mrk-${made.hex(32)}`
        : made.uuid();
  return { id: keyId, keyId, arn: made.arn("kms", `key/${keyId}`) };
};

export const identity: Table = {
  "aws:iam/role:Role": (made) => ({
    id: made.named(),
    name: made.named(),
    arn: made.globalArn("iam", `role${path(made)}${made.named()}`),
    uniqueId: `AROA${made.hex(17).toUpperCase()}`,
  }),
  "aws:iam/policy:Policy": (made) => {
    const arn = made.globalArn("iam", `policy${path(made)}${made.named()}`);
    return { id: arn, arn, policyId: `ANPA${made.hex(17).toUpperCase()}` };
  },
  "aws:iam/rolePolicy:RolePolicy": (made) => ({ id: `${made.text("role")}:${made.named()}` }),
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": (made) => ({
    id: `${made.text("role")}-${made.hex(26)}`,
  }),
  "aws:iam/instanceProfile:InstanceProfile": (made) => ({
    id: made.named(),
    arn: made.globalArn("iam", `instance-profile${path(made)}${made.named()}`),
    uniqueId: `AIPA${made.hex(17).toUpperCase()}`,
  }),
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": (made) => {
    const arn = made.globalArn("iam", `oidc-provider/${made.text("url").replace("https://", "")}`);
    return { id: arn, arn };
  },
  "aws:kms/key:Key": key,
  "aws:kms/replicaKey:ReplicaKey": key,
  "aws:kms/alias:Alias": (made) => ({
    id: made.named(),
    arn: made.arn("kms", made.named()),
    targetKeyArn: made.inputs.targetKeyId,
  }),
  "aws:kms/grant:Grant": (made) => ({ id: made.hex(64), grantId: made.hex(64) }),
  "aws:secretsmanager/secret:Secret": (made) => {
    const arn = made.arn("secretsmanager", `secret:${made.named()}-${made.word(6)}`);
    return { id: arn, arn };
  },
  "aws:secretsmanager/secretVersion:SecretVersion": (made) => ({
    id: `${made.text("secretId")}|${made.uuid()}`,
    arn: made.text("secretId"),
    versionId: made.uuid(),
  }),
  "aws:secretsmanager/secretRotation:SecretRotation": (made) => ({ id: made.text("secretId") }),
  "aws:secretsmanager/secretPolicy:SecretPolicy": (made) => ({ id: made.text("secretArn") }),
  "aws:cognito/userPool:UserPool": (made) => {
    const id = `${made.region}_${made.word(9)}`;
    return {
      id,
      arn: made.arn("cognito-idp", `userpool/${id}`),
      endpoint: `cognito-idp.${made.region}.amazonaws.com/${id}`,
    };
  },
  "aws:cognito/userPoolClient:UserPoolClient": (made) => ({
    id: made.word(26),
    clientSecret: made.hex(52, "secret"),
  }),
  "aws:cognito/userPoolDomain:UserPoolDomain": (made) => ({
    id: made.text("domain"),
    cloudfrontDistribution: `d${made.word(13)}.cloudfront.net`,
    cloudfrontDistributionArn: made.globalArn("cloudfront", `distribution/E${made.hex(13).toUpperCase()}`),
    cloudfrontDistributionZoneId: "Z2FDTNDATAQYW2",
    awsAccountId: made.account,
  }),
  "aws:cognito/userGroup:UserGroup": (made) => ({ id: `${made.text("userPoolId")}/${made.named()}` }),
  "aws:cognito/resourceServer:ResourceServer": (made) => ({
    id: `${made.text("userPoolId")}|${made.text("identifier")}`,
  }),
  "random:index/randomPassword:RandomPassword": (made) => ({
    id: "none",
    result: made.hex(32),
    bcryptHash: made.hex(60),
  }),
  "random:index/randomString:RandomString": (made) => ({ id: made.word(16), result: made.word(16) }),
  "random:index/randomBytes:RandomBytes": (made) => ({
    id: made.hex(32),
    hex: made.hex(64),
    base64: Buffer.from(made.hex(64), "hex").toString("base64"),
  }),
  "random:index/randomId:RandomId": (made) => ({
    id: made.word(8),
    hex: made.hex(16),
    dec: made.digits(16),
    b64Url: made.word(8),
  }),
};
