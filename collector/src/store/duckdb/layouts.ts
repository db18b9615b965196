import type { DuckDBConnection } from '@duckdb/node-api';
import { badRequest, type ModelSchema, notFound } from '../../contract';
import { type Cell, type Database, readCells } from './database';
import { predictionColumns } from './predictionTable';
import { text } from './quote';

/** A typed table of predictions: one for each schema of a model, because names and types differ between them. */
export interface Layout {
  table: string;
  schema: ModelSchema;
  /** Column of a feature or segment by its name; names themselves never become identifiers. */
  featureColumns: Map<string, { column: string; type: ModelSchema['features'][number]['type'] }>;
  segmentColumns: Map<string, string>;
}

/** Dimensions that every prediction has. */
export const COMMON_DIMENSIONS = ['version', 'environment', 'deployment'] as const;

/** The tables there are, kept in memory: what a window of a model spans is asked at every query. */
export class Layouts {
  private byModel = new Map<string, Layout[]>();
  private nextNumber = 1;

  async load(database: Database): Promise<void> {
    const rows = await database.rows(
      'SELECT number, model, version, definition FROM layouts ORDER BY version',
    );
    this.byModel = new Map();
    for (const row of rows) this.add(Number(row[0]), readSchema(row));
  }

  /** Makes the table of a schema unless it is there. */
  async ensure(database: Database, schema: ModelSchema): Promise<void> {
    const make = async (connection: DuckDBConnection): Promise<void> => {
      const known = this.find(schema.model, schema.version);
      if (known) {
        requireEqual(known.schema, schema);
        return;
      }
      const number = this.nextNumber;
      const definition = JSON.stringify({ features: schema.features, segments: schema.segments });
      const columns = predictionColumns(schema, () => () => 0).map(({ name, type }) => `${name} ${type}`);
      await connection.run(`CREATE TABLE predictions_${number} (${columns.join(', ')})`);
      await connection.run(
        `INSERT INTO layouts VALUES (${number}, ${text(schema.model)}, ${schema.version}, ${text(definition)})`,
      );
      // Read back, so that what is in memory is what a later start will find.
      const [row] = await readCells(
        connection,
        `SELECT number, model, version, definition FROM layouts WHERE number = ${number}`,
      );
      this.add(number, readSchema(row!));
    };
    await database.transact(make, () => this.load(database));
  }

  find(model: string, version: number): Layout | undefined {
    return this.byModel.get(model)?.find((layout) => layout.schema.version === version);
  }

  all(): Layout[] {
    return [...this.byModel.values()].flat();
  }

  models(): string[] {
    return [...this.byModel.keys()];
  }

  /** The layouts of a model, oldest first; empty when it has none. */
  of(model: string): readonly Layout[] {
    return this.byModel.get(model) ?? [];
  }

  /** @throws ModelWatchError `unknown-model` when no schema of the model was ever made known */
  require(model: string): readonly Layout[] {
    const layouts = this.byModel.get(model);
    if (!layouts) {
      const known = [...this.byModel.keys()].sort().join(', ') || 'none';
      throw notFound('unknown-model', `There is no model "${model}" in the store: there are ${known}.`);
    }
    return layouts;
  }

  /** @throws ModelWatchError `unknown-dimension` naming those there are */
  requireDimension(model: string, dimension: string): void {
    const segments = [...new Set(this.of(model).flatMap(({ schema }) => schema.segments))];
    const known = [...COMMON_DIMENSIONS, ...segments];
    if (known.includes(dimension)) return;
    throw badRequest(
      'unknown-dimension',
      `Model "${model}" has no dimension "${dimension}": there are ${known.join(', ')}.`,
    );
  }

  /** The type that the newest schema with this feature gives it. */
  featureType(model: string, feature: string): ModelSchema['features'][number]['type'] {
    const type = this.require(model).findLast(({ featureColumns }) => featureColumns.has(feature));
    if (type) return type.featureColumns.get(feature)!.type;
    const known = this.of(model)
      .at(-1)!
      .schema.features.map(({ name }) => name);
    throw badRequest(
      'unknown-feature',
      `Model "${model}" has no feature "${feature}": there are ${known.join(', ')}.`,
    );
  }

  private add(number: number, schema: ModelSchema): void {
    const layouts = this.byModel.get(schema.model) ?? [];
    layouts.push({
      table: `predictions_${number}`,
      schema,
      featureColumns: new Map(
        schema.features.map(({ name, type }, index) => [name, { column: `f${index}`, type }]),
      ),
      segmentColumns: new Map(schema.segments.map((name, index) => [name, `s${index}`])),
    });
    layouts.sort((a, b) => a.schema.version - b.schema.version);
    this.byModel.set(schema.model, layouts);
    this.nextNumber = Math.max(this.nextNumber, number + 1);
  }
}

function readSchema(row: Cell[]): ModelSchema {
  const [, model, version, definition] = row;
  const parsed = JSON.parse(String(definition)) as Pick<ModelSchema, 'features' | 'segments'>;
  return { model: String(model), version: Number(version), ...parsed };
}

function requireEqual(known: ModelSchema, asked: ModelSchema): void {
  const layoutOf = ({ features, segments }: ModelSchema): string =>
    JSON.stringify([features.map(({ name, type }) => [name, type]), segments]);
  if (layoutOf(known) === layoutOf(asked)) return;
  throw badRequest(
    'schema-conflict',
    `Schema ${asked.version} of model "${asked.model}" is in the store with other features or segments: ` +
      'a changed layout needs a new version number.',
  );
}
