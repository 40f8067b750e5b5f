import { readFileSync, writeFileSync } from "node:fs";
import { load } from "@signalbox/config/load";
import { readGraph } from "../synth/graph.ts";
import { translate } from "./translate.ts";

const width = 160;

/** The document of a stage as it is kept: JSON, a short object or list on one line. Needs the stage's graph. */
export const documentText = (stage: string): string =>
  `${written(translate(readGraph(stage), load(stage)), "")}\n`;

export const documentPath = (stage: string): string => `packages/local/platforms/${stage}.json`;

export function writeDocument(stage: string): void {
  writeFileSync(documentPath(stage), documentText(stage));
}

/** Whether the document is what the stacks give now. */
export const isCurrent = (stage: string): boolean =>
  readFileSync(documentPath(stage), "utf8") === documentText(stage);

function written(value: unknown, indent: string): string {
  const flat = JSON.stringify(value);
  if (typeof value !== "object" || value === null || flat.length + indent.length <= width) return flat;
  const inner = `${indent} `;
  const parts = Array.isArray(value)
    ? value.map((part) => inner + written(part, inner))
    : Object.entries(value)
        .filter(([, part]) => part !== undefined)
        .map(([name, part]) => `${inner}${JSON.stringify(name)}: ${written(part, inner)}`);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  return `${open}\n${parts.join(",\n")}\n${indent}${close}`;
}
