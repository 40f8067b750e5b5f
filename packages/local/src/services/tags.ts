interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** A thing's tags as AWS's lists have them. */
export type Tags = Map<string, string>;

export function addTags(tags: Tags, list: readonly Tag[] | undefined): Tags {
  for (const { Key = "", Value = "" } of list ?? []) tags.set(Key, Value);
  return tags;
}

export function removeTags(tags: Tags, keys: readonly string[] | undefined): void {
  for (const key of keys ?? []) tags.delete(key);
}

export function tagList(tags: Tags | undefined): { Key: string; Value: string }[] {
  return [...(tags ?? [])].map(([Key, Value]) => ({ Key, Value }));
}
