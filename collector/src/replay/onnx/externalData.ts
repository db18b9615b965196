import {
  ATTRIBUTE,
  DATA_LOCATION_EXTERNAL,
  FUNCTION,
  GRAPH,
  MODEL,
  NODE,
  SPARSE_TENSOR,
  STRING_ENTRY,
  TENSOR,
} from './fieldNumbers';
import { messagesOf, textOf, type WireField } from './wire';

/** Subgraphs within subgraphs: real models have two or three levels; more is an attempt at the stack. */
const DEEPEST_SUBGRAPH = 32;

/**
 * Names of files that tensors of a model refer to, wherever a tensor can stand: initializers, attributes of nodes,
 * subgraphs, functions. Such a file was not uploaded, and its path could point anywhere on this machine.
 */
export function findExternalFiles(model: readonly WireField[], graph: readonly WireField[]): string[] {
  const found = new Set<string>();
  visitGraph(graph, found, 0);
  for (const definition of messagesOf(model, MODEL.functions)) {
    for (const node of messagesOf(definition, FUNCTION.node)) visitNode(node, found, 0);
  }
  return [...found];
}

function visitGraph(graph: readonly WireField[], found: Set<string>, depth: number): void {
  if (depth > DEEPEST_SUBGRAPH)
    throw new Error(`its subgraphs are nested more than ${DEEPEST_SUBGRAPH} deep`);
  for (const tensor of messagesOf(graph, GRAPH.initializer)) visitTensor(tensor, found);
  for (const sparse of messagesOf(graph, GRAPH.sparseInitializer)) visitSparseTensor(sparse, found);
  for (const node of messagesOf(graph, GRAPH.node)) visitNode(node, found, depth);
}

function visitNode(node: readonly WireField[], found: Set<string>, depth: number): void {
  for (const attribute of messagesOf(node, NODE.attribute)) {
    for (const number of [ATTRIBUTE.tensor, ATTRIBUTE.tensors]) {
      for (const tensor of messagesOf(attribute, number)) visitTensor(tensor, found);
    }
    for (const number of [ATTRIBUTE.sparseTensor, ATTRIBUTE.sparseTensors]) {
      for (const sparse of messagesOf(attribute, number)) visitSparseTensor(sparse, found);
    }
    for (const number of [ATTRIBUTE.graph, ATTRIBUTE.graphs]) {
      for (const graph of messagesOf(attribute, number)) visitGraph(graph, found, depth + 1);
    }
  }
}

function visitSparseTensor(sparse: readonly WireField[], found: Set<string>): void {
  for (const number of [SPARSE_TENSOR.values, SPARSE_TENSOR.indices]) {
    for (const tensor of messagesOf(sparse, number)) visitTensor(tensor, found);
  }
}

function visitTensor(tensor: readonly WireField[], found: Set<string>): void {
  const entries = messagesOf(tensor, TENSOR.externalData);
  const location = tensor.find((field) => field.number === TENSOR.dataLocation)?.value;
  if (entries.length === 0 && location !== DATA_LOCATION_EXTERNAL) return;
  const named = entries.find((entry) => textOf(entry, STRING_ENTRY.key) === 'location');
  found.add(named ? textOf(named, STRING_ENTRY.value) : 'a file without a name');
}
