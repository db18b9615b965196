/*
 * What the editor takes from @grafana/ui, as plain elements: the package itself ships modules that do not load under
 * Jest. How the real ones look and behave is seen in a browser.
 */
import React, { type ButtonHTMLAttributes, type InputHTMLAttributes, type ReactNode } from 'react';

interface Parts {
  children?: ReactNode;
}

interface LabelledParts extends Parts {
  label?: string;
  htmlFor?: string;
  error?: ReactNode;
  invalid?: boolean;
}

interface Choice {
  value: string;
  label?: string;
}

interface ChoiceParts {
  id?: string;
  options: Choice[];
  value?: string | null;
  onChange: (option: Choice | null) => void;
}

export const Stack = ({ children }: Parts) => <div>{children}</div>;
export const ErrorBoundaryAlert = ({ children }: Parts) => <>{children}</>;

export const Alert = ({ title, children }: Parts & { title: string }) => (
  <div role="alert">
    <b>{title}</b>
    <p>{children}</p>
  </div>
);

export const InlineField = ({ label, htmlFor, error, invalid, children }: LabelledParts) => (
  <div>
    <label htmlFor={htmlFor}>{label}</label>
    {children}
    {invalid && <em>{error}</em>}
  </div>
);

export const Input = ({ width: _width, ...rest }: InputHTMLAttributes<HTMLInputElement>) => (
  <input {...rest} />
);

export const Button = ({ children, onClick }: ButtonHTMLAttributes<HTMLButtonElement>) => (
  <button onClick={onClick}>{children}</button>
);

export const IconButton = ({ tooltip, onClick }: { tooltip: string; onClick: () => void }) => (
  <button aria-label={tooltip} onClick={onClick} />
);

export const Combobox = ({ id, options, value, onChange }: ChoiceParts) => (
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

export const MultiCombobox = ({
  id,
  options,
  value = [],
  onChange,
}: Omit<ChoiceParts, 'value' | 'onChange'> & { value?: string[]; onChange: (options: Choice[]) => void }) => (
  <select
    id={id}
    multiple
    value={value}
    onChange={(event) => onChange([...event.target.selectedOptions].map((one) => ({ value: one.value })))}
  >
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
