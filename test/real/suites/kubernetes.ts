import { programCases } from '../kube/cases/programs';
import type { Suite } from '../suite';

/** A real API server takes what is written. */
export const kubernetes: Suite = {
  name: 'kubernetes',
  title: 'a real API server takes every example and the control plane: in the written order, again without a change, upgraded by revision and tag, deleted clean',
  async run(context) {
    await programCases(context);
  },
};
