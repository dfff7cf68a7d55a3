import { between, each, form, MODE, oneField, oneFieldAtMost, oneOf, SOME, TEXT, type CheckFacts } from '../fact';

const SOURCES = [
  'configMap', 'secret', 'emptyDir', 'projected', 'downwardAPI', 'hostPath', 'persistentVolumeClaim', 'ephemeral', 'csi', 'image', 'nfs', 'iscsi', 'fc', 'awsElasticBlockStore', 'azureDisk', 'azureFile',
  'cephfs', 'cinder', 'flexVolume', 'flocker', 'gcePersistentDisk', 'gitRepo', 'glusterfs', 'photonPersistentDisk', 'portworxVolume', 'quobyte', 'rbd', 'scaleIO', 'storageos', 'vsphereVolume',
];

/** Volumes, but for those that belong to one cloud or to a kind of storage that is gone. */
export const VOLUMES: CheckFacts = {
  'Volume': oneFieldAtMost(...SOURCES),
  'Volume.name': form('dns-label'),
  'VolumeProjection': oneFieldAtMost('clusterTrustBundle', 'configMap', 'downwardAPI', 'podCertificate', 'secret', 'serviceAccountToken'),
  ...each(['ConfigMapVolumeSource', 'ConfigMapProjection', 'SecretProjection'], { required: ['name'] }),
  ...each(['ConfigMapVolumeSource.name', 'ConfigMapProjection.name', 'SecretProjection.name'], TEXT),
  'SecretVolumeSource': { required: ['secretName'] },
  'SecretVolumeSource.secretName': TEXT,
  ...each(['ConfigMapVolumeSource.defaultMode', 'SecretVolumeSource.defaultMode', 'ProjectedVolumeSource.defaultMode', 'DownwardAPIVolumeSource.defaultMode', 'KeyToPath.mode', 'DownwardAPIVolumeFile.mode'], MODE),
  'KeyToPath.key': TEXT,
  'KeyToPath.path': form('relative-path'),
  'DownwardAPIVolumeFile': oneField('fieldRef', 'resourceFieldRef'),
  'DownwardAPIVolumeFile.path': form('relative-path'),
  'ServiceAccountTokenProjection.expirationSeconds': between(600, 2 ** 32),
  'ServiceAccountTokenProjection.path': form('relative-path'),
  'EmptyDirVolumeSource.sizeLimit': form('not-negative'),
  'HostPathVolumeSource.path': form('path-upwards'),
  'HostPathVolumeSource.type': oneOf('', 'DirectoryOrCreate', 'Directory', 'FileOrCreate', 'File', 'Socket', 'CharDevice', 'BlockDevice'),
  'PersistentVolumeClaimVolumeSource.claimName': TEXT,
  'CSIVolumeSource.nodePublishSecretRef': { required: ['name'] },
  'CSIVolumeSource.driver': form('csi-driver'),
  'ImageVolumeSource.pullPolicy': oneOf('', 'Always', 'IfNotPresent', 'Never'),
  'NFSVolumeSource.server': TEXT,
  'NFSVolumeSource.path': form('absolute-path'),
  'EphemeralVolumeSource': { required: ['volumeClaimTemplate'] },
  'PersistentVolumeClaimSpec': { required: ['accessModes', 'resources'] },
  'PersistentVolumeClaimSpec.accessModes': SOME,
  'PersistentVolumeClaimSpec.storageClassName': form('dns-subdomain-or-empty'),
  'PersistentVolumeClaimSpec.volumeAttributesClassName': form('dns-subdomain-or-empty'),
};
