import type { ClusterRole } from '../../../manifests/types';
import type { RevisionSettings } from '../settings/revision';
import { MANAGE, allow } from './permissions';
import { NAME, clusterName, metaOf } from './names';

export const GATEWAY_CONTROLLER = 'istiod-gateway-controller';
/** Whether istiod deploys the pods of gateways and waypoints that are declared with the Gateway API. */
export const deploysGateways = ({ istiod }: RevisionSettings): boolean => istiod.env.PILOT_ENABLE_GATEWAY_API_DEPLOYMENT_CONTROLLER !== 'false';

/** What it takes to deploy them. */
export const gatewayControllerClusterRole = (s: RevisionSettings): ClusterRole => ({
  apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: metaOf(clusterName(GATEWAY_CONTROLLER, s), { labels: { app: NAME } }),
  rules: [
    allow(MANAGE, 'apps', ['deployments']),
    allow(MANAGE, 'autoscaling', ['horizontalpodautoscalers']),
    allow(MANAGE, 'policy', ['poddisruptionbudgets']),
    allow(MANAGE, '', ['services']),
    allow(MANAGE, '', ['serviceaccounts']),
  ],
});
