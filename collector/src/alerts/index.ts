export { writeGrafanaRules, type GrafanaOptions, type Receivers } from './grafana/writeGrafanaRules';
export { writePolicyTree } from './grafana/writePolicyTree';
export { planRules } from './planRules';
export { USUAL_BURN_RATES } from './rules/burnRates';
export { type AlertRule, USUAL_WINDOWS, type WindowChoices } from './rule';
export { writePrometheusRules, type PrometheusOptions } from './prometheus/writePrometheusRules';
