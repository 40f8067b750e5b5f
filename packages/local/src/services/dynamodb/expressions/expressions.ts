import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { invalid } from "../invalid.ts";
import type { Condition } from "./condition.ts";
import { parseCondition } from "./parse-condition.ts";
import { parseUpdate } from "./parse-update.ts";
import { Parser } from "./parser.ts";
import { checkDisjoint, type Path } from "./path.ts";
import { Placeholders } from "./placeholders.ts";
import type { Update } from "./update.ts";

/** The expressions that a request may carry. */
export interface ExpressionTexts {
  readonly ConditionExpression?: string | undefined;
  readonly FilterExpression?: string | undefined;
  readonly KeyConditionExpression?: string | undefined;
  readonly ProjectionExpression?: string | undefined;
  readonly UpdateExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Record<string, string> | undefined;
  readonly ExpressionAttributeValues?: Record<string, AttributeValue> | undefined;
}

export interface Expressions {
  readonly condition?: Condition;
  readonly filter?: Condition;
  readonly key?: Condition;
  readonly projection?: readonly Path[];
  readonly update?: Update;
}

/**
 * Parses all expressions of a request; throws ValidationException in AWS's words. Names that are reserved words are let
 * through, though AWS wants a #placeholder for them.
 */
export function parseExpressions(texts: ExpressionTexts): Expressions {
  checkNeeded(texts);
  const placeholders = new Placeholders(texts.ExpressionAttributeNames, texts.ExpressionAttributeValues);
  const parse = <T>(kind: keyof ExpressionTexts & `${string}Expression`, grammar: (parser: Parser) => T) => {
    const text = texts[kind];
    return text === undefined ? undefined : grammar(new Parser(kind, text, placeholders));
  };
  const update = parse("UpdateExpression", parseUpdate);
  const key = parse("KeyConditionExpression", parseCondition);
  const condition = parse("ConditionExpression", parseCondition);
  const filter = parse("FilterExpression", parseCondition);
  const projection = parse("ProjectionExpression", parseProjection);
  placeholders.checkUsed();
  return {
    ...(condition && { condition }),
    ...(filter && { filter }),
    ...(key && { key }),
    ...(projection && { projection }),
    ...(update && { update }),
  };
}

function parseProjection(parser: Parser): readonly Path[] {
  const paths = parser.list(() => parser.path());
  parser.end();
  checkDisjoint(parser, paths);
  return paths;
}

function checkNeeded(texts: ExpressionTexts): void {
  const given = Object.entries(texts).some(
    ([name, text]) => name.endsWith("Expression") && text !== undefined,
  );
  if (given) return;
  for (const what of ["ExpressionAttributeNames", "ExpressionAttributeValues"] as const)
    if (texts[what]) throw invalid(`${what} can only be specified when using expressions`);
}
