import { createRoot } from 'react-dom/client';
import React from 'react';
import { setUpGrafana } from './grafana';
import { readParameters } from './parameters';
import { Root } from './Root';

const parameters = readParameters(new URL(window.location.href));
setUpGrafana(parameters);
createRoot(document.getElementById('root')!).render(<Root parameters={parameters} />);
