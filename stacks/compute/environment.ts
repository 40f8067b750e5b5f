/// <reference path="../../.sst/platform/config.d.ts" />
import type { Config } from "@signalbox/core/config/config";
import { holderPort, holdsRequests } from "@signalbox/core/scaling/hold/holders";
import type { Scope } from "../../infra/scope";
import type { Data, Edge, Identity } from "../layers";

type Service = Config["services"][string];
type Text = $util.Input<string>;

export interface Surroundings {
  readonly identity: Identity;
  readonly data: Data;
  readonly edge: Edge;
}

/** Where Open WebUI keeps its files: a mount, or the place before they go to the bucket. */
export const filesPath = "/data";

/**
 * What a service finds in its environment for each of its needs, under the names of Open WebUI 0.11 (backend/open_webui/env.py,
 * config.py). What the configuration says for the service itself wins.
 */
export function environmentOf(
  scope: Scope,
  service: Service,
  { identity, data, edge }: Surroundings,
): Record<string, Text> {
  const { config, region } = scope;
  const { files } = data;
  const forNeed: Record<Service["needs"][number], () => Record<string, Text>> = {
    database: () => ({
      DATABASE_TYPE: "postgresql",
      DATABASE_PORT: "5432",
      DATABASE_NAME: data.databaseName,
      DATABASE_POOL_SIZE: String(config.data.database.poolSize),
      VECTOR_DB: "pgvector",
      // The environment and not the database says what is configured, so that all tasks agree and a deploy shows.
      ENABLE_PERSISTENT_CONFIG: "false",
    }),
    cache: () => ({ WEBSOCKET_MANAGER: "redis" }),
    files: () => ({
      DATA_DIR: filesPath,
      ...(files.kind === "s3" && {
        STORAGE_PROVIDER: "s3",
        S3_REGION_NAME: region.region,
      }),
    }),
    identity: () => identityOf(config.domain.host, identity.login),
    inference: () => inferenceOf(config, edge.internal.dnsName),
  };
  return Object.assign({}, ...service.needs.map((need) => forNeed[need]()), service.environment);
}

function identityOf(host: string, login: Identity["login"]): Record<string, Text> {
  const url = `https://${host}`;
  const web = {
    WEBUI_URL: url,
    CORS_ALLOW_ORIGIN: url,
    WEBUI_SESSION_COOKIE_SECURE: "true",
    WEBUI_AUTH_COOKIE_SECURE: "true",
    // TLS ends, and answers are compressed, in front of the tasks; security groups let nobody else in.
    FORWARDED_ALLOW_IPS: "*",
    ENABLE_COMPRESSION_MIDDLEWARE: "false",
    LOG_FORMAT: "json",
  };
  if (login === undefined) return web;
  return {
    ...web,
    ENABLE_OAUTH_SIGNUP: "true",
    ENABLE_OAUTH_PERSISTENT_CONFIG: "false",
    // A user of the standby's pool has another id; the address is what makes them the same person.
    OAUTH_MERGE_ACCOUNTS_BY_EMAIL: "true",
    OAUTH_CLIENT_ID: login.clientId,
    OPENID_PROVIDER_URL: $interpolate`${login.issuer}/.well-known/openid-configuration`,
    OPENID_REDIRECT_URI: `${url}/oauth/oidc/callback`,
    // Cognito does not say in its discovery where one logs out.
    OPENID_END_SESSION_ENDPOINT: $interpolate`https://${login.host}/logout?client_id=${login.clientId}&logout_uri=${encodeURIComponent(url)}`,
    OAUTH_PROVIDER_NAME: "Cognito",
    OAUTH_SCOPES: "openid email profile",
    ENABLE_OAUTH_ROLE_MANAGEMENT: "true",
    OAUTH_ROLES_CLAIM: "cognito:groups",
    OAUTH_ALLOWED_ROLES: "Users,Admins",
    OAUTH_ADMIN_ROLES: "Admins",
  };
}

/**
 * One address for each kind of inference, the internal load balancer's: of several, Open WebUI takes one at random and does
 * not try another; where a service goes to zero, its holder's. Ollama is known by its port; everything else speaks OpenAI's protocol.
 */
function inferenceOf(config: Config, host: $util.Output<string>): Record<string, Text> {
  const reached = Object.entries(config.services).flatMap(([name, { route, port }]) =>
    route.kind === "internal-load-balancer"
      ? [{ port, at: holdsRequests(config, name) ? holderPort(port) : port }]
      : [],
  );
  const ollama = reached.find(({ port }) => port === ollamaPort);
  const openai = reached.filter(({ port }) => port !== ollamaPort);
  return {
    ENABLE_OLLAMA_API: String(ollama !== undefined),
    ...(ollama && { OLLAMA_BASE_URLS: $interpolate`http://${host}:${ollama.at}` }),
    ...(openai.length > 0 && {
      OPENAI_API_BASE_URLS: $util
        .all(openai.map(({ at }) => $interpolate`http://${host}:${at}/v1`))
        .apply((urls) => urls.join(";")),
    }),
  };
}

export const ollamaPort = 11434;

/**
 * What a service finds in its environment and no task definition holds: secrets, as ARNs or as fields of JSON secrets
 * (`arn:field::`), and what it connects to, as ARNs of parameters. Each task reads them when it starts.
 */
export function secretsOf(service: Service, surroundings: Surroundings): Record<string, Text> {
  const { data, identity } = surroundings;
  const { secrets } = identity;
  const all = connectionsOf(service, surroundings);
  if (service.needs.includes("cache")) all.REDIS_URL = data.cacheUrlSecretArn;
  if (service.needs.includes("database")) {
    all.DATABASE_USER = $interpolate`${secrets.database}:username::`;
    all.DATABASE_PASSWORD = $interpolate`${secrets.database}:password::`;
  }
  if (service.needs.includes("identity")) {
    // Signs sessions: the same in every task of every region, or a login holds for one of them alone.
    all.WEBUI_SECRET_KEY = secrets.webui;
    if (secrets.client) all.OAUTH_CLIENT_SECRET = secrets.client;
  }
  return all;
}

/** Parameters by the variables that they fill. ECS takes no variable twice, and the configuration's own wins. */
function connectionsOf(
  { needs, environment }: Service,
  { data: { connections } }: Surroundings,
): Record<string, Text> {
  const { databaseHost, filesBucket } = connections;
  const all: Record<string, Text> = {};
  if (needs.includes("database") && !("DATABASE_HOST" in environment)) all.DATABASE_HOST = databaseHost;
  if (needs.includes("files") && filesBucket && !("S3_BUCKET_NAME" in environment))
    all.S3_BUCKET_NAME = filesBucket;
  return all;
}

/** The parameters themselves, for the role that reads them. */
export const connectionArnsOf = (service: Service, surroundings: Surroundings): Text[] =>
  Object.values(connectionsOf(service, surroundings));

/** The secrets themselves, for the role that reads them. */
export function secretArnsOf({ needs }: Service, { identity, data }: Surroundings): Text[] {
  const { secrets } = identity;
  return [
    ...(needs.includes("cache") ? [data.cacheUrlSecretArn] : []),
    ...(needs.includes("database") ? [secrets.database] : []),
    ...(needs.includes("identity") ? [secrets.webui, ...(secrets.client ? [secrets.client] : [])] : []),
  ];
}
