import type { PlatformDocument } from "@signalbox/local/deploy/document";

/** The platform whose groups own no schema: nothing is rehearsed before their releases, which takes longer than all else in them. */
export const withoutUpgrades = ({ entries, ...document }: PlatformDocument): PlatformDocument => ({
  ...document,
  entries: entries.map((entry) => {
    const { call } = entry;
    const { Name, Value } = call?.input ?? {};
    if (call?.operation !== "PutParameter" || !/\/groups\/[\w-]+$/.test(String(Name))) return entry;
    const { upgrade: _, ...group } = JSON.parse(String(Value));
    return { ...entry, call: { ...call, input: { ...call.input, Value: JSON.stringify(group) } } };
  }),
});
