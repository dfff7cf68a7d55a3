import type { Platform } from '../props/common';

/** Where a platform keeps what the CNI agent needs, and what it wants besides. */
export interface PlatformFacts {
  readonly binDir: string;
  readonly confDir: string;
  readonly netnsDir: string;
  readonly confFileName?: string;
  /** Whether the plugin extends another's configuration, or stands by itself. */
  readonly chained: boolean;
  readonly provider: 'default' | 'multus';
  /** Namespace of the node agents where it is not istiod's. */
  readonly agents?: string;
  /** Critical pods are admitted outside of kube-system only where a quota names them. */
  readonly quota: boolean;
  /** SELinux type of the agents' containers. */
  readonly seLinuxType?: string;
  /** Security context constraint that the agents' accounts must be allowed to use. */
  readonly constraint?: string;
}

const common: PlatformFacts = { binDir: '/opt/cni/bin', confDir: '/etc/cni/net.d', netnsDir: '/var/run/netns', chained: true, provider: 'default', quota: false };
/** Source: the platform profiles of Istio 1.31's charts; EKS has none, because it keeps to what is common. */
export const PLATFORMS: Readonly<Record<Platform, PlatformFacts>> = {
  eks: common,
  gke: { ...common, binDir: '/home/kubernetes/bin', quota: true },
  k3d: { ...common, binDir: '/bin', confDir: '/var/lib/rancher/k3s/agent/etc/cni/net.d' },
  k3s: { ...common, binDir: '/var/lib/rancher/k3s/data/cni', confDir: '/var/lib/rancher/k3s/agent/etc/cni/net.d' },
  microk8s: { ...common, binDir: '/var/snap/microk8s/current/opt/cni/bin', confDir: '/var/snap/microk8s/current/args/cni-network' },
  minikube: { ...common, netnsDir: '/var/run/docker/netns' },
  openshift: {
    ...common, binDir: '/var/lib/cni/bin', confDir: '/etc/cni/multus/net.d', chained: false, confFileName: 'istio-cni.conf', provider: 'multus',
    agents: 'kube-system', seLinuxType: 'spc_t', constraint: 'privileged',
  },
};
export const platformFacts = (platform: Platform | undefined): PlatformFacts => (platform === undefined ? common : PLATFORMS[platform]);
