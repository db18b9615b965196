import { config } from '@grafana/runtime';

/** The backend refuses whoever may not; this only spares them the try. */
export const mayUserChange = (): boolean =>
  !['Viewer', 'None'].includes(config.bootData?.user?.orgRole ?? '');
