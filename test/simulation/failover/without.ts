import { registerHooks } from "node:module";
import { type GuardRemoval, guards } from "./guards.ts";

const packages = new URL("../../../packages/", import.meta.url);
/** The guard that is out at this moment, in this process or worker. */
const out: { guardTakenOut?: string | undefined } & typeof globalThis = globalThis;

/**
 * Makes the guards removable in the production code that this process or worker loads from now on: its source is changed as it is read,
 * so that the very modules run, less a few characters of one guard at a time: all of them in one worker, which loads the code once.
 * Throws an Error where the source no longer says what is to be taken out, once.
 */
export function makeRemovable(): void {
  const edits = guards.flatMap(({ name, edits }) => edits.map((edit) => ({ name, ...edit })));
  registerHooks({
    load: (url, context, next) => {
      const loaded = next(url, context);
      const mine = edits.filter(({ file }) => url === new URL(file, packages).href);
      if (mine.length === 0) return loaded;
      let text = String(
        loaded.source instanceof Uint8Array ? Buffer.from(loaded.source) : (loaded.source ?? ""),
      );
      for (const { name, file, find, put } of mine) {
        if (text.split(find).length !== 2)
          throw new Error(`${file} does not say once what removes the guard ${name}: ${find}`);
        text = text.replace(find, put.replace("OUT", `(globalThis.guardTakenOut === "${name}")`));
      }
      return { ...loaded, source: text };
    },
  });
}

/** Takes a guard out, and puts back the one that was out before. Throws an Error where there is none of that name. */
export function takeOut(name: GuardRemoval["name"] | undefined): void {
  if (name !== undefined && !guards.some((guard) => guard.name === name))
    throw new Error(`there is no guard ${name}`);
  out.guardTakenOut = name;
}
