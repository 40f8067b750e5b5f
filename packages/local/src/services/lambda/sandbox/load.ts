import { existsSync } from "node:fs";
import { createRequire, registerHooks } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const here = createRequire(import.meta.url);

type Loaded = (event: unknown, context: object, callback?: unknown) => unknown;

/** A failed init phase, named as the runtime names it. */
class RuntimeError extends Error {
  constructor(name: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = name;
  }
}

/** In the order in which the Node runtime tries them; TypeScript, which only the local cloud runs, last. */
const extensions = ["", ".js", ".mjs", ".cjs", ".ts", ".mts", ".cts"];

/**
 * Loads `file.export` (a path and nested exports are allowed) from the folder. Throws Runtime.MalformedHandlerName,
 * Runtime.ImportModuleError, Runtime.UserCodeSyntaxError or Runtime.HandlerNotFound.
 */
export async function loadHandler(folder: string, handler: string): Promise<Loaded> {
  const [, path = "", exported = ""] = /^(.*?[^/.][^/]*?)\.([^/]+)$/.exec(handler) ?? [];
  if (path === "" || handler.includes(".."))
    throw new RuntimeError("Runtime.MalformedHandlerName", "Bad handler");
  offerSdk();
  const module = await importFrom(folder, path);
  let found: unknown = module;
  for (const name of exported.split("."))
    found = typeof found === "object" && found !== null ? Reflect.get(found, name) : undefined;
  if (!isFunction(found))
    throw new RuntimeError("Runtime.HandlerNotFound", `${handler} is undefined or not exported`);
  return found;
}

const isFunction = (value: unknown): value is Loaded => typeof value === "function";

async function importFrom(folder: string, path: string): Promise<object> {
  const file = extensions.map((extension) => join(folder, path + extension)).find((each) => existsSync(each));
  if (file === undefined)
    throw new RuntimeError("Runtime.ImportModuleError", `Error: Cannot find module '${path}'`);
  try {
    const module = await import(pathToFileURL(file).href);
    // What CommonJS computes at run time is on `default` alone.
    return { ...module.default, ...module };
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new RuntimeError("Runtime.UserCodeSyntaxError", String(error), { cause: error });
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND")
      throw new RuntimeError("Runtime.ImportModuleError", String(error), { cause: error });
    throw error;
  }
}

/** Lambda's Node runtimes bring the AWS SDK with them, so functions seldom pack it: what is missing is taken from here. */
function offerSdk(): void {
  registerHooks({
    resolve: (specifier, context, next) => {
      try {
        return next(specifier, context);
      } catch (error) {
        if (!/^@(aws-sdk|smithy)\//.test(specifier)) throw error;
        // `require` looks from the module that asks, whatever `parentURL` says.
        if (context.conditions.includes("require"))
          return { url: pathToFileURL(here.resolve(specifier)).href, shortCircuit: true };
        return next(specifier, { ...context, parentURL: import.meta.url });
      }
    },
  });
}
