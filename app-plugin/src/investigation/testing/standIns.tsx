/*
 * What the page takes from @grafana/ui, as plain elements: the package itself ships modules that do not load under
 * Jest. How the real ones look and behave is seen in a browser.
 */
import { createTheme, type GrafanaTheme2 } from '@grafana/data';
import React, {
  type ButtonHTMLAttributes,
  type InputHTMLAttributes,
  type ReactNode,
  type TextareaHTMLAttributes,
} from 'react';

interface Parts {
  children?: ReactNode;
}

interface ButtonParts extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon?: string;
  fill?: string;
  size?: string;
  variant?: string;
  tooltip?: string;
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
export const Button = ({ icon: _i, fill: _f, size: _s, variant: _v, tooltip: _t, ...rest }: ButtonParts) => (
  <button {...rest} />
);
export const LinkButton = ({ href, children }: Parts & { href: string }) => <a href={href}>{children}</a>;
export const Field = ({
  label,
  htmlFor,
  error,
  invalid,
  children,
}: Parts & { label: string; htmlFor?: string; error?: ReactNode; invalid?: boolean }) => (
  <div>
    <label htmlFor={htmlFor}>{label}</label>
    {children}
    {invalid && <em>{error}</em>}
  </div>
);
export const Input = ({ width: _width, ...rest }: InputHTMLAttributes<HTMLInputElement>) => (
  <input {...rest} />
);
export const TextArea = (props: TextareaHTMLAttributes<HTMLTextAreaElement>) => <textarea {...props} />;
export const Checkbox = ({
  label,
  value,
  description: _description,
  ...rest
}: Omit<InputHTMLAttributes<HTMLInputElement>, 'value'> & {
  label: string;
  value: boolean;
  description?: string;
}) => (
  <label>
    {label}
    <input type="checkbox" checked={value} {...rest} />
  </label>
);
export const IconButton = ({ tooltip, onClick }: { tooltip: string; onClick: () => void }) => (
  <button aria-label={tooltip} onClick={onClick} />
);

interface Choice {
  value: string;
  label?: string;
}
export const Combobox = ({
  id,
  options,
  value,
  onChange,
}: {
  id?: string;
  options: Choice[];
  value?: string | null;
  onChange: (option: Choice | null) => void;
}) => (
  <select
    id={id}
    value={value ?? ''}
    onChange={(event) => onChange(options.find((one) => one.value === event.target.value) ?? null)}
  >
    <option value="" />
    {options.map((one) => (
      <option key={one.value} value={one.value}>
        {one.label}
      </option>
    ))}
  </select>
);
export const RadioButtonGroup = ({
  options,
  onChange,
}: {
  options: Choice[];
  onChange: (value: string) => void;
}) => (
  <div>
    {options.map((one) => (
      <button key={one.value} onClick={() => onChange(one.value)}>
        {one.label}
      </button>
    ))}
  </div>
);
export const Icon = () => null;
export const Spinner = () => null;
export const LoadingPlaceholder = ({ text }: { text: string }) => <p>{text}</p>;
export const useStyles2 = <T,>(getStyles: (theme: GrafanaTheme2) => T): T => getStyles(createTheme());
