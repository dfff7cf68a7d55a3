/** What turns props into objects: a good hundred modules, loaded when the first control plane is declared. Most programs declare none. */
export const components = () => require('./components') as typeof import('./components');
/** The same from Istio's own charts. */
export const charts = () => require('./chart/objects') as typeof import('./chart/objects');
export const chartValues = () => require('./chart/values') as typeof import('./chart/values');
/** What judges it, when it is there. */
export const revisionChecks = () => require('./check-revisions') as typeof import('./check-revisions');
