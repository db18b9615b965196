/** The messages of `plugin.proto` as the decoder hands them over: every field is there, absent messages are null. */
export interface InstanceSettingsMessage {
  id: number;
  name: string;
  url: string;
  jsonData: Buffer;
  decryptedSecureJsonData: Record<string, string>;
  lastUpdatedMS: number;
  uid: string;
}

export interface PluginContextMessage {
  orgId: number;
  pluginId: string;
  /** Absent when Grafana itself asks: an alert rule has no user. */
  user: { login: string; name: string; email: string; role: string } | null;
  dataSourceInstanceSettings: InstanceSettingsMessage | null;
}

export interface DataQueryMessage {
  refId: string;
  maxDataPoints: number;
  intervalMS: number;
  timeRange: { fromEpochMS: number; toEpochMS: number } | null;
  json: Buffer;
  queryType: string;
}

export interface QueryDataRequest {
  pluginContext: PluginContextMessage | null;
  headers: Record<string, string>;
  queries: DataQueryMessage[];
}

/** Whose fault an error is: `downstream` is the user's or the collector's, `plugin` a bug of ours. */
export type ErrorSource = 'downstream' | 'plugin';

export interface DataResponse {
  frames?: Uint8Array[];
  error?: string;
  status?: number;
  errorSource?: ErrorSource;
}

export interface QueryDataResponse {
  responses: Record<string, DataResponse>;
}

export interface CheckHealthRequest {
  pluginContext: PluginContextMessage | null;
}

export interface CheckHealthResponse {
  status: 'OK' | 'ERROR';
  message: string;
  jsonDetails?: Uint8Array;
}

export interface CollectMetricsResponse {
  metrics: { prometheus: Uint8Array };
}

export interface CallResourceRequest {
  pluginContext: PluginContextMessage | null;
  path: string;
  method: string;
  url: string;
  headers: Record<string, { values: string[] }>;
  body: Buffer;
}

export interface CallResourceResponse {
  code: number;
  headers: Record<string, { values: string[] }>;
  body: Uint8Array;
}
