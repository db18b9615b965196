import { css, cx } from '@emotion/css';
import { type Field, type GrafanaTheme2 } from '@grafana/data';
import { DataLinksContextMenu, useStyles2 } from '@grafana/ui';
import React from 'react';

interface Props {
  /** Whose data links are offered, as of a row. */
  field: Field | undefined;
  row: number;
  children: React.ReactNode;
}

/** A name that opens the data links of a field; plain text where it has none. */
export function LinkedName({ field, row, children }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const links = field?.getLinks?.({ valueRowIndex: row }) ?? [];
  if (links.length === 0) return <>{children}</>;
  return (
    <DataLinksContextMenu links={() => links}>
      {({ openMenu, targetClassName }) =>
        openMenu ? (
          <button type="button" className={cx(styles.link, targetClassName)} onClick={openMenu}>
            {children}
          </button>
        ) : (
          <span className={styles.link}>{children}</span>
        )
      }
    </DataLinksContextMenu>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  link: css({
    padding: 0,
    border: 'none',
    background: 'none',
    font: 'inherit',
    textAlign: 'left',
    color: theme.colors.text.link,
    cursor: 'pointer',
    '&:hover': { textDecoration: 'underline' },
  }),
});
