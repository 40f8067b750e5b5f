import type { World } from "../../../world/world.ts";
import type { Code, LambdaFunction } from "../function.ts";
import type { AccessOf } from "../host.ts";
import { startProcess } from "../sandbox/process.ts";
import type { Instance } from "../sandbox/sandbox.ts";

type Settings = Omit<LambdaFunction, "start" | "code"> & { readonly handler: string };

/** How functions that run in processes of their own are started, with the variables that Lambda sets. */
export function processStarter(world: World, accessOf: AccessOf) {
  return (fn: Settings, code: Code): LambdaFunction => ({
    ...fn,
    code,
    start: (instance) => {
      const root = code.folder();
      return startProcess(world, {
        folder: root,
        handler: fn.handler,
        runtime: fn.runtime,
        memoryMb: fn.memoryMb,
        environment: { ...variables(fn, instance, root), ...access(fn, accessOf), ...fn.environment },
      });
    },
  });
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
function variables(fn: Settings, instance: Instance, root: string): Record<string, string> {
  return {
    _HANDLER: fn.handler,
    AWS_DEFAULT_REGION: fn.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${fn.runtime}`,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: `${fn.memoryMb}`,
    AWS_LAMBDA_FUNCTION_NAME: fn.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: instance.version,
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${fn.functionName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: instance.logStreamName,
    AWS_REGION: fn.region,
    LAMBDA_TASK_ROOT: root,
    LANG: "en_US.UTF-8",
    PATH: "/usr/local/bin:/usr/bin/:/bin",
    TZ: ":UTC",
  };
}

function access({ roleArn, functionName, region }: Settings, accessOf: AccessOf): Record<string, string> {
  const { endpoint, ...keys } = accessOf({ roleArn, session: functionName, from: region });
  return {
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    AWS_SESSION_TOKEN: keys.sessionToken,
    // Without an endpoint the SDK would call AWS itself: better a name that nobody has (RFC 2606).
    AWS_ENDPOINT_URL: endpoint ?? "http://no-endpoint-in-virtual-time.invalid",
  };
}
