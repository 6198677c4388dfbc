import type { Config, SourceConfig } from '../config/index.ts';
import type { Step } from '../core/duckdb/duck.ts';
import { duck, name, rawSql, type Sql } from '../core/duckdb/sql.ts';
import { type CleanRequest, meaningRows, meansSame, rawColumn } from './clean-steps.ts';

/** Whether a real-estate unit code agrees with the address beside it: both name a county. Table per column i: `elsewhere<i>` (row_number). */
interface Coded {
  code: number;
  address: number;
}

type CountyRequest = Pick<CleanRequest, 'source' | 'unique' | 'areFew'> & { divisions: Config['divisions'] };

function codedColumns({ columns, mentions }: SourceConfig): Coded[] {
  const place = (named: string[], type: string) => columns.findIndex((each) => each.type === type && named.includes(each.name));
  return mentions.flatMap(({ entity, attributes }) => {
    const named = entity === 'house' ? Object.values(attributes) : [];
    const [code, address] = [place(named, 'unit-code'), place(named, 'address')];
    return code < 0 || address < 0 ? [] : [{ code, address }];
  });
}

/** Only codes of counties that are in force are judged: what became of others the land alone knows. */
export function countySteps(request: CountyRequest): Step[] {
  const { source, unique, divisions } = request;
  const counties = divisions.filter(({ code, validTo }) => code.length === 6 && validTo === null).map(({ code }) => code);
  const county = rawSql('substr(search_unit_code(c.value), 1, 6)');
  return codedColumns(source).map(({ code, address }) => ({
    name: `elsewhere:${code}`,
    says: 'find unit codes of another county than that of the address',
    sql: duck`CREATE TABLE ${elsewhereTable(code)} AS
      SELECT touched.row_number FROM touched JOIN ${meaningRows(code, request)} c ON ${meansSame(code, rawSql('c'), unique)}
        JOIN ${meaningRows(address, request)} d ON ${meansSame(address, rawSql('d'), unique)}
      WHERE c.value IS NOT NULL AND list_contains(${counties}::VARCHAR[], ${county}) AND address_division(d.value) <> ${county}`,
  }));
}

function elsewhereTable(code: number): Sql {
  return name(`elsewhere${code}`);
}

/** Findings of unit codes, as rows of `finding`. */
export function countyFindings(source: SourceConfig): Sql[] {
  return codedColumns(source).map(
    ({ code }) => duck`SELECT row_number, ${code} AS position, ${source.columns[code]!.name} AS field, 'countyOfAnother' AS code,
      left(${rawColumn(code)}, 200) AS value, 'warning' AS severity FROM ${elsewhereTable(code)} JOIN touched USING (row_number)`,
  );
}
