import { registerHooks } from "node:module";
import type { GuardRemoval } from "./guards.ts";

const packages = new URL("../../../packages/", import.meta.url);

/**
 * Takes a guard out of the production code that this process or worker loads from now on: its source is changed as it is read, so that
 * the very modules run, less a few characters. Throws an Error where the source no longer says what is to be taken out, once.
 */
export function takeOut({ name, edits }: GuardRemoval): void {
  registerHooks({
    load: (url, context, next) => {
      const loaded = next(url, context);
      const mine = edits.filter(({ file }) => url === new URL(file, packages).href);
      if (mine.length === 0) return loaded;
      let text = String(
        loaded.source instanceof Uint8Array ? Buffer.from(loaded.source) : (loaded.source ?? ""),
      );
      for (const { file, find, put } of mine) {
        if (text.split(find).length !== 2)
          throw new Error(`${file} does not say once what removes the guard ${name}: ${find}`);
        text = text.replace(find, put);
      }
      return { ...loaded, source: text };
    },
  });
}
