import { type GrpcObject, type ServiceDefinition, loadPackageDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { join } from 'node:path';

export interface PluginServices {
  data: ServiceDefinition;
  diagnostics: ServiceDefinition;
  resource: ServiceDefinition;
  controller: ServiceDefinition;
  health: ServiceDefinition;
}

function serviceOf(root: GrpcObject, path: string): ServiceDefinition {
  const found = path
    .split('.')
    .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], root);
  return (found as { service: ServiceDefinition }).service;
}

/** The definitions lie beside this module, and beside the executable once it is built. */
export function loadServices(): PluginServices {
  const files = ['plugin.proto', 'controller.proto', 'health.proto'].map((name) => join(__dirname, name));
  const root = loadPackageDefinition(
    loadSync(files, { keepCase: true, longs: Number, enums: String, defaults: true }),
  );
  return {
    data: serviceOf(root, 'pluginv2.Data'),
    diagnostics: serviceOf(root, 'pluginv2.Diagnostics'),
    resource: serviceOf(root, 'pluginv2.Resource'),
    controller: serviceOf(root, 'plugin.GRPCController'),
    health: serviceOf(root, 'grpc.health.v1.Health'),
  };
}
