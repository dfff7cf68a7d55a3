import { stringify } from '../../../manifests/yaml';
import type { ConfigMap } from '../../../manifests/types';
import type { CniSettings } from '../settings/agents';
import { metaOf, NAME } from './labels';

/** Label and init container by which a pod is known that started before the plugin was there. */
const BROKEN = { REPAIR_BROKEN_POD_LABEL_KEY: 'cni.istio.io/uninitialized', REPAIR_BROKEN_POD_LABEL_VALUE: 'true', REPAIR_INIT_CONTAINER_NAME: 'istio-validation' };

/** The agent's environment. Values are texts, as it reads them. */
export function configMap(settings: CniSettings): ConfigMap {
  const { ambient, chained, confFileName, env, excludeNamespaces, image, namespace, nftables, ownedConfig, repair } = settings;
  const flags = {
    AMBIENT_DNS_CAPTURE: ambient.dnsCapture,
    AMBIENT_ENABLED: ambient.enabled,
    AMBIENT_IPV6: ambient.ipv6,
    AMBIENT_RECONCILE_POD_RULES_ON_STARTUP: ambient.reconcileIptablesOnStartup,
    CHAINED_CNI_PLUGIN: chained,
    ENABLE_AMBIENT_DETECTION_RETRY: false,
    ISTIO_OWNED_CNI_CONFIG: ownedConfig !== undefined,
    NATIVE_NFTABLES: nftables,
    // One of the three ways; switched off, the default stays written down.
    REPAIR_DELETE_PODS: repair === 'delete', REPAIR_ENABLED: repair !== 'off', REPAIR_LABEL_PODS: repair === 'label', REPAIR_REPAIR_PODS: repair === 'repair' || repair === 'off',
  };
  return {
    apiVersion: 'v1', kind: 'ConfigMap', metadata: metaOf(`${NAME}-config`, namespace, { app: NAME }),
    data: {
      ...Object.fromEntries(Object.entries(flags).map(([key, value]) => [key, String(value)])),
      AMBIENT_ENABLEMENT_SELECTOR: stringify(ambient.enablementSelectors),
      CURRENT_AGENT_VERSION: image.tag,
      EXCLUDE_NAMESPACES: excludeNamespaces.join(','),
      ...BROKEN,
      ...(confFileName !== undefined && { CNI_CONF_NAME: confFileName }),
      ...(ownedConfig !== undefined && { ISTIO_OWNED_CNI_CONF_FILENAME: ownedConfig }),
      ...env,
    },
  };
}
