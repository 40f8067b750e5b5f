import { text } from "@signalbox/core/config/description";
import { byDefault } from "@signalbox/core/config/layer";
import type { OriginatedLeaf } from "@signalbox/core/config/layered";
import { pathText } from "@signalbox/core/config/path";
import type { Colors } from "../io.ts";
import { table } from "./table.ts";

/** One line a value, with where it came from if asked; what nobody set is dim. */
export function renderLeaves(leaves: readonly OriginatedLeaf[], withOrigin: boolean, colors: Colors): string {
  const head = ["FIELD", "VALUE", ...(withOrigin ? ["ORIGIN"] : [])];
  return table(
    head.map((cell) => colors.dim(cell)),
    leaves.map(({ path, value, origin }) => {
      const cells = [pathText(path), text(value), ...(withOrigin ? [origin] : [])];
      return origin === byDefault ? cells.map((cell) => colors.dim(cell)) : cells;
    }),
  );
}
