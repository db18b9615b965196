/** @jest-environment jsdom */
import { fireEvent, render, screen } from '@testing-library/react';
import React from 'react';
import { type ModelWatchDataSource } from '../datasource';
import { Resources } from '../resources';
import { type ModelWatchQuery } from '../types';
import { AnnotationEditor } from './AnnotationEditor';
import { ANNOTATIONS } from './annotations';

jest.mock('@grafana/ui', () => jest.requireActual<object>('../editor/testing/standIns'));
jest.mock('@grafana/runtime', () => ({
  getTemplateSrv: () => ({ getVariables: () => [{ name: 'model' }] }),
}));

test('maturity without a model says that one is needed, and a variable can be chosen', async () => {
  const onChange = jest.fn();
  const datasource = {
    resources: new Resources(async () => ({ models: [{ spec: { model: 'employment' } }] })),
  } as unknown as ModelWatchDataSource;
  const query = { refId: 'Anno', show: ['maturity'] } as unknown as ModelWatchQuery;
  render(
    <AnnotationEditor datasource={datasource} query={query} onChange={onChange} onRunQuery={jest.fn()} />,
  );
  await screen.findByText('employment');
  expect(screen.getByText(/Label maturity is that of one model/)).toBeTruthy();
  fireEvent.change(screen.getByLabelText('Model'), { target: { value: '$model' } });
  expect(onChange).toHaveBeenCalledWith({ ...query, model: '$model' });
});

test('an annotation that was saved without anything to show shows changes', () => {
  const annotation = { enable: true, name: '', iconColor: '', target: { refId: 'Anno' } as ModelWatchQuery };
  expect(ANNOTATIONS.prepareQuery!(annotation)).toEqual({ refId: 'Anno', show: ['changes'] });
});
