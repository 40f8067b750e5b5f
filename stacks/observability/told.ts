/// <reference path="../../.sst/platform/config.d.ts" />

/** ARNs of the topics that people read. */
export interface Told {
  readonly alarms: $util.Output<string>;
  readonly reports: $util.Output<string>;
}
