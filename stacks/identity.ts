/// <reference path="../.sst/platform/config.d.ts" />
import type { Scope } from "../infra/scope";
import { randomText, replicaArn, type SecretArgs, secret } from "../infra/secret";
import { userPool } from "../infra/user-pool";
import type { Identity, Network } from "./layers";

/** Of Open WebUI's roles: members of the first administer it, https://docs.openwebui.com (OAUTH_ADMIN_ROLES). */
const groups = ["Admins", "Users"];

/** Characters of a password; PostgreSQL's and RDS's limits are beyond. */
const passwordLength = 48;

/**
 * Who the platform is to others, and others to it: secrets, made in the primary and copied to each standby; users, in a pool
 * of each region. Scopes and networks in the same order, the primary first. Returns one identity for each.
 */
export function identity(scopes: readonly Scope[], networks: readonly Network[]): Identity[] {
  const regions = scopes.map((scope, index) => {
    const network = networks[index];
    if (!network) throw new Error(`no network in ${scope.region.region}`);
    return { scope, keyArn: network.keyArn };
  });
  const [primary, ...standbys] = regions;
  if (!primary) throw new Error("no region");

  const shared = (args: Pick<SecretArgs, "thing" | "description" | "value">) =>
    secret(primary.scope, {
      ...args,
      keyArn: primary.keyArn,
      replicas: standbys.map(({ scope, keyArn }) => ({ region: scope.region.region, keyArn })),
      once: true,
    }).arn;
  const credentials = (username: string) =>
    $util.jsonStringify({ username, password: randomText(primary.scope, passwordLength) });
  // The names are those of packages/functions/src/rotation.
  const first = credentials("webui_1");
  const second = credentials("webui_2");

  const webui = shared({
    thing: "webui-secret-key",
    description: "Signs sessions and encrypts tokens of Open WebUI; a new one logs everybody out",
    value: randomText(primary.scope, 64),
  });
  const admin = shared({
    thing: "database-admin",
    description: "Master user of the database; no task has it, rotation makes the others with it",
    value: credentials("signalbox"),
  });
  const database = shared({
    thing: "database",
    description: "User of the database that tasks log in as until the next rotation",
    value: first,
  });
  // RDS Proxy knows a user by a secret of its own.
  const proxied = primary.scope.config.data.database.proxy
    ? [first, second].map((value, index) =>
        shared({
          thing: `database-user-${index + 1}`,
          description: "One of the two users that take turns, for RDS Proxy",
          value,
        }),
      )
    : [];

  return regions.map(({ scope, keyArn }) => {
    const here = (arn: $util.Output<string>) =>
      scope === primary.scope ? arn : replicaArn(arn, scope.region.region);
    const login = scope.config.identity.enabled ? loginOf(scope, keyArn) : undefined;
    return {
      keyArn,
      secrets: {
        webui: here(webui),
        database: here(database),
        databaseAdmin: here(admin),
        databaseUsers: proxied.map(here),
        ...(login && { client: login.secretArn }),
      },
      ...(login && { login: login.login }),
    };
  });
}

/** A pool of the region's own, so that nobody needs another region to log in; docs/identity.md says what that costs. */
function loginOf(scope: Scope, keyArn: $util.Output<string>) {
  const { host } = scope.config.domain;
  const { clientSecret, arn, ...login } = userPool(scope, {
    groups,
    callbackUrl: `https://${host}/oauth/oidc/callback`,
    logoutUrl: `https://${host}/auth`,
  });
  const { arn: secretArn } = secret(scope, {
    thing: "login-client-credentials",
    description: "Secret of Open WebUI as a client of the user pool",
    keyArn,
    value: clientSecret,
  });
  return { login: { ...login, userPoolArn: arn }, secretArn };
}
