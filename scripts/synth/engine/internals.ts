import * as settings from "@pulumi/pulumi/runtime/settings.js";

// Pulumi strips what it calls internal from its types.
declare module "@pulumi/pulumi/runtime/settings.js" {
  export function setMockOptions(
    monitor: object,
    project: string,
    stack: string,
    preview: boolean,
    organization: string,
  ): void;
  export function waitForRPCs(): Promise<void>;
}

/** Resources register themselves once their inputs are known; the program is through when whole turns bring none. */
export async function quiet(registered: () => number): Promise<void> {
  for (let still = 0; still < 3; still++) {
    const before = registered();
    await settings.waitForRPCs();
    await new Promise((resolve) => setImmediate(resolve));
    if (registered() !== before) still = 0;
  }
}
