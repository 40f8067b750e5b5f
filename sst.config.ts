/// <reference path="./.sst/platform/config.d.ts" />

export default $config({
  async app({ stage }) {
    const { load } = await import("@signalbox/config/load");
    const { name, permanent } = load(stage);
    return {
      name,
      home: "aws",
      removal: permanent ? "retain" : "remove",
      protect: permanent,
      // What SST 4.17.1 pins; resources name their own region's provider.
      providers: { aws: { version: "7.20.0", region: "us-east-1" } },
    };
  },
  async run() {
    const { load } = await import("@signalbox/config/load");
    const { platform } = await import("./stacks/platform");
    return platform(load($app.stage), $app.stage);
  },
});
