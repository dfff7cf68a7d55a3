import type { App } from 'cdk8s';
import * as abTest from './ab-test/mesh';
import * as ambient from './ambient/mesh';
import * as blueGreen from './blue-green/mesh';
import * as bookinfo from './bookinfo/mesh';
import * as canary from './canary/mesh';
import * as chaos from './chaos/mesh';
import * as circuitBreaking from './circuit-breaking/mesh';
import * as controlPlaneDev from './control-plane-dev/mesh';
import * as controlPlaneHa from './control-plane-ha/mesh';
import * as darkLaunch from './dark-launch/mesh';
import * as gitops from './gitops/mesh';
import * as localityFailover from './locality-failover/mesh';
import * as migration from './migration/mesh';
import * as multiCluster from './multi-cluster/mesh';
import * as onlineBoutique from './online-boutique/mesh';
import * as platform from './platform/mesh';
import * as shop from './shop/mesh';
import * as upgrade from './upgrade/mesh';

/**
 * Every example by the name it is run by; migration and upgrade are one for each step. No finding is expected of any: no warning at synth, and nothing from
 * `istioctl analyze` once the cluster has the pods, the Secrets and the Services of others that they name.
 */
export const examples: Readonly<Record<string, (app: App) => unknown>> = {
  bookinfo: bookinfo.build,
  'online-boutique': onlineBoutique.build,
  shop: shop.build,
  platform: platform.build,
  'control-plane-dev': controlPlaneDev.build,
  'control-plane-ha': controlPlaneHa.build,
  ambient: ambient.build,
  gitops: gitops.build,
  'multi-cluster-1-primary': multiCluster.primary,
  'multi-cluster-2-remote': (app) => multiCluster.remote(app),
  'upgrade-1-before': (app) => upgrade.build(app, 'before'),
  'upgrade-2-beside': (app) => upgrade.build(app, 'beside'),
  'upgrade-3-canary': (app) => upgrade.build(app, 'canary'),
  'upgrade-4-moved': (app) => upgrade.build(app, 'moved'),
  'upgrade-5-retired': (app) => upgrade.build(app, 'retired'),
  'migration-1-audit': (app) => migration.build(app, 'audit'),
  'migration-2-permissive': (app) => migration.build(app, 'permissive'),
  'migration-3-strict': (app) => migration.build(app, 'strict'),
  'migration-4-least-privilege': (app) => migration.build(app, 'least-privilege'),
  canary: canary.build,
  'blue-green': (app) => blueGreen.build(app),
  'ab-test': abTest.build,
  'dark-launch': darkLaunch.build,
  'locality-failover': localityFailover.build,
  'circuit-breaking': circuitBreaking.build,
  chaos: chaos.build,
};
