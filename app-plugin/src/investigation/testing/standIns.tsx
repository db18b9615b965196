/*
 * What the page takes from @grafana/ui, as plain elements: the package itself ships modules that do not load under
 * Jest. How the real ones look and behave is seen in a browser.
 */
import { createTheme, type GrafanaTheme2 } from '@grafana/data';
import React, { type ButtonHTMLAttributes, type ReactNode } from 'react';

interface Parts {
  children?: ReactNode;
}

interface ButtonParts extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon?: string;
  fill?: string;
  size?: string;
  variant?: string;
}

export const Stack = ({ children }: Parts) => <div>{children}</div>;
export const EmptyState = ({ message, children }: Parts & { message: string }) => (
  <div>
    {message} {children}
  </div>
);
export const Alert = ({ title, children }: Parts & { title: string }) => (
  <div role="alert">
    {title}: {children}
  </div>
);
export const Button = ({ icon: _i, fill: _f, size: _s, variant: _v, ...rest }: ButtonParts) => (
  <button {...rest} />
);
export const LinkButton = ({ href, children }: Parts & { href: string }) => <a href={href}>{children}</a>;
export const Icon = () => null;
export const Spinner = () => null;
export const LoadingPlaceholder = ({ text }: { text: string }) => <p>{text}</p>;
export const useStyles2 = <T,>(getStyles: (theme: GrafanaTheme2) => T): T => getStyles(createTheme());
