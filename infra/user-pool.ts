/// <reference path="../.sst/platform/config.d.ts" />
import { kept } from "./kept";
import type { Scope } from "./scope";

export interface UserPoolArgs {
  /** Names of the groups that users are sorted into. */
  readonly groups: readonly string[];
  readonly callbackUrl: string;
  readonly logoutUrl: string;
}

/** Users of one region, with one client that logs them in by OpenID Connect's code flow. Only an administrator adds users. */
export function userPool(scope: Scope, { groups, callbackUrl, logoutUrl }: UserPoolArgs) {
  const { identity, permanent } = scope.config;
  const pool = new aws.cognito.UserPool(
    scope.id("UserPool"),
    {
      name: scope.names.userPool,
      // Cognito's threat protection is part of the Plus plan alone.
      userPoolTier: identity.threatProtection ? "PLUS" : "ESSENTIALS",
      userPoolAddOns: { advancedSecurityMode: identity.threatProtection ? "ENFORCED" : "OFF" },
      usernameAttributes: ["email"],
      usernameConfiguration: { caseSensitive: false },
      autoVerifiedAttributes: ["email"],
      // Open WebUI knows an account by its address: nobody may take on one that is not shown to be theirs.
      userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdates: ["email"] },
      adminCreateUserConfig: { allowAdminCreateUserOnly: true },
      accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
      passwordPolicy: {
        minimumLength: 14,
        requireLowercase: true,
        requireUppercase: true,
        requireNumbers: true,
        requireSymbols: false,
        temporaryPasswordValidityDays: 7,
      },
      ...mfa(identity.mfa),
      deletionProtection: permanent ? "ACTIVE" : "INACTIVE",
    },
    kept(scope),
  );
  for (const name of groups)
    new aws.cognito.UserGroup(scope.id(`${name}Group`), { name, userPoolId: pool.id }, kept(scope));

  const client = new aws.cognito.UserPoolClient(
    scope.id("UserPoolClient"),
    {
      name: scope.names.userPool,
      userPoolId: pool.id,
      generateSecret: true,
      allowedOauthFlowsUserPoolClient: true,
      allowedOauthFlows: ["code"],
      allowedOauthScopes: ["openid", "email", "profile"],
      supportedIdentityProviders: ["COGNITO"],
      callbackUrls: [callbackUrl],
      logoutUrls: [logoutUrl],
      explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      preventUserExistenceErrors: "ENABLED",
      enableTokenRevocation: true,
      readAttributes: ["email", "email_verified", "name"],
      writeAttributes: ["name"],
      accessTokenValidity: 1,
      idTokenValidity: 1,
      refreshTokenValidity: 30,
      tokenValidityUnits: { accessToken: "hours", idToken: "hours", refreshToken: "days" },
    },
    kept(scope),
  );
  const domain = new aws.cognito.UserPoolDomain(
    scope.id("UserPoolDomain"),
    { domain: scope.account.apply(scope.names.loginDomain), userPoolId: pool.id, managedLoginVersion: 2 },
    scope.options(),
  );
  // Managed login shows an error instead of its page to a client without a style.
  new aws.cognito.ManagedLoginBranding(
    scope.id("LoginStyle"),
    { userPoolId: pool.id, clientId: client.id, useCognitoProvidedValues: true },
    scope.options(),
  );
  return {
    arn: pool.arn,
    issuer: $util.interpolate`https://${pool.endpoint}`,
    clientId: client.id,
    clientSecret: client.clientSecret,
    host: $util.interpolate`${domain.domain}.auth.${scope.region.region}.amazoncognito.com`,
  };
}

const mfa = (kind: "off" | "optional" | "on"): Partial<aws.cognito.UserPoolArgs> =>
  kind === "off"
    ? { mfaConfiguration: "OFF" }
    : {
        mfaConfiguration: kind === "on" ? "ON" : "OPTIONAL",
        softwareTokenMfaConfiguration: { enabled: true },
      };
