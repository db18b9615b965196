import * as emotionCss from '@emotion/css';
import * as emotionReact from '@emotion/react';
import * as grafanaData from '@grafana/data';
import * as grafanaRuntime from '@grafana/runtime';
import * as grafanaUi from '@grafana/ui';
import lodash from 'lodash';
import moment from 'moment';
import React from 'react';
import ReactDOM from 'react-dom';
import * as rxjs from 'rxjs';
import { HostDataErrorView, HostPluginPage } from './grafana/components';

/** What Grafana gives to its plugins: the same packages, and here the two components that its core fills in. */
export const sharedModules: Record<string, unknown> = {
  '@emotion/css': emotionCss,
  '@emotion/react': emotionReact,
  '@grafana/data': grafanaData,
  '@grafana/runtime': {
    ...grafanaRuntime,
    PanelDataErrorView: HostDataErrorView,
    PluginPage: HostPluginPage,
  },
  '@grafana/ui': grafanaUi,
  lodash,
  moment,
  react: React,
  'react-dom': ReactDOM,
  rxjs,
};
