import { readdirSync, readFileSync, watch } from "node:fs";
import { join, parse, resolve, sep } from "node:path";
import type { Cloud } from "../cloud.ts";

/** What Lambda gives a function unless asked, but for the time: 3 seconds are short for a laptop's first call. */
const defaults = { timeoutSeconds: 30, memoryMb: 512, environment: {} };

const module = /^(?!.*\.(?:d|test|spec)\.)[^._].*\.[cm]?[jt]s$/;
const index = /^index\.[cm]?[jt]s$/;

interface Found {
  readonly functionName: string;
  /** Where `handler` is looked for. */
  readonly folder: string;
  readonly handler: string;
}

/**
 * Makes a Lambda function of each module in the folder (`orders.ts`) and of each sub-folder with an index
 * (`orders/index.mjs`), where it speaks of `handler`; names that begin with `.` or `_` are left out. A function starts
 * anew when a file in the folder changes. Throws where there is none, or a name that Lambda does not take.
 */
export function deployFunctions(cloud: Cloud, region: string, folder: string) {
  const root = resolve(folder);
  const found = findFunctions(root);
  if (found.length === 0) throw new Error(`${folder} has no module that exports a handler`);
  for (const fn of found) {
    if (!/^[\w-]{1,64}$/.test(fn.functionName))
      throw new Error(`${fn.functionName} is no name for a Lambda function: letters, digits, - and _ alone`);
    const roleArn = `arn:aws:iam::${cloud.world.account}:role/${fn.functionName}`;
    cloud.lambda.install({ ...defaults, ...fn, region, roleArn });
  }
  const watcher = watch(root, { recursive: true }, (_, path) => {
    // Node says null where the system does not name the file: then any function may have changed.
    const own = found.filter((fn) => path?.startsWith(`${fn.functionName}${sep}`));
    for (const { functionName } of own.length > 0 ? own : found) cloud.lambda.restart(functionName, region);
  });
  return {
    arns: found.map(
      ({ functionName }) => `arn:aws:lambda:${region}:${cloud.world.account}:function:${functionName}`,
    ),
    stop: () => watcher.close(),
  };
}

function findFunctions(root: string): readonly Found[] {
  return readdirSync(root, { withFileTypes: true })
    .flatMap((entry): readonly Found[] => {
      const path = join(root, entry.name);
      if (entry.isFile() && module.test(entry.name) && speaksOfHandler(path)) {
        const { name } = parse(entry.name);
        return [{ functionName: name, folder: root, handler: `${name}.handler` }];
      }
      if (!entry.isDirectory() || /^[._]|^node_modules$/.test(entry.name)) return [];
      const start = readdirSync(path).find((name) => index.test(name));
      if (start === undefined || !speaksOfHandler(join(path, start))) return [];
      return [{ functionName: entry.name, folder: path, handler: "index.handler" }];
    })
    .toSorted((a, b) => (a.functionName < b.functionName ? -1 : 1));
}

/** Without running the module: whether it really exports one, its first call shows as on Lambda. */
const speaksOfHandler = (path: string): boolean => /\bhandler\b/.test(readFileSync(path, "utf8"));
