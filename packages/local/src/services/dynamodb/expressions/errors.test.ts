import { expect, test } from "vitest";
import { type ExpressionTexts, parseExpressions } from "./expressions.ts";

const cases: readonly [ExpressionTexts, string][] = [
  [{ ConditionExpression: "" }, "Invalid ConditionExpression: The expression can not be empty;"],
  [
    { ConditionExpression: "a = b = c" },
    'Invalid ConditionExpression: Syntax error; token: "=", near: "b = c"',
  ],
  [{ ConditionExpression: "a =" }, 'Invalid ConditionExpression: Syntax error; token: "<EOF>", near: "="'],
  [{ FilterExpression: "a = 'x'" }, `Invalid FilterExpression: Syntax error; token: "'", near: "= 'x"`],
  [
    { ConditionExpression: "a = :a" },
    "Invalid ConditionExpression: An expression attribute value used in expression is not defined; attribute value: :a",
  ],
  [
    { ConditionExpression: "attribute_exists(#a)" },
    "Invalid ConditionExpression: An expression attribute name used in the document path is not defined; attribute name: #a",
  ],
  [
    { ConditionExpression: "attribute_exists(a)", ExpressionAttributeNames: { "#b": "b" } },
    "Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}",
  ],
  [
    { ConditionExpression: "attribute_exists(a)", ExpressionAttributeValues: { ":b": { S: "b" } } },
    "Value provided in ExpressionAttributeValues unused in expressions: keys: {:b}",
  ],
  [
    { ExpressionAttributeNames: { "#b": "b" } },
    "ExpressionAttributeNames can only be specified when using expressions",
  ],
  [
    { ConditionExpression: "attribute_exists(a)", ExpressionAttributeNames: {} },
    "ExpressionAttributeNames must not be empty",
  ],
  [
    { ConditionExpression: "a = :a", ExpressionAttributeValues: { a: { S: "" } } },
    'ExpressionAttributeValues contains invalid key: Syntax error; key: "a"',
  ],
  [
    { ConditionExpression: "shout(a)" },
    "Invalid ConditionExpression: Invalid function name; function: shout",
  ],
  [
    { ConditionExpression: "if_not_exists(a, b)" },
    "Invalid ConditionExpression: The function is not allowed to be used this way in an expression; function: if_not_exists",
  ],
  [
    { ConditionExpression: "attribute_exists(a, b)" },
    "Invalid ConditionExpression: Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 2",
  ],
  [
    { ConditionExpression: "((a = b))" },
    "Invalid ConditionExpression: The expression has redundant parentheses;",
  ],
  [
    { ConditionExpression: "a < :a", ExpressionAttributeValues: { ":a": { BOOL: true } } },
    "Invalid ConditionExpression: Incorrect operand type for operator or function; operator: <, operand type: BOOL",
  ],
  [
    { ConditionExpression: "begins_with(a, :a)", ExpressionAttributeValues: { ":a": { N: "1" } } },
    "Invalid ConditionExpression: Incorrect operand type for operator or function; operator or function: begins_with, operand type: N",
  ],
  [
    { ConditionExpression: "a = a" },
    "Invalid ConditionExpression: The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [a]",
  ],
  [
    {
      ConditionExpression: "a BETWEEN :a AND :b",
      ExpressionAttributeValues: { ":a": { N: "2" }, ":b": { N: "1" } },
    },
    "Invalid ConditionExpression: The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}",
  ],
  [{ UpdateExpression: "a = b" }, 'Invalid UpdateExpression: Syntax error; token: "a", near: "a ="'],
  [
    { UpdateExpression: "SET a = b SET c = d" },
    'Invalid UpdateExpression: The "SET" section can only be used once in an update expression;',
  ],
  [
    { UpdateExpression: "SET a = b, a.c = d" },
    "Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, c]",
  ],
  [
    { UpdateExpression: "SET a[0] = b REMOVE a.c" },
    "Invalid UpdateExpression: Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, [0]], path two: [a, c]",
  ],
  [
    { UpdateExpression: "ADD a :a", ExpressionAttributeValues: { ":a": { S: "x" } } },
    "Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND",
  ],
  [
    { UpdateExpression: "SET a = b + :a", ExpressionAttributeValues: { ":a": { S: "x" } } },
    "Invalid UpdateExpression: Incorrect operand type for operator or function; operator or function: +, operand type: S",
  ],
  [
    { ProjectionExpression: "a, a.b" },
    "Invalid ProjectionExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, b]",
  ],
];

test.each(cases)("%j is refused in DynamoDB's words", (texts, message) => {
  expect(() => parseExpressions(texts)).toThrow(
    expect.objectContaining({ name: "ValidationException", message }),
  );
});
