import type { Container, PodSpec, TopologySpreadConstraint, Toleration, NodeSelectorTerm, PodAffinityTerm } from '../../types';
import { isDnsSubdomain, isLabelKey, isLabelValue } from '../names';
import { type Fault, fault, firstOf, isGiven } from './fault';

/** What the parts of a pod ask of each other; volumes apart, which may come from elsewhere. */
export function podSpec(spec: PodSpec): Fault | undefined {
  return names(spec) ?? account(spec) ?? firstOf('initContainers', spec.initContainers, initContainer) ?? hostPorts(spec) ?? dns(spec) ?? stopping(spec) ?? host(spec);
}

/** A container that ends before the others begin is asked nothing. */
function initContainer({ restartPolicy, lifecycle, livenessProbe, readinessProbe, startupProbe }: Container): Fault | undefined {
  if (restartPolicy === 'Always') return undefined;
  const wrong = lifecycle != null ? 'lifecycle' : livenessProbe != null ? 'livenessProbe' : readinessProbe != null ? 'readinessProbe' : startupProbe != null ? 'startupProbe' : undefined;
  return wrong === undefined ? undefined : fault(wrong, `an init container has no ${wrong}`, 'remove it, or let the container run beside the others: restartPolicy: Always');
}

/** The name of old is read where the name of today is not set. */
function account({ serviceAccount, serviceAccountName }: PodSpec): Fault | undefined {
  return isGiven(serviceAccount) && !isGiven(serviceAccountName) && !isDnsSubdomain(serviceAccount!) ? fault('serviceAccount', `${JSON.stringify(serviceAccount)} is not a name of a ServiceAccount`, 'use lower-case letters, digits, "-" and "."') : undefined;
}

function names({ containers, initContainers }: PodSpec): Fault | undefined {
  if (initContainers == null || initContainers.length === 0) return undefined;
  for (let i = 0; i < initContainers.length; i++) {
    const at = containers.findIndex(({ name }) => name === initContainers[i]!.name);
    if (at >= 0) return fault(`initContainers[${i}].name`, `the name ${initContainers[i]!.name} is already at containers[${at}]`, 'name one of them differently');
  }
  return undefined;
}

function hostPorts({ containers, hostNetwork }: PodSpec): Fault | undefined {
  let seen: Set<string> | undefined;
  return firstOf('containers', containers, ({ ports }) => firstOf('ports', ports, ({ containerPort, hostPort, hostIP, protocol }) => {
    if (hostPort == null || hostPort === 0) return undefined;
    if (hostNetwork === true && hostPort !== containerPort) return fault('hostPort', `on the network of the node a port is the same outside, and not ${hostPort}`, `remove hostPort, or set it to ${containerPort}`);
    const key = `${protocol || 'TCP'} ${hostIP || ''} ${hostPort}`;
    if ((seen ??= new Set()).has(key)) return fault('hostPort', `${hostPort} is already taken by another port of the pod`, 'choose another');
    seen.add(key);
    return undefined;
  }));
}

function dns({ dnsPolicy, dnsConfig }: PodSpec): Fault | undefined {
  return dnsPolicy === 'None' && !dnsConfig?.nameservers?.length ? fault('dnsConfig', 'dnsPolicy: None leaves the pod without a name server', 'set dnsConfig.nameservers, or another dnsPolicy') : undefined;
}

/** A pause before the end has to fit into what is given for it. */
function stopping({ containers, terminationGracePeriodSeconds }: PodSpec): Fault | undefined {
  const most = terminationGracePeriodSeconds ?? 30;
  return firstOf('containers', containers, ({ lifecycle }) => {
    const seconds = lifecycle?.preStop?.sleep?.seconds;
    return seconds != null && seconds > most ? fault('lifecycle.preStop.sleep.seconds', `the pod is given ${most} s to end, and the pause alone takes ${seconds}`, 'shorten it, or raise terminationGracePeriodSeconds') : undefined;
  });
}

