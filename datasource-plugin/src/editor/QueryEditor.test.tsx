/** @jest-environment jsdom */
import { CATALOGUE } from '@modelwatch/collector/contract';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import React from 'react';
import { type ModelWatchDataSource } from '../datasource';
import { Resources } from '../resources';
import { type ModelWatchQuery } from '../types';
import { QueryEditor } from './QueryEditor';

const ENTRY = {
  spec: { model: 'employment' },
  schema: { features: [{ name: 'AGEP' }], segments: ['sex'] },
  versions: { v1: {} },
  baselines: { v1: {} },
};

jest.mock('@grafana/ui', () => jest.requireActual<object>('./testing/standIns'));
jest.mock('@grafana/runtime', () => ({
  getTemplateSrv: () => ({ getVariables: () => [{ name: 'model' }] }),
}));

function show(query: Partial<ModelWatchQuery>, read?: () => Promise<unknown>) {
  const onChange = jest.fn();
  const onRunQuery = jest.fn();
  const answer = async (path: string) =>
    path === 'catalogue' ? { measures: CATALOGUE } : { models: [ENTRY] };
  const datasource = { resources: new Resources(read ?? answer) } as unknown as ModelWatchDataSource;
  const whole = { refId: 'A', shape: 'series', ...query } as ModelWatchQuery;
  render(<QueryEditor datasource={datasource} query={whole} onChange={onChange} onRunQuery={onRunQuery} />);
  return { onChange, onRunQuery };
}

test('a measure shows the fields that it has, and no others', async () => {
  show({ measure: 'serving.latency', model: 'employment' });
  expect(await screen.findByText('Quantile')).toBeTruthy();
  expect(screen.getByText('Group by')).toBeTruthy();
  expect(screen.queryByText('Features')).toBeNull();
});

test('a window is taken when its field is left, not while it is typed, and not when it is none', async () => {
  const { onChange, onRunQuery } = show({ measure: 'drift.psi', model: 'employment' });
  const field = await screen.findByLabelText(/Window/);
  fireEvent.change(field, { target: { value: 'soon' } });
  fireEvent.blur(field);
  fireEvent.change(field, { target: { value: '6h' } });
  expect(onRunQuery).not.toHaveBeenCalled();
  fireEvent.blur(field);
  expect(onChange).toHaveBeenCalledTimes(1);
  expect(onChange).toHaveBeenCalledWith(expect.objectContaining({ window: '6h' }));
  expect(onRunQuery).toHaveBeenCalledTimes(1);
});

test('an added filter does not run the query before it has a value', async () => {
  const { onChange, onRunQuery } = show({ measure: 'drift.psi', model: 'employment' });
  fireEvent.click(await screen.findByRole('button', { name: 'Filter' }));
  expect(onChange).toHaveBeenCalledTimes(1);
  expect(onRunQuery).not.toHaveBeenCalled();
});

test('a collector that cannot be read is told in its own words', async () => {
  show({ measure: 'drift.psi' }, () =>
    Promise.reject(Object.assign(new Error('502'), { data: { message: 'Nothing listens there.' } })),
  );
  await waitFor(() => expect(screen.getByText('Nothing listens there.')).toBeTruthy());
});

test('another measure keeps what it can take, and its model may be a variable', async () => {
  const { onChange } = show({
    measure: 'drift.psi',
    model: 'employment',
    features: ['AGEP'],
    groupBy: ['sex'],
  });
  await screen.findByRole('option', { name: 'Latency' });
  fireEvent.change(screen.getByLabelText('Measure'), { target: { value: 'serving.latency' } });
  expect(onChange).toHaveBeenLastCalledWith({
    refId: 'A',
    measure: 'serving.latency',
    model: 'employment',
    shape: 'series',
    groupBy: ['sex'],
  });
  fireEvent.change(screen.getByLabelText('Model'), { target: { value: '$model' } });
  expect(onChange).toHaveBeenLastCalledWith(expect.objectContaining({ model: '$model' }));
});
