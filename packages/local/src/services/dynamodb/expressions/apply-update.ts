import { invalid } from "../invalid.ts";
import { add, subtract } from "../number.ts";
import { type Item, identity, type Value } from "../value.ts";
import { replaceAt } from "./document.ts";
import { type Path, valueAt } from "./path.ts";
import type { Action, Source, Update } from "./update.ts";

/**
 * The item after an update. Everything is read from the item as it was; removals come last and from the end, so that
 * every list index means what it meant before.
 */
export function applyUpdate(item: Item, update: Update): Item {
  const changes = update.map((action) => ({ path: action.path, value: outcome(item, action) }));
  const removed = changes.filter(({ value }) => !value).toSorted((a, b) => pathOrder(b.path, a.path));
  // New members of a list go to its end in the order of their indexes.
  const kept = changes.filter(({ value }) => value).toSorted((a, b) => pathOrder(a.path, b.path));
  return [...kept, ...removed].reduce((next, { path, value }) => replaceAt(next, path, value), item);
}

/** What an action leaves at its path; undefined for nothing. */
function outcome(item: Item, action: Action): Value | undefined {
  switch (action.kind) {
    case "set":
      return evaluate(item, action.source);
    case "remove":
      return undefined;
    case "add":
      return added(valueAt(item, action.path), action.value);
    case "delete":
      return without(valueAt(item, action.path), action.value);
  }
}

/** Orders paths by their first difference, members of a list by their index. */
function pathOrder(left: Path, right: Path): number {
  const at = left.findIndex((element, index) => element !== right[index]);
  const [one = "", two = ""] = [left[at], right[at]];
  if (typeof one === "number" && typeof two === "number") return one - two;
  return one < two ? -1 : 1;
}

function evaluate(item: Item, source: Source): Value {
  switch (source.kind) {
    case "value":
      return source.value;
    case "path": {
      const value = valueAt(item, source.path);
      if (value) return value;
      throw invalid("The provided expression refers to an attribute that does not exist in the item");
    }
    case "if-not-exists":
      return valueAt(item, source.path) ?? evaluate(item, source.otherwise);
    case "list-append": {
      const [left, right] = [evaluate(item, source.left), evaluate(item, source.right)];
      if (left.type !== "L" || right.type !== "L") throw wrongType();
      return { type: "L", value: [...left.value, ...right.value] };
    }
    case "plus":
    case "minus": {
      const [left, right] = [evaluate(item, source.left), evaluate(item, source.right)];
      if (left.type !== "N" || right.type !== "N") throw wrongType();
      const value = (source.kind === "plus" ? add : subtract)(left.value, right.value);
      return { type: "N", value };
    }
  }
}

/** ADD: a number grows, a set gains members; what is absent begins as 0 or as an empty set. */
function added(old: Value | undefined, value: Value): Value {
  if (!old) return value;
  if (old.type === "N" && value.type === "N") return { type: "N", value: add(old.value, value.value) };
  if ((old.type === "SS" || old.type === "NS") && old.type === value.type)
    return { type: old.type, value: [...new Set([...old.value, ...value.value])] };
  if (old.type === "BS" && value.type === "BS") {
    const known = old.value;
    return {
      type: "BS",
      value: [...known, ...value.value.filter((one) => !known.some((its) => its.equals(one)))],
    };
  }
  throw wrongType();
}

/** DELETE: a set loses members, and is gone with its last. */
function without(old: Value | undefined, value: Value): Value | undefined {
  if (!old) return undefined;
  if ((old.type === "SS" || old.type === "NS") && old.type === value.type) {
    const rest = old.value.filter((one) => !value.value.includes(one));
    return rest.length > 0 ? { type: old.type, value: rest } : undefined;
  }
  if (old.type === "BS" && value.type === "BS") {
    const gone = new Set(value.value.map((one) => one.toString("base64")));
    const rest = old.value.filter((one) => !gone.has(identity({ type: "B", value: one })));
    return rest.length > 0 ? { type: "BS", value: rest } : undefined;
  }
  throw wrongType();
}

const wrongType = () => invalid("An operand in the update expression has an incorrect data type");