function host({ hostNetwork, hostPID, hostIPC, hostUsers, shareProcessNamespace, hostnameOverride, setHostnameAsFQDN, securityContext, containers }: PodSpec): Fault | undefined {
  if (hostPID === true && shareProcessNamespace === true) return fault('shareProcessNamespace', 'the pod is in the process namespace of the node already', 'remove it, or hostPID');
  if (hostUsers === false && (hostPID === true || hostIPC === true)) return fault('hostUsers', 'users of its own do not go with a namespace of the node', 'remove hostUsers: false, or hostPID and hostIPC');
  if (hostnameOverride != null && (hostNetwork === true || setHostnameAsFQDN === true)) return fault('hostnameOverride', 'the pod has the name of its node or of its domain already', 'remove it, or hostNetwork and setHostnameAsFQDN');
  if (hostUsers !== false) { const unmasked = containers.findIndex((one) => one.securityContext?.procMount === 'Unmasked'); if (unmasked >= 0) return fault(`containers[${unmasked}].securityContext.procMount`, 'only users of its own may see all of /proc', 'set hostUsers: false, or remove procMount'); }
  const at = securityContext?.sysctls?.findIndex(({ name }) => (hostNetwork === true && /^net[./]/.test(name)) || (hostIPC === true && /^(?:kernel[./](?:shm|msg|sem)|fs[./]mqueue[./])/.test(name))) ?? -1;
  return at < 0 ? undefined : fault(`securityContext.sysctls[${at}].name`, 'the parameter is that of the node, whose namespace the pod shares', 'remove it');
}

/** For pods that do not run yet. */
export const forDebugging = ({ ephemeralContainers }: PodSpec): Fault | undefined => (ephemeralContainers?.length ? fault('ephemeralContainers', 'containers for debugging come to pods that run', 'remove it') : undefined);

export function toleration({ key, operator, value, effect, tolerationSeconds }: Toleration): Fault | undefined {
  if (!isGiven(key) && operator !== 'Exists') return fault('operator', 'a toleration without a key tolerates everything', 'set operator: Exists, or a key');
  if (operator === 'Exists' && isGiven(value)) return fault('value', 'the operator Exists has no value', 'remove it, or set operator: Equal');
  if (operator !== 'Exists' && isGiven(value) && !isLabelValue(value!)) return fault('value', `${JSON.stringify(value)} is not a value of a taint`, 'use at most 63 letters, digits, "-", "_" and "."');
  return tolerationSeconds != null && effect !== 'NoExecute' ? fault('tolerationSeconds', 'only pods that would be evicted are tolerated for a time', 'set effect: NoExecute, or remove it') : undefined;
}

export function spread({ whenUnsatisfiable, minDomains, matchLabelKeys, labelSelector }: TopologySpreadConstraint): Fault | undefined {
  if (minDomains != null && whenUnsatisfiable !== 'DoNotSchedule') return fault('minDomains', 'it is about pods that are not scheduled otherwise', 'set whenUnsatisfiable: DoNotSchedule, or remove it');
  return keysOfSelector(matchLabelKeys, labelSelector);
}

const keysOfSelector = (keys: readonly string[] | undefined, selector: unknown): Fault | undefined => (keys?.length && selector == null ? fault('matchLabelKeys', 'labels are named, and no pods are selected', 'set labelSelector') : undefined);
export const affinityTerm = ({ matchLabelKeys, mismatchLabelKeys, labelSelector }: PodAffinityTerm): Fault | undefined => keysOfSelector(matchLabelKeys ?? mismatchLabelKeys, labelSelector);

/** A node's labels; of its fields the name, and one of it. */
export function nodeTerm({ matchExpressions, matchFields }: NodeSelectorTerm): Fault | undefined {
  return firstOf('matchExpressions', matchExpressions, ({ key, values }) => {
    if (!isLabelKey(key)) return fault('key', `${JSON.stringify(key)} is not a label key`, 'use a name of at most 63 letters, digits, "-", "_" and ".", with an optional DNS name and "/" in front');
    return firstOf('values', values, (value) => (isLabelValue(value) ? undefined : fault('', `${JSON.stringify(value)} is not a valid label value`, 'use at most 63 letters, digits, "-", "_" and "."')));
  }) ?? firstOf('matchFields', matchFields, ({ key, operator, values }) => {
    if (operator !== 'In' && operator !== 'NotIn') return fault('operator', `nodes are not selected by a field with ${operator}`, 'use In or NotIn');
    if (values?.length !== 1) return fault('values', 'one value is compared with a field', 'write one');
    if (key !== 'metadata.name') return fault('key', `nodes are not selected by ${JSON.stringify(key)}`, 'use metadata.name');
    return isDnsSubdomain(values[0]!) ? undefined : fault('values[0]', `${JSON.stringify(values[0])} is not the name of a node`, 'use lower-case letters, digits, "-" and "."');
  });
}
