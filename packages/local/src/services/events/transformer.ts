import type { InputTransformer } from "@aws-sdk/client-eventbridge";
import type { AwsEvent } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import { jsonPath, type Picker } from "./json-path.ts";

/** What a template may name beside the event's parts. */
export interface Origin {
  readonly ruleArn: string;
  readonly ruleName: string;
  /** ISO 8601, when EventBridge received the event. */
  readonly ingestionTime: string;
}

/** Makes the input's text of an event, or undefined where the result is no JSON: AWS drops such an event silently. */
export type Transform = (event: AwsEvent, origin: Origin) => string | undefined;

interface Piece {
  readonly literal: string;
  /** Name of the variable after the literal; absent at the end. */
  readonly name?: string;
  /** The variable stands between quotes. */
  readonly quoted?: boolean;
}

/** Prepares an input transformer. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html */
export function transformer(
  targetId: string,
  { InputPathsMap = {}, InputTemplate }: InputTransformer,
): Transform {
  const template = InputTemplate ?? "";
  const pickers = new Map<string, Picker>();
  for (const [name, path] of Object.entries(InputPathsMap)) {
    const picker = jsonPath(path);
    if (!picker)
      throw invalid(
        `Invalid InputPathsMap for target ${targetId}: ${path} is not a path that EventBridge supports.`,
      );
    pickers.set(name, picker);
  }
  const pieces = split(template);
  for (const { name } of pieces)
    if (name !== undefined && !pickers.has(name) && !(name in reserved))
      throw invalid(`InputTemplate for target ${targetId} contains invalid placeholder ${name}.`);
  // A template that is one string is written as text; any other one must come out as JSON.
  const sentence = template.trimStart().startsWith('"');
  return (event, origin) => {
    const text = pieces
      .map(({ literal, name, quoted }) => {
        if (name === undefined) return literal;
        const value = pickers.has(name) ? pickers.get(name)?.(event) : reserved[name]?.(event, origin);
        // A part that the event lacks is empty text.
        return literal + written(value === undefined ? "" : value, quoted === true, sentence);
      })
      .join("");
    return sentence || isJson(text) ? text : undefined;
  };
}

const reserved: Readonly<Record<string, (event: AwsEvent, origin: Origin) => unknown>> = {
  "aws.events.rule-arn": (_, origin) => origin.ruleArn,
  "aws.events.rule-name": (_, origin) => origin.ruleName,
  "aws.events.event.ingestion-time": (_, origin) => origin.ingestionTime,
  "aws.events.event": ({ detail: _, ...envelope }) => envelope,
  "aws.events.event.json": (event) => event,
};

/** Objects and lists lose their quotes within a sentence, and keep them within a string of a JSON template. */
function written(value: unknown, quoted: boolean, sentence: boolean): string {
  if (!quoted && !sentence) return JSON.stringify(value);
  if (typeof value === "string") return value;
  const text = JSON.stringify(value);
  return sentence ? text.replaceAll('"', "") : text;
}

function split(template: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let quoted = false;
  let end = 0;
  for (const found of template.matchAll(/<([A-Za-z0-9_.-]+)>/g)) {
    const literal = template.slice(end, found.index);
    if (literal.replaceAll(/\\./g, "").split('"').length % 2 === 0) quoted = !quoted;
    pieces.push({ literal, name: found[1] ?? "", quoted });
    end = found.index + found[0].length;
  }
  return [...pieces, { literal: template.slice(end) }];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function invalid(message: string): AwsError {
  return new AwsError("ValidationException", message);
}
