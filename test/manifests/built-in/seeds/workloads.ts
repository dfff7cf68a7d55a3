import { type Fields, of, type Seed } from './seed';

const labels = { app: 'web' };
const selector = { matchLabels: labels };
const containers = [{ name: 'web', image: 'registry.example/web:1' }];
const template = (more: Fields = {}): Fields => ({ metadata: { labels }, spec: { containers, ...more } });
const daemonSet = of('apps/v1', 'DaemonSet');
const statefulSet = of('apps/v1', 'StatefulSet');
const job = of('batch/v1', 'Job');
const cronJob = of('batch/v1', 'CronJob');

/** What runs pods, apart from a Deployment: its own fields. */
export const workloadSeeds: readonly Seed[] = [
  of('apps/v1', 'Deployment')('recreated', { spec: { selector, strategy: { type: 'Recreate' }, template: template() } }),
  daemonSet('', { spec: { selector, template: template(), minReadySeconds: 1, revisionHistoryLimit: 3, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } } } }),
  daemonSet('on delete', { spec: { selector, template: template({ restartPolicy: 'Always' }), updateStrategy: { type: 'OnDelete' } } }),
  daemonSet('surging', { spec: { selector, template: template(), updateStrategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: '10%' } } } }),
  statefulSet('', {
    spec: {
      selector, template: template(), serviceName: 'web', replicas: 3, podManagementPolicy: 'Parallel', minReadySeconds: 1, revisionHistoryLimit: 3, ordinals: { start: 1 }, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1, maxUnavailable: 1 } },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Delete' },
      volumeClaimTemplates: [{ metadata: { name: 'data', labels }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' }, limits: { storage: '2Gi' } }, storageClassName: 'fast', volumeMode: 'Filesystem' } }],
    },
  }),
  statefulSet('with its claims mounted', {
    spec: { selector, template: { metadata: { labels }, spec: { containers: [{ ...containers[0], volumeMounts: [{ name: 'data', mountPath: '/data' }] }] } }, serviceName: '', updateStrategy: { type: 'OnDelete' }, volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }] },
  }),
  job('', { spec: { template: template({ restartPolicy: 'OnFailure' }), parallelism: 2, completions: 3, backoffLimit: 4, activeDeadlineSeconds: 600, ttlSecondsAfterFinished: 60, completionMode: 'NonIndexed', suspend: false, podReplacementPolicy: 'TerminatingOrFailed' } }),
  job('indexed', { spec: { template: template({ restartPolicy: 'Never' }), parallelism: 2, completions: 3, completionMode: 'Indexed', backoffLimitPerIndex: 1, maxFailedIndexes: 2, successPolicy: { rules: [{ succeededIndexes: '0-1', succeededCount: 1 }] }, managedBy: 'example.com/controller' } }),
  job('with a policy of failures', { spec: { template: template({ restartPolicy: 'Never' }), podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { containerName: 'web', operator: 'In', values: [1, 42] } }, { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }] } } }),
  job('with a selector', { spec: { manualSelector: true, selector, template: template({ restartPolicy: 'Never' }) } }),
  cronJob('', { spec: { schedule: '*/5 * * * *', timeZone: 'Etc/UTC', concurrencyPolicy: 'Forbid', startingDeadlineSeconds: 60, failedJobsHistoryLimit: 1, successfulJobsHistoryLimit: 3, suspend: false, jobTemplate: { metadata: { labels }, spec: { template: template({ restartPolicy: 'OnFailure' }), backoffLimit: 1 } } } }),
  cronJob('by word', { spec: { schedule: '@hourly', jobTemplate: { spec: { template: template({ restartPolicy: 'Never' }) } } } }),
];
