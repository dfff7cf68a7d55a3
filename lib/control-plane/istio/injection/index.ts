export { injectorConfig } from './config';
export { injectorValues } from './values';
export { injectionTemplate, TEMPLATE_NAMES, type TemplateName } from './templates';
