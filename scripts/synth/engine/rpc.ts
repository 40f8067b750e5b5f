import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { account } from "./place.ts";

const bundle = {
  handler: "bundle.handler",
  out: join(import.meta.dirname, "bundle"),
  errors: [],
  sourcemaps: [],
};

/**
 * Stands in for the process of SST's command line that the components ask over HTTP: to bundle a function, and for the
 * buckets that SST keeps in an account. Bundling gives an empty handler: what a Lambda does is tested elsewhere.
 */
export async function serveSst(): Promise<Server> {
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => (body += part));
    request.on("end", () => {
      const { method, params } = JSON.parse(body);
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(answer(method, params)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  process.env.SST_SERVER = `http://127.0.0.1:${address.port}`;
  server.unref();
  return server;
}

function answer(method: string, params: { region?: string }[]): object {
  const region = params[0]?.region ?? "us-east-1";
  switch (method) {
    case "Runtime.AddTarget":
      return { result: null, error: null };
    case "Runtime.Build":
      return { result: bundle, error: null };
    case "Provider.Aws.Bootstrap":
      return {
        result: {
          asset: `sst-asset-${region}`,
          assetEcrRegistryId: account,
          assetEcrUrl: `${account}.dkr.ecr.${region}.amazonaws.com/sst-asset`,
          state: `sst-state-${region}`,
          appsyncHttp: "",
          appsyncRealtime: "",
        },
        error: null,
      };
    case "Provider.Aws.Appsync":
      return { result: { http: "", realtime: "" }, error: null };
    default:
      return { result: null, error: `rpc: can't find ${method}` };
  }
}
