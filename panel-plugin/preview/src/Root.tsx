import { createTheme, ThemeContext } from '@grafana/data';
import { ErrorBoundaryAlert, GlobalStyles, PortalContainer } from '@grafana/ui';
import React, { useMemo, useState } from 'react';
import { AppMount } from './mounts/AppMount';
import { EditorMount } from './mounts/EditorMount';
import { PreviewPage } from './page/PreviewPage';
import { type Parameters } from './parameters';

/** Grafana's own for text; for code what the machine has. */
const FONTS = "'Inter', 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif";
const MONOSPACE = "Menlo, Consolas, 'Liberation Mono', monospace";

export function Root({ parameters }: { parameters: Parameters }): React.JSX.Element {
  const [mode, setMode] = useState(parameters.theme);
  const theme = useMemo(
    () =>
      createTheme({
        colors: { mode },
        typography: { fontFamily: FONTS, fontFamilyMonospace: MONOSPACE },
      }),
    [mode],
  );
  const { mount } = parameters;
  return (
    <ThemeContext.Provider value={theme}>
      <GlobalStyles />
      <ErrorBoundaryAlert>
        {(mount === 'page' || mount === 'panel') && (
          <PreviewPage parameters={parameters} mode={mode} onMode={setMode} />
        )}
        {(mount === 'app' || mount === 'appConfig') && <AppMount part={mount} path={parameters.path} />}
        {(mount === 'queryEditor' || mount === 'configEditor') && (
          <EditorMount part={mount} query={parameters.query} window={parameters.windows[0]} />
        )}
      </ErrorBoundaryAlert>
      <PortalContainer />
    </ThemeContext.Provider>
  );
}
