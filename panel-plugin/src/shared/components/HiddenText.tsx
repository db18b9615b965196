import { css } from '@emotion/css';
import React from 'react';

/** For those who hear the page: takes no room and is not seen. */
export const hiddenFromSight = css({
  position: 'absolute',
  width: 1,
  height: 1,
  margin: -1,
  padding: 0,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
  border: 0,
});

export function HiddenText({ children }: { children: React.ReactNode }): React.JSX.Element {
  return <span className={hiddenFromSight}>{children}</span>;
}
