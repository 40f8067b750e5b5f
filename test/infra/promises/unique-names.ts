import type { InfraPromise } from "../promise.ts";
import { arnOf, wrong } from "../view/resources.ts";

/** Attachments and rules, whose id is that of what they belong to; an event target's is one of its rule alone. */
const anonymous =
  /Policy|Configuration|Association|Attachment|Notification|Versioning|Block|Controls|Config$|Version:|Rotation|SecretVersion|Certificate:Validation|EventTarget$/;

export const uniqueNames: InfraPromise = {
  name: "no two resources of a region have one name",
  check: ({ resources }) => {
    const seen = new Map<string, string>();
    return resources.flatMap((one) => {
      const arn = arnOf(one);
      if (!arn.startsWith("arn:") || anonymous.test(one.type)) return [];
      const key = `${one.type} ${arn}`;
      const other = seen.get(key);
      seen.set(key, one.name);
      return other === undefined ? [] : [wrong(one, `has the name of ${other}`)];
    });
  },
};
